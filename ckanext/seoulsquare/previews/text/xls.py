"""XLS (Excel 97-2003): cells by calamine; comments, text boxes and headers from the records."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError
from ckanext.seoulsquare.previews.text.ole import opened, summary
from ckanext.seoulsquare.previews.text.passage import Passage, rows

_HEADER, _FOOTER, _FILEPASS, _CONTINUE, _TXO = 0x14, 0x15, 0x2F, 0x3C, 0x1B6


def read(data: bytes) -> Iterator[Passage]:
    """Passages of a workbook."""
    with opened(data) as ole:
        stream = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
        yield from summary(ole)
    yield from _notes(stream)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, sheet in enumerate(book.sheets_metadata, 1):
            place = "sheet" if sheet.visible == SheetVisibleEnum.Visible else "hidden_sheet"
            yield Passage("sheet_name", sheet.name, number)
            table = book.get_sheet_by_name(sheet.name).to_python()
            yield from rows(place, ([_string(cell) for cell in row] for row in table), number)
    except PasswordError as error:
        raise EncryptedError("the workbook needs a password") from error
    except CalamineError as error:
        raise DamagedError(f"workbook: {error}") from error


def _string(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _notes(stream: bytes) -> Iterator[Passage]:
    """Text objects (comments and text boxes) and page headers."""
    position, waiting = 0, False
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        payload = stream[position + 4 : position + 4 + size]
        position += 4 + size
        if kind == _FILEPASS:
            raise EncryptedError("the workbook needs a password")
        if kind in (_HEADER, _FOOTER) and size > 3:
            yield Passage("header", re.sub(r'&(?:[LCRPNDTFA]|"[^"]*"|\d+)', " ", _characters(payload[2:])))
        elif kind == _CONTINUE and waiting and size > 1:
            yield Passage("comment", _characters(payload))
        waiting = kind == _TXO


def _characters(payload: bytes) -> str:
    """A string with its width in the first byte."""
    return payload[1:].decode("utf-16-le" if payload[0] & 1 else "latin-1", "replace")
