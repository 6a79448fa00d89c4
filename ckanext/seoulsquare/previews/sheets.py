"""The cells of a workbook's or a table's visible part, for the view of sheets. Runs in the sandbox.

Hidden sheets, rows and columns are left out: the pages don't show them either.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from ckanext.seoulsquare.previews.detect import Format, delimiter, detect
from ckanext.seoulsquare.previews.text import ooxml, xlsx
from ckanext.seoulsquare.previews.text.encoding import decode
from ckanext.seoulsquare.previews.text.ole import opened
from ckanext.seoulsquare.previews.text.package import Package, attribute, local

FORMATS = (Format.XLSX, Format.XLS, Format.CSV)
SHEETS, ROWS, COLUMNS, CELLS = 50, 20_000, 200, 400_000
_HEAD_WITHIN = 8  # rows from the top in which the head of the columns is looked for

Cell = str | int | float


@dataclass
class Sheet:
    """A sheet: `head` rows stay in sight; `cut` tells that it goes on past the limits of this reader."""

    name: str
    rows: list[list[Cell]]
    head: int = 0
    cut: bool = False


@dataclass
class Hidden:
    """Rows and columns, counted from 0, that a sheet hides, and the rows it keeps in sight."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    frozen: int = 0


def read(data: bytes) -> list[Sheet]:
    """The visible sheets of a file in one of `FORMATS`; none of another."""
    kind = detect(data)
    if kind is Format.CSV:
        return [_table(data)]
    if kind not in FORMATS:
        return []
    hidden = _hidden_in_package(data) if kind is Format.XLSX else _hidden_in_workbook(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets, left = [], CELLS
    for number, known in enumerate(book.sheets_metadata[:SHEETS]):
        if known.visible != SheetVisibleEnum.Visible:
            continue
        values = book.get_sheet_by_name(known.name).to_python(skip_empty_area=False)
        sheet = _sheet(known.name, values, hidden[number] if number < len(hidden) else Hidden(), left)
        left -= sum(map(len, sheet.rows))
        sheets.append(sheet)
    return sheets


def _table(data: bytes) -> Sheet:
    text = decode(data) or ""
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter(text) or ",")
    return _sheet("", list(islice(lines, ROWS + 1)), Hidden(frozen=1), CELLS)


def _sheet(name: str, values: Sequence[Sequence[Any]], hidden: Hidden, left: int) -> Sheet:
    rows = [
        [_cell(value) for column, value in enumerate(row) if column not in hidden.columns]
        for number, row in enumerate(values)
        if number not in hidden.rows
    ]
    width = max((place for row in rows for place, value in enumerate(row, 1) if value != ""), default=0)
    while rows and not any(value != "" for value in rows[-1]):
        rows.pop()
    most = min(ROWS, left // max(min(width, COLUMNS), 1))
    cut = len(rows) > most or width > COLUMNS
    rows = [row[: min(width, COLUMNS)] for row in rows[:most]]
    frozen = sum(number not in hidden.rows for number in range(hidden.frozen))
    return Sheet(name, rows, min(frozen, _HEAD_WITHIN) or _head(rows), cut)


def _cell(value: Any) -> Cell:
    """A value as a reader expects it: whole numbers without a point, moments in ISO form."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else round(value, 10)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return value if isinstance(value, int) else str(value)


def _head(rows: Sequence[Sequence[Cell]]) -> int:
    """Rows down to the first that names most columns by words; 0 where there is none near the top."""
    widest = max((sum(value != "" for value in row) for row in rows[:50]), default=0)
    for number, row in enumerate(rows[:_HEAD_WITHIN], 1):
        filled = [value for value in row if value != ""]
        if len(filled) > 1 and len(filled) * 2 > widest and all(isinstance(value, str) for value in filled):
            return number
    return 0


def _hidden_in_package(data: bytes) -> list[Hidden]:
    """Of each sheet of an XLSX file, in the order of the workbook."""
    package = Package(data)
    targets = ooxml.targets(package, xlsx.BOOK)
    found = []
    for sheet in (node for node in package.xml(xlsx.BOOK).iter() if local(node) == "sheet"):
        target = targets.get(attribute(sheet, "id"), "")
        found.append(_hidden_in_sheet(package, target) if target in package else Hidden())
    return found


def _hidden_in_sheet(package: Package, name: str) -> Hidden:
    root = package.xml(name)
    hidden = Hidden(columns={column - 1 for column in xlsx.hidden_columns(root)})
    for place, row in enumerate(node for node in root.iter() if local(node) == "row"):
        if attribute(row, "hidden") in xlsx.ON:
            number = attribute(row, "r")
            hidden.rows.add(int(number) - 1 if number.isdigit() else place)
    for pane in (node for node in root.iter() if local(node) == "pane"):
        if attribute(pane, "state").startswith("frozen") and attribute(pane, "ySplit").isdigit():
            hidden.frozen = int(attribute(pane, "ySplit"))
    return hidden


_BOF, _EOF, _BOUNDSHEET, _COLINFO, _ROW = 0x809, 0x0A, 0x85, 0x7D, 0x208


def _hidden_in_workbook(data: bytes) -> list[Hidden]:
    with opened(data) as ole:
        return hidden_in_stream(ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read())


def hidden_in_stream(stream: bytes) -> list[Hidden]:
    """Of each sheet of an XLS file, in the order of the workbook ([MS-XLS] 2.4.28, 2.4.53, 2.4.221)."""
    starts = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _BOUNDSHEET]
    found = []
    for start in starts:
        hidden = Hidden()
        for kind, body in _records(stream, start):
            if kind == _COLINFO and body[8] & 1:
                first, last = struct.unpack_from("<HH", body)
                hidden.columns.update(range(first, min(last, 255) + 1))
            elif kind == _ROW and body[12] & 0x20:  # fDyZero
                hidden.rows.add(struct.unpack_from("<H", body)[0])
        found.append(hidden)
    return found


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of the substream that begins at `start`, without those of charts inside it."""
    position, depth = start, 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size
