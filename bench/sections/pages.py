"""Whole pages over HTTP, as a reader waits for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean

from bench import generate
from bench.context import Bench
from bench.figures import STOCK, Figure, at_most
from bench.measure import CommandError, percentile, tell
from bench.site import Browser

_SLOWEST = 300
_SEARCHES = 200
_LAST_PAGE = 1.2
_COLD = 20
_WARM_UP = 100
_PAGES = {
    "home page": "/",
    "page of a category": "/category/approval-document",
    "page of an agency": "/agency/seoul",
    "search page without words": "/search",
}
_TIMES = 40


def measure(bench: Bench) -> Iterator[Figure]:
    """Milliseconds of pages served by gunicorn with two workers; each search differs from all before."""
    bench.archive()
    bench.stock_index()
    tell("Asking for pages, first with nothing in memory")
    bench.services.cool()
    searches = [f"?{bench.queries.page()}" for _ in range(_COLD + _WARM_UP + _SEARCHES)]
    cold, warm_up, measured = (
        searches[:_COLD],
        searches[_COLD:-_SEARCHES],
        searches[-_SEARCHES:],
    )
    with bench.ours.served() as browser:
        times(browser, ["/about"] * 4)  # the portal itself is warm, its index is not
        first = times(browser, ["/search" + query for query in cold])
        times(browser, ["/search" + query for query in warm_up])
        ours = times(browser, ["/search" + query for query in measured])
        others = {name: times(browser, [path] * _TIMES) for name, path in _PAGES.items()}
        places = _places(bench, browser)
    with bench.stock.served() as browser:
        times(browser, ["/dataset/" + _as_stock(query) for query in warm_up])
        stock = times(browser, ["/dataset/" + _as_stock(query) for query in measured])
    yield Figure(
        "search page, 95th percentile",
        "ms",
        percentile(ours, 0.95),
        percentile(stock, 0.95),
        f"search page of {STOCK}, {bench.stock_count:,} documents",
        at_most(value=_SLOWEST),
        f"{_SEARCHES} different searches, warm; ours has ten facets and marks what was found",
        {"p99": percentile(ours, 0.99), "slowest": max(ours)},
    )
    yield Figure("search page, median", "ms", percentile(ours, 0.5), percentile(stock, 0.5))
    yield Figure(
        "search page, cold: the very first",
        "ms",
        first[0],
        note="Solr started anew, its files not in memory",
    )
    yield Figure(f"search page, cold: the first {_COLD} on average", "ms", mean(first))
    for name, found in others.items():
        yield Figure(
            f"{name}, 95th percentile",
            "ms",
            percentile(found, 0.95),
            targets=at_most(value=_SLOWEST),
            note=f"median {percentile(found, 0.5):.0f} ms, the first {found[0]:.0f} ms",
        )
    for name in ("middle", "last"):
        yield Figure(
            f"search page, {name} of the archive",
            "ms",
            percentile(places[name], 0.5),
            percentile(places["first"], 0.5),
            "the first page",
            at_most(ratio=_LAST_PAGE),
            "newest first; 20 records",
        )


def _places(bench: Bench, browser: Browser) -> dict[str, list[float]]:
    """Milliseconds of pages at the beginning, in the middle and at the end of the archive, taken in turns."""
    middle = next(generate.rows(1, bench.count // 2))["package_id"]
    paths = {
        "first": "/search?sort=newest",
        "middle": f"/search?sort=newest&after=approval-document-{middle}",
        "last": "/search?sort=newest&before=*",
    }
    found: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(_TIMES):
        for name, path in paths.items():
            found[name] += times(browser, [path])
    return found


def times(browser: Browser, paths: Sequence[str]) -> list[float]:
    """Milliseconds of each page. Raises CommandError for one that is not served."""
    found = []
    for path in paths:
        status, milliseconds = browser.get(path)
        if status != 200:
            raise CommandError(f"{path}: status {status}")
        found.append(milliseconds)
    return found


def _as_stock(query: str) -> str:
    """The same search for CKAN's own page, which has no parameters for periods."""
    kept = [part for part in query[1:].split("&") if part.startswith(("q=", "disclosure="))]
    return "?" + "&".join(kept)
