"""A table as its file has it: names of columns and rows of values, nothing interpreted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One row: `line` is where it starts (line, sheet row or position in the file, from 1).

    `misfit` says why the row does not fit its heading; its values are then not to be used.
    """

    line: int
    values: dict[str, Any]
    misfit: str = ""


@dataclass(frozen=True)
class Table:
    """A table: `name` is that of its file, sheet or array; `labels` explains columns that are codes.

    `about` holds what the file says of the table as a whole (a statistic's title and source).
    """

    name: str
    columns: list[str]
    rows: Iterator[Row]
    labels: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)


def distinct(names: list[str]) -> list[str]:
    """Names of columns made distinct: blank ones are numbered, repeated ones get a number."""
    seen: dict[str, int] = {}
    result = []
    for position, name in enumerate(names, 1):
        base = " ".join(name.split()) or f"column_{position}"
        seen[base] = seen.get(base, 0) + 1
        result.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return result
