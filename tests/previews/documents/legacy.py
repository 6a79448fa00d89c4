"""DOC, XLS and PPT."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

import struct

from tests.previews.compound import compound, properties
from tests.previews.documents.base import PLACES, place


@place("doc", "body")
def doc(text: str) -> bytes:
    """A DOC file whose piece table has one piece."""
    body = f"{text}\r".encode("utf-16-le")
    main = bytearray(1024)
    struct.pack_into("<HH", main, 0, 0xA5EC, 193)
    struct.pack_into("<H", main, 10, 0x0200)
    struct.pack_into("<i", main, 0x4C, len(body) // 2)
    pieces = struct.pack("<II", 0, len(body) // 2) + struct.pack("<HIH", 0, 1024, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x01A2, 0, len(table))
    return compound({"WordDocument": bytes(main) + body, "1Table": table})


def _atom(kind: int, payload: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(payload)) + payload


PLACES["ppt", "slide"] = lambda text: compound(
    {"PowerPoint Document": _atom(1006, _atom(4000, text.encode("utf-16-le")), 15), "Current User": bytes(32)}
)
PLACES["ppt", "speaker_note"] = lambda text: compound(
    {"PowerPoint Document": _atom(1008, _atom(4000, text.encode("utf-16-le")), 15), "Current User": bytes(32)}
)
PLACES["ppt", "summary"] = lambda text: compound(
    {"PowerPoint Document": b"", "Current User": bytes(32), "\x05SummaryInformation": properties({6: text})}
)


def _biff(kind: int, payload: bytes) -> bytes:
    return struct.pack("<HH", kind, len(payload)) + payload


def xls(text: str, hidden: int = 0, note: str = "") -> bytes:
    """An XLS file of one sheet with one cell."""
    name = struct.pack("<BB", 3, 1) + "표 1".encode("utf-16-le")
    cell = struct.pack("<HHHHB", 0, 0, 0, len(text), 1) + text.encode("utf-16-le")
    sheet = _biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + _biff(0x204, cell)
    if note:
        sheet += _biff(0x1B6, bytes(18)) + _biff(0x3C, b"\x01" + note.encode("utf-16-le"))
    sheet += _biff(0x0A, b"")
    head = _biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    at = len(head) + 4 + 6 + len(name) + 4
    book = head + _biff(0x85, struct.pack("<IBB", at, hidden, 0) + name) + _biff(0x0A, b"") + sheet
    return compound({"Workbook": book.ljust(4096, b"\0")})


PLACES["xls", "sheet"] = xls
PLACES["xls", "hidden_sheet"] = lambda text: xls(text, hidden=1)
PLACES["xls", "comment"] = lambda text: xls("본문", note=text)
