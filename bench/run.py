"""Runs the sections of the benchmark one after the other and reports; `make bench` prepares the services."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from bench import machine, options, report
from bench.context import Bench
from bench.figures import Figure
from bench.measure import CommandError, Meter, tell
from bench.sections import SECTIONS


def main() -> int:
    """Measure; exit status 1 when a section failed, whether targets are met or not."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    given = options.read()
    names = given.sections or tuple(SECTIONS)
    if unknown := [name for name in names if name not in SECTIONS]:
        tell(f"There is no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}.")
        return 2
    bench = Bench(given)
    facts: dict[str, Any] = {"count": given.count, "sample": given.sample, "machine": machine.facts(bench)}
    conditions = facts["conditions"] = {}
    figures: dict[str, list[Figure]] = {}
    failed = 0
    for name in names:
        tell(f"== {name}")
        meter = Meter(bench.services.run)
        figures[name] = []
        try:
            for figure in SECTIONS[name](bench):
                figures[name].append(figure)
                print(report.line(figure), flush=True)
        except CommandError as error:
            failed = 1
            tell(f"{name} failed: {error}")
        seconds, _, _, others = meter.read()
        conditions[name] = {"seconds": seconds, "others": others, "load": os.getloadavg()}
        path = report.save(given.results, facts, figures)
    print(f"\n{path.read_text()}\nWritten to {path} and .json")
    return failed


if __name__ == "__main__":
    sys.exit(main())
