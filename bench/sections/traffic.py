"""Searches while a day's documents come in."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from bench.context import Bench, counts
from bench.figures import Figure, at_most
from bench.generate import A_DAY
from bench.measure import percentile, tell
from bench.sections.pages import times
from bench.site import Browser

_IDLE = 100
_PAUSE = 0.1
"""Seconds between an answer and the next search: up to ten searches a second come in."""

_SLOWER = 2.0


def measure(bench: Bench) -> Iterator[Figure]:
    """The 95th percentile of search pages during a load, beside idle."""
    bench.archive()
    number = min(A_DAY, bench.count)
    earlier = bench.once("days loaded", lambda: 0)
    path = bench.list_of_others(f"day-{earlier}", number, 1_000_000 + earlier * A_DAY)
    bench.remember("days loaded", earlier + 1)
    with bench.ours.served() as browser:
        tell("Searching while nothing comes in")
        _search(bench, browser, _IDLE)  # warms it
        idle = _search(bench, browser, _IDLE)
        tell(f"Searching while {number:,} documents come in")
        loads = []
        loader = threading.Thread(target=lambda: loads.append(bench.load(path)))
        loader.start()
        busy = []
        while loader.is_alive():
            busy += _search(bench, browser, 1)
        loader.join()
    load = loads[0]
    created = counts(load.output)["created"]
    yield Figure(
        "search page during a load, 95th percentile",
        "ms",
        percentile(busy, 0.95),
        percentile(idle, 0.95),
        "idle",
        at_most(ratio=_SLOWER),
        f"{len(busy)} searches while {created:,} documents came in at "
        f"{created / max(load.seconds - bench.ours.start_up, 0.001):,.0f}/s",
        {**load.facts(), "median": percentile(busy, 0.5), "idle_median": percentile(idle, 0.5)},
    )


def _search(bench: Bench, browser: Browser, number: int) -> list[float]:
    found = []
    for _ in range(number):
        found += times(browser, [f"/search?{bench.queries.page()}"])
        time.sleep(_PAUSE)
    return found
