"""Tables as files for spreadsheets, CSV and XLSX. No text becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from ckanext.seoulsquare.disclosure.law.messages import Gettext
from ckanext.seoulsquare.disclosure.registers import Table

MARK = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767  # characters, a limit of the format
_WIDEST = 60


def write_csv(table: Table, _: Gettext) -> bytes:
    """The table in UTF-8 with a byte order mark and CRLF; a text that starts like a formula gets a quote."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in _lines(table, _):
        writer.writerow([_harmless(value) for value in line])
    return (MARK + text.getvalue()).encode()


def write_xlsx(table: Table, title: str, _: Gettext) -> bytes:
    """The table as a workbook of one sheet, its first row fixed; texts are stored as texts."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        width = max([len(column.heading(_)), *(len(str(_plain(row.get(column.name)))) for row in table.rows)])
        # Hangul and Han take about twice the room of a digit.
        sheet.column_dimensions[get_column_letter(number)].width = min(2 * width + 2, _WIDEST)
    for number, line in enumerate(_lines(table, _)):
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet)
            if isinstance(value, str):
                cell.value = _without_controls(value)[:_LONGEST_CELL]
                cell.data_type = "s"  # a text that begins like a formula stays a text
            else:
                cell.value = value
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _lines(table: Table, _: Gettext) -> Iterator[list[Any]]:
    yield [column.heading(_) for column in table.columns]
    for row in table.rows:
        yield [_plain(row.get(column.name)) for column in table.columns]


def _plain(value: Any) -> Any:
    return "" if value is None else value


def _harmless(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value


def _without_controls(text: str) -> str:
    """XML has no place for most control characters."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")


def _sheet_name(title: str) -> str:
    """At most 31 characters, none of those that a sheet's name cannot have."""
    return "".join(" " if sign in r"[]:*?/\'" else sign for sign in title)[:31] or "1"
