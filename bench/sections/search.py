"""`package_search` of both sites on as many documents, and the archive's first and last page by cursor."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean
from typing import Any

from bench.context import Bench
from bench.figures import Figure, at_most
from bench.measure import percentile, tell

Cases = dict[str, list[dict[str, Any]]]
Found = dict[str, dict[str, list[float]]]

_SITES = ("ours", "stock")
_TIMES = 40
_WARM_UP = 20
_LAST_PAGE = 1.2


def measure(bench: Bench) -> Iterator[Figure]:
    """Milliseconds (median) of a call inside CKAN's process, warm, each with words not asked before."""
    bench.archive()
    filled = bench.stock_index()
    cases = bench.queries.cases(_TIMES)
    warm_up = [params for searches in bench.queries.cases(_WARM_UP // 4).values() for params in searches]
    tell("Searching both sites")
    ours, stock = _both(bench, cases, warm_up)
    compared = f"stock schema, {bench.stock_count:,} documents"
    for name in cases:
        hits = f"{mean(ours[name]['hits']):,.0f} and {mean(stock[name]['hits']):,.0f} hits on average"
        yield Figure(
            f"package_search: {name}",
            "ms",
            percentile(ours[name]["ms"], 0.5),
            percentile(stock[name]["ms"], 0.5),
            compared,
            at_most(ratio=1.0) if "8 facets" in name and bench.stock_count == bench.count else (),
            hits,
            {
                "p95": percentile(ours[name]["ms"], 0.95),
                "stock_p95": percentile(stock[name]["ms"], 0.95),
                "stock_filled": filled,
            },
        )
    tell("Reading the archive's first and last page")
    ends = bench.ours.inside("search.ends", times=_TIMES)
    yield Figure(
        "the archive's last page by cursor",
        "ms",
        percentile(ends["last"], 0.5),
        percentile(ends["first"], 0.5),
        "the first page",
        at_most(ratio=_LAST_PAGE),
        f"seoulsquare_document_search, 100 of {ends['total']:,} records, {ends['facets']} facets",
        {"last_p95": percentile(ends["last"], 0.95), "first_p95": percentile(ends["first"], 0.95)},
    )


def _both(bench: Bench, cases: Cases, warm_up: list[dict[str, Any]]) -> tuple[Found, Found]:
    """Both sites on the same cases, half of the searches at a time, so that a busy minute strikes both."""
    found: dict[str, Found] = {name: {case: {"ms": [], "hits": []} for case in cases} for name in _SITES}
    halves = [{case: searches[half::2] for case, searches in cases.items()} for half in range(2)]
    for half, order in zip(halves, (_SITES, _SITES[::-1]), strict=True):
        for name in order:
            site = bench.ours if name == "ours" else bench.stock
            timed = site.inside("search.package_search", cases=half, warm_up=warm_up)
            for case in cases:
                for key in ("ms", "hits"):
                    found[name][case][key] += timed[case][key]
    return found["ours"], found["stock"]
