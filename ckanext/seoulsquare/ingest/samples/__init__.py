"""The demonstration's records: real rows of Seoul's lists and, for kinds without free ones, samples.

Where the rows come from and under which licence: ATTRIBUTION.txt.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
LISTS = (".csv", ".jsonl", ".json", ".xml", ".xlsx")


def files() -> list[Path]:
    """The lists of the demonstration, in the order in which they are loaded."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix in LISTS)
