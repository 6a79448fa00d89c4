"""What the benchmark measures. A section is a module with a function `measure(bench)` that yields figures.

To add one: write the module and name it in `SECTIONS`, at its place in the run. See docs/performance.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.context import Bench
from bench.figures import Figure
from bench.sections import changes, doors, load, pages, previews, reindex, search, sizes, traffic, verify

Section = Callable[[Bench], Iterator[Figure]]

SECTIONS: dict[str, Section] = {
    "load": load.measure,
    "reindex": reindex.measure,
    "verify": verify.measure,
    "changes": changes.measure,
    "sizes": sizes.measure,
    "search": search.measure,
    "pages": pages.measure,
    "doors": doors.measure,
    "previews": previews.measure,
    # The archive grows in the last one.
    "traffic": traffic.measure,
}
