"""DOC (Word 97-2003): the characters of the piece table, by the part of the document they belong to."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError
from ckanext.seoulsquare.previews.text.ole import opened, summary
from ckanext.seoulsquare.previews.text.passage import Passage

_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200  # bits of the flags at offset 10
_CLX = 0x01A2
# Counts of characters from offset 0x4C on, in the order in which the parts stand in the text.
_PARTS = ("body", "footnote", "header", "macro", "comment", "endnote", "text_box", "header")
_FIELD = re.compile(r"[\x13-\x15]")


def read(data: bytes) -> Iterator[Passage]:
    """Passages of a document."""
    with opened(data) as ole:
        main = ole.openstream("WordDocument").read()
        (flags,) = struct.unpack_from("<H", main, 10)
        if flags & _ENCRYPTED:
            raise EncryptedError("the document needs a password")
        table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
        yield from summary(ole)
    text = "".join(_pieces(main, table))
    start = 0
    for place, count in zip(_PARTS, struct.unpack_from("<8i", main, 0x4C), strict=True):
        for paragraph in re.split(r"[\r\x0b\x0c]", text[start : start + max(count, 0)]):
            if clean := _FIELD.sub(" ", paragraph.replace("\x07", "\t")).strip("\0\x01\x02\x08 \t"):
                yield Passage(place, clean)
        start += max(count, 0)


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    offset, size = struct.unpack_from("<II", main, _CLX)
    end = offset + size
    while offset < end and table[offset : offset + 1] == b"\x01":  # formatting that pieces refer to
        offset += 3 + struct.unpack_from("<H", table, offset + 1)[0]
    if table[offset : offset + 1] != b"\x02":
        raise DamagedError("the document has no piece table")
    (length,) = struct.unpack_from("<I", table, offset + 1)
    count = (length - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table, offset + 5)
    for number in range(count):
        (where,) = struct.unpack_from("<I", table, offset + 5 + 4 * (count + 1) + 8 * number + 2)
        size = positions[number + 1] - positions[number]
        if where & 0x4000_0000:  # one byte a character
            at = (where & 0x3FFF_FFFF) // 2
            yield main[at : at + size].decode("cp1252", "replace")
        else:
            yield main[where : where + 2 * size].decode("utf-16-le", "replace")
