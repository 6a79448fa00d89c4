"""Building the index anew, beside what `ckan search-index rebuild` does."""

from __future__ import annotations

from collections.abc import Iterator

from bench.context import Bench, counts
from bench.figures import STOCK, Figure, at_least
from bench.measure import tell

_LEAST = 3000
_TIMES = 150


def measure(bench: Bench) -> Iterator[Figure]:
    """Documents a second from the database to an index that has taken over."""
    bench.archive()
    bench.stock_sample()
    tell("Rebuilding indexes as CKAN does")
    stock, own = (
        site.inside("rows.rebuild", most=bench.options.sample) for site in (bench.stock, bench.ours)
    )
    tell("Building the archive's index anew")
    used = bench.ours.command("seoulsquare", "reindex")
    found = counts(used.output)
    rate = found["index"] / max(used.seconds - bench.ours.start_up, 0.001)
    yield Figure(
        "reindex",
        "documents/s",
        rate,
        stock["documents"] / stock["seconds"],
        f"search-index rebuild of {STOCK}",
        at_least(value=_LEAST, ratio=_TIMES),
        f"{found['index']:,} documents; with the command's start: {found['index'] / used.seconds:,.0f}/s",
        {**used.facts(), "stock": stock},
    )
    yield Figure(
        "reindex, same schemas",
        "documents/s",
        rate,
        own["documents"] / own["seconds"],
        "search-index rebuild of this site",
        at_least(ratio=_TIMES),
        f"CKAN's rebuild on {own['documents']:,} records with this extension's schemas and plugins",
    )
    yield Figure("memory of a process of the reindex", "MiB", used.memory)
    for name, seconds in (("the reindex", used.cpu), ("Solr", used.solr), ("PostgreSQL", used.postgres)):
        yield Figure(
            f"processor time of {name} (reindex)", "s per 1,000 documents", seconds / found["index"] * 1000
        )
