"""Finding the heading of a grid of cells and fitting the rows below it to it.

A heading that does not fit its rows is an error, never a silent shift of values into other columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers.table import Row, Table, distinct

Cells = list[Any]
Numbered = tuple[int, Cells]
Merged = list[tuple[tuple[int, int], tuple[int, int]]]

SEARCHED_ROWS = 12
SAMPLE_ROWS = 50

_DATA = re.compile(r"\d{8,}|https?://.*|\d{4}-\d{2}-\d{2}.*")
"""What a row of values has and a heading has not: long numbers, addresses, dates. Years may be headings."""


def to_table(
    name: str,
    numbered: Iterable[Numbered],
    is_known: Callable[[list[str]], bool],
    merged: Merged | None = None,
) -> Table:
    """Make a table of a grid. Raises ListError when it has no heading or one that does not fit.

    `merged` are the merged cells of a sheet (first and last corner, from 0): a heading that spans several
    rows is known by them.
    """
    rows = ((line, cells) for line, cells in numbered if not _is_blank(cells))
    top = list(islice(rows, SEARCHED_ROWS))
    if not top:
        raise ListError(f"{name} has no rows")
    start, end = _span(top, is_known, merged or [])
    names = _names([cells for _, cells in top[start:end]])
    labels: dict[str, str] = {}
    if sum(1 for heading in names if _DATA.fullmatch(heading)) > 1:
        raise ListError(f"{name} has no heading: its first row holds values ({', '.join(names[:3])} ...)")
    columns = distinct(names)
    if _explains(top[end : end + 1], columns):
        explained = [str(cell).strip() for cell in top[end][1]]
        labels = {column: label for column, label in zip(columns, explained, strict=False) if label}
        end += 1
    below = chain(top[end:], rows)
    sample = list(islice(below, SAMPLE_ROWS))
    _check_fit(name, len(columns), [cells for _, cells in sample])
    return Table(name, columns, _fit(columns, chain(sample, below)), labels)


def _is_blank(cells: Cells) -> bool:
    return not any(str(cell).strip() for cell in cells)


def _filled(cells: Cells) -> int:
    return sum(1 for cell in cells if str(cell).strip())


def _trimmed(cells: Cells, width: int = 0) -> Cells:
    """Cells without the blank ones at the end, but at least `width` of them."""
    end = len(cells)
    while end > width and not str(cells[end - 1]).strip():
        end -= 1
    return cells[:end]


def _span(top: list[Numbered], is_known: Callable[[list[str]], bool], merged: Merged) -> tuple[int, int]:
    """First and past-last row of the heading among the top rows."""
    for index, (_, cells) in enumerate(top):
        if is_known([str(cell).strip() for cell in cells]):
            return index, index + 1
    widest = max(_filled(cells) for _, cells in top)
    start = next(index for index, (_, cells) in enumerate(top) if _filled(cells) * 2 > widest)
    end = start + 1
    while end < len(top) and any(_joins(area, top[start][0] - 1, top[end][0] - 1) for area in merged):
        end += 1
    return start, end


def _joins(area: tuple[tuple[int, int], tuple[int, int]], first: int, row: int) -> bool:
    """Whether a merged area of the heading makes this row part of the heading.

    It does when it reaches down into the row, or lies side by side above it and so leaves names to the row.
    """
    (top, left), (bottom, right) = area
    if not first <= top < row:
        return False
    return bottom >= row or (bottom == row - 1 and right > left)


def _names(rows: list[Cells]) -> list[str]:
    """Names of columns; names of several rows are joined, each said once."""
    width = max(len(_trimmed(cells)) for cells in rows)
    filled = [[str(cell).strip() for cell in cells] + [""] * (width - len(cells)) for cells in rows]
    for cells in filled[:-1]:
        for index in range(1, width):
            # a name merged over several columns stands in its first cell only
            cells[index] = cells[index] or cells[index - 1]
    if len(filled) == 1:
        return filled[0][:width]
    return [
        " ".join(dict.fromkeys(part for part in parts[:width] if part))
        for parts in zip(*filled, strict=False)
    ]


def _explains(row: list[Numbered], columns: list[str]) -> bool:
    """Whether the row below a heading of codes explains them: codes in ASCII above, only words below."""
    if not row or len(columns) < 3 or not all(name.isascii() and name == name.upper() for name in columns):
        return False
    texts = [str(cell).strip() for cell in row[0][1]]
    if any(_DATA.fullmatch(text) for text in texts):
        return False
    worded = sum(1 for text in texts if text and not text.isascii())
    return worded * 2 > len(columns)


def _check_fit(name: str, width: int, sample: list[Cells]) -> None:
    widths = Counter(len(_trimmed(cells, width)) for cells in sample)
    if not widths:
        return
    common, rows = widths.most_common(1)[0]
    if common != width and rows * 2 > len(sample):
        raise ListError(f"{name}: the heading has {width} columns, but its rows have {common}")


def _fit(columns: list[str], numbered: Iterable[Numbered]) -> Iterator[Row]:
    width = len(columns)
    for line, cells in numbered:
        kept = _trimmed(cells, width)
        if len(kept) == width:
            yield Row(line, dict(zip(columns, kept, strict=True)))
        else:
            yield Row(line, {}, f"the row has {len(kept)} cells, the heading {width}")
