"""Workbooks: XLSX, XLS, XLSB and ODS, one table a sheet."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import python_calamine as calamine

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers import heading
from ckanext.seoulsquare.ingest.readers.members import Member, check_size
from ckanext.seoulsquare.ingest.readers.table import Table

_ABOUT_SHEETS = ("메타정보", "meta")
"""Sheets in which statistical offices describe the table of the sheet beside it."""


def read(member: Member, is_known: Callable[[list[str]], bool]) -> Iterator[Table]:
    """Read the sheets that hold a table. Raises ListError when the file is no workbook."""
    book = _open(member)
    about = _about(book)
    found = 0
    for name in book.sheet_names:
        if name in _ABOUT_SHEETS:
            continue
        sheet = book.get_sheet_by_name(name)
        numbered = ((line, [_value(cell) for cell in cells]) for line, cells in enumerate(_rows(sheet), 1))
        try:
            table = heading.to_table(name, numbered, is_known, sheet.merged_cell_ranges or [])
        except ListError:
            if sheet.total_height > 0:
                raise
            continue  # an empty sheet, as new workbooks have
        if len(table.columns) == 1 and len(book.sheet_names) > 1:
            continue  # a sheet of notes beside the list
        found += 1
        yield Table(table.name, table.columns, table.rows, table.labels, about)
    if not found:
        raise ListError(f"{member.name} has no rows")


def _open(member: Member) -> calamine.CalamineWorkbook:
    with member.open() as stream:
        content = stream.read()
    _check_unpacked(member.name, content)
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise ListError(f"{member.name} is protected by a password") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        what = "an HTML page" if content.lstrip()[:1] == b"<" else "nothing that Excel or LibreOffice opens"
        if member.name.rsplit("/", 1)[-1].startswith("~$"):
            what = "the lock file of an open one"
        raise ListError(f"{member.name} is not a workbook but {what}") from error


def _check_unpacked(name: str, content: bytes) -> None:
    if zipfile.is_zipfile(io.BytesIO(content)):
        for info in zipfile.ZipFile(io.BytesIO(content)).infolist():
            check_size(f"{name}: {info.filename}", info.file_size, info.compress_size)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[list[Any]]:
    """All rows from the first line on, so that the numbers are those that the reader of the sheet sees."""
    yield from sheet.to_python(skip_empty_area=False)


def _value(cell: Any) -> Any:
    """A cell as text would have it: whole numbers without a point, dates in ISO form."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return cell


def _about(book: calamine.CalamineWorkbook) -> dict[str, str]:
    """What a describing sheet says: names in its first column, values in its second."""
    about: dict[str, str] = {}
    for name in book.sheet_names:
        if name in _ABOUT_SHEETS:
            for cells in book.get_sheet_by_name(name).to_python():
                texts = [str(cell).strip() for cell in cells] + ["", ""]
                about[texts[0].lstrip("○*• ").strip()] = texts[1]
    return {key: value for key, value in about.items() if key and value}
