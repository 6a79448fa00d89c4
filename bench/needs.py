"""Says what a run needs, and refuses one for which the machine is too small."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import psutil

from bench import options

ROOT = Path(__file__).parents[1]
MIB = 1 << 20

STOCK_INDEX_MOST = 1_000_000
"""Up to this size the stock core is filled with as many documents as the archive has."""

_FIXED = 3_000
"""MiB of disk for the services' own files and PostgreSQL's log."""

_ARCHIVE, _INDEX, _STOCK_INDEX = 3.4, 1.4, 3.0
"""MiB of disk for 1,000 documents: rows with their indexes and the lists; one Solr index while it is merged;
the stock schema's index."""

_MEMORY = 3_000
"""MiB of memory for Solr (1 GiB heap), PostgreSQL, a load and two portals."""


def disk(count: int) -> int:
    """MiB of disk that a run with so many documents needs. A reindex has two indexes at a time."""
    thousands = count / 1000
    stock = min(count, STOCK_INDEX_MOST) / 1000 * _STOCK_INDEX
    return int(_FIXED + thousands * (_ARCHIVE + 2 * _INDEX) + stock)


def main() -> int:
    """Tell, and give the exit status."""
    count = options.read().count
    folder = ROOT / ".stack"
    free = shutil.disk_usage(folder).free // MIB
    memory = psutil.virtual_memory().available // MIB
    need = disk(count)
    print(
        f"{count:,} documents need {need:,} MB of disk ({free:,} free) and {_MEMORY:,} MB of memory"
        f" ({memory:,} available).",
        file=sys.stderr,
    )
    if free < need or memory < _MEMORY:
        print("seoulsquare: this machine has not enough for that; give a smaller N.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
