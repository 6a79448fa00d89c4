"""What a run of the benchmark is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Options:
    """Documents in the archive, documents that stock CKAN is given one by one, names of sections, folder of
    results."""

    count: int
    sample: int
    sections: tuple[str, ...]
    results: Path


def read(arguments: Sequence[str] | None = None) -> Options:
    """The options of a command line. No section named: all of them."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--count", type=_positive, default=10_000)
    parser.add_argument("--sample", type=_positive, default=500)
    parser.add_argument("--sections", default="")
    parser.add_argument("--results", type=Path, default=RESULTS)
    given = parser.parse_args(arguments)
    sections = tuple(name.strip() for name in given.sections.split(",") if name.strip())
    return Options(given.count, min(given.sample, given.count), sections, given.results)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
