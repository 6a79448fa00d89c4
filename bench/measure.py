"""Time, processor time and memory of programs, and of the services that work for them."""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

SERVICES = ("solr", "postgres", "redis", "ours-web", "stock-web")
"""Names of the files with process ids; not all run all the time."""


class CommandError(Exception):
    """A program that was to be measured failed."""


@dataclass(frozen=True)
class Usage:
    """What a program took. Processor time in seconds; `memory` is the most that one process held, in MiB.

    `others` is the part of the machine's processor time that programs took which have nothing to do with the
    benchmark.
    """

    seconds: float
    cpu: float
    solr: float
    postgres: float
    memory: float
    others: float
    output: str = ""

    def facts(self) -> dict[str, Any]:
        """For a figure's details."""
        return {name: value for name, value in asdict(self).items() if name != "output"}


class Meter:
    """Processor time since it was made: of services, of the benchmark's children, and of everybody else."""

    def __init__(self, run: Path) -> None:
        self.run = run
        self.started = time.monotonic()
        self.busy = _busy()
        self.services = {name: self._of(name) for name in SERVICES}
        self.own = _own()

    def read(self) -> tuple[float, dict[str, float], float, float]:
        """Seconds passed, processor seconds of services and of own programs that ended, and others' share."""
        seconds = time.monotonic() - self.started
        services = {name: max(0.0, self._of(name) - self.services[name]) for name in SERVICES}
        own = _own() - self.own
        others = max(0.0, _busy() - self.busy - own - sum(services.values()))
        return seconds, services, own, others / (seconds * (os.cpu_count() or 1))

    def _of(self, name: str) -> float:
        """Processor seconds of a service: its processes, and those of its children that ended."""
        try:
            main = psutil.Process(int((self.run / f"{name}.pid").read_text()))
            times = main.cpu_times()
        except (FileNotFoundError, psutil.NoSuchProcess):
            return 0.0
        seconds = times.user + times.system + times.children_user + times.children_system
        for child in main.children(recursive=True):
            try:
                times = child.cpu_times()
            except psutil.NoSuchProcess:
                continue
            seconds += times.user + times.system
        return seconds


def run(
    command: Sequence[str], environment: Mapping[str, str], services: Path, right: Sequence[int]
) -> Usage:
    """Run a program to its end. Raises CommandError with its last words if its status is not in `right`."""
    meter = Meter(services)
    with subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        output = process.stdout.read() if process.stdout else ""
        # Unlike RUSAGE_CHILDREN, this is of this one program. The caller must be small: what it held when the
        # program began counts as the program's.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in right:
        raise CommandError(f"{' '.join(command)}: status {process.returncode}\n{output[-2000:]}")
    seconds, of, _, others = meter.read()
    return Usage(
        seconds,
        used.ru_utime + used.ru_stime,
        of["solr"],
        of["postgres"],
        used.ru_maxrss / 1024,
        others,
        output,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def tell(text: str) -> None:
    """Say what goes on, on standard error."""
    print(text, file=sys.stderr, flush=True)


def _busy() -> float:
    times = psutil.cpu_times()
    return times.user + times.nice + times.system + times.irq + times.softirq


def _own() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)
