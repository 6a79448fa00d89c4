"""The change feed, followed from its beginning by a stranger who keeps a copy."""

from __future__ import annotations

from collections.abc import Iterator

from bench.context import Bench
from bench.figures import Figure
from bench.measure import percentile, tell

_LIMIT = 1000


def measure(bench: Bench) -> Iterator[Figure]:
    """Changes a second, and whether the last pages cost what the first did."""
    bench.archive()
    tell("Following the change feed")
    found = bench.ours.inside("search.follow_changes", limit=_LIMIT)
    pages = found["ms"]
    yield Figure(
        "follow the change feed",
        "changes/s",
        found["changes"] / found["seconds"],
        note=f"{found['changes']:,} changes in {len(pages):,} answers",
        detail={"slowest_ms": max(pages), "p95_ms": percentile(pages, 0.95)},
    )
    full = pages[:-1] if len(pages) > 1 else pages  # the last is not full
    some = max(1, min(20, len(full) // 4))
    yield Figure(
        "an answer of the feed at its end",
        "ms",
        percentile(full[-some:], 0.5),
        percentile(full[:some], 0.5),
        "at its beginning",
        note=f"{_LIMIT:,} changes each",
    )
