"""Comparing index and database record by record."""

from __future__ import annotations

from collections.abc import Iterator

from bench.context import Bench, counts
from bench.figures import Figure
from bench.measure import tell


def measure(bench: Bench) -> Iterator[Figure]:
    """Records a second that `seoulsquare verify` compares, and how many differ."""
    bench.archive()
    tell("Comparing index and database")
    used = bench.ours.command("seoulsquare", "verify", right=(0, 1))
    found = counts(used.output)
    yield Figure(
        "verify",
        "records/s",
        found["database"] / max(used.seconds - bench.ours.start_up, 0.001),
        note=f"{found['database']:,} records, {found['index']:,} documents",
        detail=used.facts(),
    )
    yield Figure(
        "records on which index and database differ",
        "records",
        found["missing"] + found["orphaned"] + found["stale"],
    )
