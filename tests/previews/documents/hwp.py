"""HWP 5."""
# ruff: noqa: E501 - templates of file formats are easier to read unbroken

from __future__ import annotations

import struct
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.previews.compound import compound, properties
from tests.previews.documents.base import PLACES, place


def record(tag: int, level: int, payload: bytes) -> bytes:
    """A record of HWP 5: tag, level and size in front of what it holds."""
    head = tag | level << 10
    if len(payload) < 0xFFF:
        return struct.pack("<I", head | len(payload) << 20) + payload
    return struct.pack("<II", head | 0xFFF << 20, len(payload)) + payload


def _paragraph(text: str, level: int = 0, controls: bytes = b"") -> bytes:
    characters = f"{text}\r".replace("\t", "\t\0\0\0\0\0\0\t").encode("utf-16-le")
    return record(66, level, bytes(22)) + record(67, level + 1, controls + characters)


def _anchor(kind: str) -> bytes:
    """The eight units that hold a control's place in a paragraph."""
    return struct.pack("<H4s8xH", 11, kind[::-1].encode(), 11)


def _control(kind: str, text: str, extra: bytes = b"") -> bytes:
    header = kind[::-1].encode() + extra.ljust(44, b"\0")
    list_header = record(72, 2, bytes(16))
    return _paragraph("본문", 0, _anchor(kind)) + record(71, 1, header) + list_header + _paragraph(text, 2)


def hwp5(
    section: bytes, *, flags: int = 1, more: dict[str, bytes] | None = None, information: bytes = b""
) -> bytes:
    """An HWP 5 file of one section; `information` is its stream DocInfo."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010100, flags)
    streams = {
        "FileHeader": header.ljust(256, b"\0"),
        "DocInfo": _deflate(information) if flags & 1 else information,
    }
    body = _deflate(section) if flags & 1 else section
    streams["ViewText/Section0" if flags & 4 else "BodyText/Section0"] = (
        _scrambled(body) if flags & 4 else body
    )
    return compound(streams | (more or {}))


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _scrambled(body: bytes) -> bytes:
    """A section as distribution copies keep it: key record in front, AES behind."""
    seed, state, position = 0x1234567, 0x1234567, 0
    keys = bytearray(struct.pack("<I", seed) + bytes(range(100, 200)) + bytes(152))
    key = bytes(keys[4 + (seed & 15) : 20 + (seed & 15)])
    while position < 256:
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        byte = state >> 16 & 0xFF
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        run = (state >> 16 & 15) + 1
        for at in range(max(position, 4), min(position + run, 256)):
            keys[at] ^= byte
        position += run
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return record(28, 0, bytes(keys)) + encryptor.update(body.ljust(-(-len(body) // 16) * 16, b"\0"))


PLACES["hwp5", "body"] = lambda text: hwp5(_paragraph(text))
PLACES["hwp5", "body, not compressed"] = lambda text: hwp5(_paragraph(text), flags=0)
PLACES["hwp5", "body, distribution copy"] = lambda text: hwp5(_paragraph(text), flags=5)
PLACES["hwp5", "footnote"] = lambda text: hwp5(_control("fn  ", text))
PLACES["hwp5", "endnote"] = lambda text: hwp5(_control("en  ", text))
PLACES["hwp5", "header"] = lambda text: hwp5(_control("head", text))
PLACES["hwp5", "hidden_comment"] = lambda text: hwp5(_control("tcmt", text))
PLACES["hwp5", "text_box"] = lambda text: hwp5(_control("gso ", text))
PLACES["hwp5", "memo"] = lambda text: hwp5(
    _paragraph("본문") + record(93, 1, bytes(4)) + record(72, 2, bytes(8)) + _paragraph(text, 2)
)
PLACES["hwp5", "field"] = lambda text: hwp5(
    _paragraph("본문", 0, _anchor("%hlk"))
    + record(71, 1, b"klh%" + bytes(5) + struct.pack("<H", len(text)) + text.encode("utf-16-le"))
)
PLACES["hwp5", "preview_text"] = lambda text: hwp5(
    _paragraph("본문"), more={"PrvText": text.encode("utf-16-le")}
)
PLACES["hwp5", "summary"] = lambda text: hwp5(
    _paragraph("본문"), more={"\x05HwpSummaryInformation": properties({2: "제목", 6: text})}
)
PLACES["hwp5", "attachment/exif"] = lambda text: hwp5(
    _paragraph("본문"), more={"BinData/BIN0001.jpg": PLACES["jpeg", "exif"](text)}
)


@place("hwp5", "table")
def hwp5_table(text: str) -> bytes:
    """A table of two rows; the text is in the second."""
    cells = b""
    for row, cell in enumerate(["구분", text]):
        cells += record(72, 2, struct.pack("<HIHHH", 1, 0, 0, 0, row) + bytes(20)) + _paragraph(cell, 2)
    return hwp5(
        _paragraph("본문", 0, _anchor("tbl "))
        + record(71, 1, b" lbt" + bytes(44))
        + record(77, 2, bytes(20))
        + cells
    )
