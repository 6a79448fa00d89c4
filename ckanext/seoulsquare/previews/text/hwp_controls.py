"""Controls of HWP 5: where their paragraphs stand, and the text that they carry themselves."""

from __future__ import annotations

import struct

_PLACES = {
    b"tbl ": "table",
    b"gso ": "text_box",
    b"fn  ": "footnote",
    b"en  ": "endnote",
    b"head": "header",
    b"foot": "footer",
    b"tcmt": "hidden_comment",
}
_DESCRIPTION = 44  # offset of the alternative text in the header of a drawing or table
_COMMAND = 9  # offset of the command in the header of a field


def control(payload: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Place of a control's paragraphs ("" = where the control stands) and its own texts as (place, text)."""
    kind = payload[3::-1]
    if kind in (b"tbl ", b"gso ", b"eqed"):
        return _PLACES.get(kind, ""), _strings(payload, _DESCRIPTION, 1, "description")
    if kind.startswith(b"%"):
        place = "memo" if kind == b"%%me" else ""
        return place, _strings(payload, _COMMAND, 1, "field")
    if kind == b"tdut":  # main and small text
        return "", _strings(payload, 4, 2, "body")
    if kind == b"tcps":  # characters drawn over each other
        return "", _strings(payload, 4, 1, "body")
    return _PLACES.get(kind, ""), []


def _strings(payload: bytes, offset: int, count: int, place: str) -> list[tuple[str, str]]:
    """`count` strings with a 16-bit length in front, as far as the payload goes."""
    found = []
    for _ in range(count):
        if offset + 2 > len(payload):
            break
        (length,) = struct.unpack_from("<H", payload, offset)
        text = payload[offset + 2 : offset + 2 + 2 * length].decode("utf-16-le", "ignore").strip("\0 ")
        if text:
            found.append((place, text))
        offset += 2 + 2 * length
    return found
