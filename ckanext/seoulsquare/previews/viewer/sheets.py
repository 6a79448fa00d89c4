"""One screenful of a workbook's sheet: sorted, searched, filtered by columns. Knows nothing of CKAN."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PAGE_ROWS = 100
_NUMBER = re.compile(r"[+-]?\d{1,3}(,?\d{3})*(\.\d+)?|[+-]?\d+(\.\d+)?", re.ASCII)
_LONGEST = 100  # characters of a filter


@dataclass(frozen=True)
class Asked:
    """What the reader asked of a sheet. Columns count from 1, `sort` 0 leaves the file's order."""

    sort: int = 0
    descending: bool = False
    find: str = ""
    filters: dict[int, str] = field(default_factory=dict)
    page: int = 1

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Asked:
        """Read the address's parameters; whatever makes no sense is the default."""
        filters = {
            _number(name.removeprefix("column")): value.strip()[:_LONGEST]
            for name, value in args.items()
            if name.startswith("column") and value.strip()
        }
        return cls(
            sort=_number(args.get("sort", "")),
            descending=args.get("order") == "desc",
            find=args.get("find", "").strip()[:_LONGEST],
            filters={column: value for column, value in filters.items() if column},
            page=max(_number(args.get("page", "")), 1),
        )

    def args(self, **changes: Any) -> dict[str, Any]:
        """The address's parameters for this request with some changes; defaults are left out."""
        values: dict[str, Any] = {
            "sort": self.sort,
            "order": "desc" if self.descending else "",
            "find": self.find,
            "page": self.page,
            **{f"column{column}": value for column, value in self.filters.items()},
        }
        values |= changes
        return {key: value for key, value in values.items() if value and not (key == "page" and value == 1)}


@dataclass(frozen=True)
class Column:
    """A column by its letter; `numeric` where its cells are numbers."""

    number: int
    letter: str
    numeric: bool


@dataclass(frozen=True)
class Row:
    """A row with its number in the sheet as it is shown, hidden rows not counted."""

    number: int
    cells: Sequence[Any]


@dataclass(frozen=True)
class SheetPage:
    """The rows to show; `total` counts those found, `rows_in_sheet` all below the head."""

    columns: list[Column]
    head: list[Row]
    rows: list[Row]
    total: int
    rows_in_sheet: int
    asked: Asked

    @property
    def pages(self) -> int:
        """Number of screenfuls, at least one."""
        return max(-(-self.total // PAGE_ROWS), 1)


def look(sheet: Mapping[str, Any], asked: Asked) -> SheetPage:
    """The screenful of a sheet that was asked for.

    :param sheet: `sheets.Sheet` in plain values
    """
    width = max(map(len, sheet["rows"]), default=0)
    rows = [
        Row(number, [*cells, *[""] * (width - len(cells))]) for number, cells in enumerate(sheet["rows"], 1)
    ]
    head, body = rows[: sheet["head"]], rows[sheet["head"] :]
    columns = [
        Column(number, letter(number), _numeric(row.cells[number - 1] for row in body))
        for number in range(1, width + 1)
    ]
    found = [row for row in body if _fits(row, asked)]
    if 0 < asked.sort <= width:
        found.sort(key=lambda row: _key(row.cells[asked.sort - 1]), reverse=asked.descending)
        found.sort(key=lambda row: row.cells[asked.sort - 1] == "")  # empty cells come last either way
    start = (asked.page - 1) * PAGE_ROWS
    return SheetPage(columns, head, found[start : start + PAGE_ROWS], len(found), len(body), asked)


def letter(number: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _fits(row: Row, asked: Asked) -> bool:
    if asked.find and asked.find.casefold() not in "\t".join(map(str, row.cells)).casefold():
        return False
    return all(
        column <= len(row.cells) and value.casefold() in str(row.cells[column - 1]).casefold()
        for column, value in asked.filters.items()
    )


def _key(value: Any) -> tuple[bool, Any]:
    """Numbers before words."""
    number = _as_number(value)
    return (True, str(value).casefold()) if number is None else (False, number)


def _as_number(value: Any) -> float | None:
    """A number, also where a CSV file writes one with separators."""
    if isinstance(value, int | float):
        return value
    return float(value.replace(",", "")) if _NUMBER.fullmatch(value) else None


def _numeric(values: Iterable[Any]) -> bool:
    filled = [value for value in values if value != ""]
    return bool(filled) and all(_as_number(value) is not None for value in filled)


def _number(text: str) -> int:
    """A small whole number, or 0."""
    return int(text) if text.isdecimal() and len(text) < 7 else 0
