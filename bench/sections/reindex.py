"""Building the index anew, beside `ckan search-index rebuild` of stock CKAN on its sample."""

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
    tell("Rebuilding stock CKAN's index")
    stock = bench.stock.command("search-index", "rebuild")
    stock_rate = bench.options.sample / (stock.seconds - bench.stock.start_up)
    tell("Building the archive's index anew")
    used = bench.ours.command("seoulsquare", "reindex")
    found = counts(used.output)
    yield Figure(
        "reindex",
        "documents/s",
        found["index"] / max(used.seconds - bench.ours.start_up, 0.001),
        stock_rate,
        f"search-index rebuild of {STOCK}",
        at_least(value=_LEAST, ratio=_TIMES),
        f"{found['index']:,} documents; with the command's start: {found['index'] / used.seconds:,.0f}/s",
        {**used.facts(), "stock": stock.facts(), "stock_start_up": bench.stock.start_up},
    )
    yield Figure("memory of a process of the reindex", "MiB", used.memory)
    for name, seconds in (("the reindex", used.cpu), ("Solr", used.solr), ("PostgreSQL", used.postgres)):
        yield Figure(
            f"processor time of {name} (reindex)", "s per 1,000 documents", seconds / found["index"] * 1000
        )
