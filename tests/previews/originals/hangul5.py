"""Documents as HWP 5: a page, a font, two sizes of characters, and paragraphs."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from tests.previews.documents.hwp import hwp5, record

_FONT = "나눔고딕"
_SIZES = (1100, 1800)  # of text and title, in hundredths of a point
_PROPERTIES, _COUNTS, _FACE, _BORDER, _CHARACTERS, _TABS, _PARAGRAPH, _STYLE = 16, 17, 19, 20, 21, 22, 25, 26
_HEAD, _TEXT, _SHAPES, _CONTROL, _PAGE = 66, 67, 68, 71, 73
_A4 = (59528, 84188, 8504, 8504, 5668, 4252, 4252, 4252, 0, 0)  # size and margins in units of 1/7200 inch


def _name(text: str) -> bytes:
    return struct.pack("<H", len(text)) + text.encode("utf-16-le")


def _information() -> bytes:
    """Stream DocInfo: what paragraphs refer to."""
    counts = [0, *[1] * 7, 1, len(_SIZES), 1, 0, 0, 1, 1, 0, 0, 0]
    parts = [
        record(_PROPERTIES, 0, struct.pack("<7H3I", 1, 1, 1, 1, 1, 1, 1, 0, 0, 0)),
        record(_COUNTS, 0, struct.pack("<18I", *counts)),
        *[record(_FACE, 1, b"\0" + _name(_FONT))] * 7,
        record(_BORDER, 1, bytes(40)),
    ]
    for size in _SIZES:
        shape = struct.pack("<7H7B7b7B7b", *[0] * 7, *[100] * 7, *[0] * 7, *[100] * 7, *[0] * 7)
        bold = 2 if size == max(_SIZES) else 0
        parts.append(
            record(
                _CHARACTERS, 1, shape + struct.pack("<iIbb4IHI", size, bold, 0, 0, 0, 0, 0xFFFFFFFF, 0, 1, 0)
            )
        )
    lines = struct.pack("<I6i", 0x180, 0, 0, 0, 300, 300, 160) + struct.pack(
        "<3H4hIII", 0, 0, 1, 0, 0, 0, 0, 0, 0, 160
    )
    parts += [
        record(_TABS, 1, bytes(8)),
        record(_PARAGRAPH, 1, lines),
        record(_STYLE, 1, _name("바탕글") + _name("Normal") + struct.pack("<BBhHHH", 0, 0, 1042, 0, 0, 0)),
    ]
    return b"".join(parts)


def _paragraph(text: str, shape: int, controls: tuple[tuple[str, bytes, bytes], ...] = ()) -> bytes:
    """A paragraph. A control is its name, its header and the records below it."""
    anchors = b"".join(struct.pack("<H4s8xH", 2, name[::-1].encode(), 2) for name, _, _ in controls)
    characters = anchors + f"{text}\r".encode("utf-16-le")
    head = struct.pack("<IIHBBHHHI", len(characters) // 2, 4 if controls else 0, 0, 0, 0, 1, 0, 0, 0)
    below = b"".join(
        record(_CONTROL, 1, name[::-1].encode() + header) + children for name, header, children in controls
    )
    shapes = record(_SHAPES, 1, struct.pack("<II", 0, shape))
    return record(_HEAD, 0, head) + record(_TEXT, 1, characters) + shapes + below


def write(document: dict[str, Any], path: Path) -> None:
    """Write a document without tables as HWP 5."""
    section = struct.pack("<I3HI6H", 0, 1134, 0, 0, 8000, 0, 0, 0, 0, 0, 0)
    columns = struct.pack("<HHHBBI", 4, 0, 0, 0, 0, 0)
    controls = (("secd", section, record(_PAGE, 2, struct.pack("<10I", *_A4))), ("cold", columns, b""))
    body = _paragraph(document["title"], 1, controls) + b"".join(
        _paragraph(text, 0) for text in document["blocks"]
    )
    said = "\r\n".join([document["title"], *document["blocks"]])
    path.write_bytes(hwp5(body, information=_information(), more={"PrvText": said.encode("utf-16-le")}))
