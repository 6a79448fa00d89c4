"""`package_search` of both sites on as many documents, and the archive's first and last page by cursor."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from bench.context import Bench
from bench.figures import Figure, at_most
from bench.measure import percentile, tell

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
    ours = bench.ours.inside("search.package_search", cases=cases, warm_up=warm_up)
    stock = bench.stock.inside("search.package_search", cases=cases, warm_up=warm_up)
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
