"""Loading: the whole list, the same list again, the list with one record in a hundred changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bench.context import Bench, counts
from bench.figures import STOCK, Figure, at_least, at_most
from bench.measure import percentile, tell

_LEAST = 3000
_TIMES = 200
_MOST_MEMORY = 600


def measure(bench: Bench) -> Iterator[Figure]:
    """Documents a second from list row to searchable, beside `package_create` of stock CKAN."""
    used = bench.archive()
    created = used["counts"]["created"]
    stock = bench.stock_sample()["seconds"]
    stock_rate = len(stock) / sum(stock)
    yield Figure(
        "load a list",
        "documents/s",
        _rate(bench, created, used),
        stock_rate,
        f"package_create of {STOCK}",
        at_least(value=_LEAST, ratio=_TIMES),
        f"{created:,} created; with the command's start: {created / used['seconds']:,.0f}/s",
        {**used, "stock_p95_ms": percentile(stock, 0.95) * 1000, "start_up": bench.ours.start_up},
    )
    yield from _costs(used, created)
    yield _through_actions(bench, _rate(bench, created, used))

    tell("Loading the same list again")
    again = bench.load(bench.list_of_all)
    unchanged = counts(again.output)["unchanged"]
    yield Figure(
        "load the same list again",
        "documents/s",
        _rate(bench, unchanged, again.facts()),
        note=f"{unchanged:,} unchanged",
        detail=again.facts(),
    )
    tell("Loading the list with 1 % changed")
    changed = bench.load(bench.list_of_changes)
    found = counts(changed.output)
    yield Figure(
        "load the list with 1 % changed",
        "documents/s",
        _rate(bench, sum(found.values()), changed.facts()),
        note=f"{found['updated']:,} updated, {found['unchanged']:,} unchanged",
        detail=changed.facts(),
    )


def _costs(used: Mapping[str, Any], created: int) -> Iterator[Figure]:
    yield Figure(
        "memory of the load", "MiB", used["memory"], targets=at_most(value=_MOST_MEMORY), note="at its peak"
    )
    for name, key in (("the load", "cpu"), ("Solr", "solr"), ("PostgreSQL", "postgres")):
        yield Figure(f"processor time of {name}", "s per 1,000 documents", used[key] / created * 1000)


def _through_actions(bench: Bench, rate: float) -> Figure:
    """Beside records one by one through CKAN's actions, with our plugins and schemas."""
    tell("Loading some documents through CKAN's actions")
    number = min(200, bench.options.sample)
    used = bench.load(bench.list_of_others("actions", number), "--door", "actions")
    return Figure(
        "load a list, same schemas",
        "documents/s",
        rate,
        _rate(bench, number, used.facts()),
        "load --door actions",
        note="package_create with this extension's schemas and plugins, without a commit of Solr for each",
        detail=used.facts(),
    )


def _rate(bench: Bench, documents: int, used: Mapping[str, Any]) -> float:
    """Documents a second, without the time that any command of CKAN takes to begin."""
    return documents / max(used["seconds"] - bench.ours.start_up, 0.001)
