"""HWP 5 (OLE) read in pure Python: all text of all places, also of distribution copies.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import olefile

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError, LimitError
from ckanext.seoulsquare.previews.limits import LIMITS
from ckanext.seoulsquare.previews.text import hwp_distribution
from ckanext.seoulsquare.previews.text.encoding import decode
from ckanext.seoulsquare.previews.text.hwp_controls import control
from ckanext.seoulsquare.previews.text.ole import BROKEN_OLE, readable
from ckanext.seoulsquare.previews.text.passage import Passage, rows

_COMPRESSED, _PASSWORD, _DISTRIBUTION = 1, 2, 4  # bits of FileHeader at offset 36
_PARA_TEXT, _CTRL_HEADER, _LIST_HEADER, _EQUATION, _FORM, _MEMO_LIST = 67, 71, 72, 88, 91, 93
_SUMMARY = "\x05HwpSummaryInformation"
# One UTF-16 unit below 32 is a control: 0, 10, 13 and 24-31 stand alone, the others fill eight units.
_TEXT = re.compile(
    rb"((?:[\x20-\xff]\x00|.[^\x00])+)|([\x01-\x09\x0b\x0c\x0e-\x17])\x00.{0,14}|(.)\x00", re.S
)
_SINGLE = {10: "\n", 24: "-", 30: " ", 31: " "}


@dataclass
class _Frame:
    """A control whose paragraphs are being read; of a table, the texts of its cells by (row, column)."""

    level: int
    place: str
    cells: dict[tuple[int, int], list[str]] | None = None
    cell: list[str] | None = field(default=None)


def read(data: bytes) -> Iterator[Passage | bytes]:
    """Passages of a document, and the embedded files as bytes."""
    try:
        ole = olefile.OleFileIO(io.BytesIO(data))
    except BROKEN_OLE as error:
        raise DamagedError(f"OLE: {error}") from error
    with ole:
        header = _stream(ole, "FileHeader")
        flags = int.from_bytes(header[36:40], "little")
        if flags & _PASSWORD:
            raise EncryptedError("the document needs a password")
        yield from _summary(ole)
        yield from _preview(ole)
        yield from _sections(ole, flags)
        yield from _others(ole)


def _stream(ole: olefile.OleFileIO, name: str) -> bytes:
    try:
        return ole.openstream(name).read()
    except BROKEN_OLE as error:
        raise DamagedError(f"OLE: {error}") from error


def inflate(data: bytes) -> bytes:
    """A raw deflate stream, within the limit of one member."""
    stream = zlib.decompressobj(-15)
    try:
        out = stream.decompress(data, LIMITS.entry)
    except zlib.error as error:
        raise DamagedError(f"deflate: {error}") from error
    if stream.unconsumed_tail:
        raise LimitError(f"a stream unpacks to more than {LIMITS.entry} bytes")
    if not stream.eof:
        raise DamagedError("a stream ends too early")
    return out


def _sections(ole: olefile.OleFileIO, flags: int) -> Iterator[Passage]:
    storage = "ViewText" if flags & _DISTRIBUTION else "BodyText"
    names = [path for path in ole.listdir() if path[0] == storage and path[-1].startswith("Section")]
    if not names:
        raise DamagedError("the document has no sections")
    for path in sorted(names, key=lambda path: int(re.sub(r"\D", "", path[-1]) or 0)):
        data = _stream(ole, "/".join(path))
        if flags & _DISTRIBUTION:
            data = hwp_distribution.decrypt(data)
        if flags & _COMPRESSED:
            data = inflate(data)
        yield from _section(data)


def records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Tag, level and payload of each record."""
    position, end = 0, len(data)
    while position + 4 <= end:
        (head,) = struct.unpack_from("<I", data, position)
        tag, level, size = head & 0x3FF, head >> 10 & 0x3FF, head >> 20
        position += 4
        if size == 0xFFF:
            if position + 4 > end:
                break
            (size,) = struct.unpack_from("<I", data, position)
            position += 4
        if position + size > end:
            raise DamagedError("a record is longer than its section")
        yield tag, level, data[position : position + size]
        position += size


def _section(data: bytes) -> Iterator[Passage]:
    stack = [_Frame(-1, "body")]
    for tag, level, payload in records(data):
        while len(stack) > 1 and level <= stack[-1].level:
            yield from _close(stack)
        if tag == _CTRL_HEADER:
            place, texts = control(payload)
            # What stands in a header, a memo or a hidden comment stays there, also inside a table of it.
            inner = place if place and stack[-1].place in ("body", "table", "text_box") else stack[-1].place
            stack.append(_Frame(level, inner, {} if place == "table" else None))
            yield from (Passage(kind, text) for kind, text in texts)
        elif tag == _MEMO_LIST:
            stack.append(_Frame(level - 1, "memo"))
        elif tag == _LIST_HEADER and stack[-1].cells is not None and len(payload) >= 12:
            column, row = struct.unpack_from("<HH", payload, 8)
            stack[-1].cell = stack[-1].cells.setdefault((row, column), [])
        elif text := _text(tag, payload):
            if stack[-1].cell is not None:
                stack[-1].cell.append(text)
            else:
                yield Passage("equation" if tag == _EQUATION else stack[-1].place, text)
    while len(stack) > 1:
        yield from _close(stack)


def _close(stack: list[_Frame]) -> Iterator[Passage]:
    frame = stack.pop()
    table: dict[int, list[str]] = {}
    for (row, _column), texts in sorted((frame.cells or {}).items()):
        table.setdefault(row, []).append("\n".join(texts))
    return rows(frame.place, table.values())


def _text(tag: int, payload: bytes) -> str:
    if tag == _PARA_TEXT:
        return paragraph(payload)
    if tag == _EQUATION and len(payload) >= 6:
        (length,) = struct.unpack_from("<H", payload, 4)
        return payload[6 : 6 + 2 * length].decode("utf-16-le", "replace").strip()
    if tag == _FORM:
        return payload[8:].decode("utf-16-le", "ignore").replace("\0", " ").strip()
    return ""


def paragraph(payload: bytes) -> str:
    """The characters of a paragraph without its controls."""
    parts = []
    for match in _TEXT.finditer(payload):
        if match[1]:
            parts.append(match[1].decode("utf-16-le", "replace"))
        elif match[2]:
            parts.append("\t" if match[2] == b"\x09" else "")
        else:
            parts.append(_SINGLE.get(match[3][0], ""))
    return "".join(parts).strip()


def _summary(ole: olefile.OleFileIO) -> Iterator[Passage]:
    if not ole.exists(_SUMMARY):
        return
    try:
        properties = ole.getproperties(_SUMMARY)
    except BROKEN_OLE:
        return  # a broken summary is no broken document
    for value in properties.values():
        text = value.decode("utf-8", "ignore") if isinstance(value, bytes) else value
        if isinstance(text, str) and text.strip("\0 "):
            yield Passage("summary", text.strip("\0 "))


def _preview(ole: olefile.OleFileIO) -> Iterator[Passage]:
    if ole.exists("PrvText") and (
        text := _stream(ole, "PrvText").decode("utf-16-le", "replace").strip("\0 ")
    ):
        yield Passage("preview_text", text)
    if ole.exists("PrvImage"):
        yield from _text_of_image(_stream(ole, "PrvImage"))


def _text_of_image(data: bytes) -> Iterator[Passage]:
    from ckanext.seoulsquare.previews.text import image

    for passage in image.metadata(data):
        yield Passage(f"preview_image/{passage.place}", passage.text)


def _others(ole: olefile.OleFileIO) -> Iterator[Passage | bytes]:
    """Embedded files, and what scripts, history and templates say."""
    for path in ole.listdir():
        if path[0] in ("BodyText", "ViewText", "FileHeader", "DocInfo", "PrvText", "PrvImage", _SUMMARY):
            continue
        data = _stream(ole, "/".join(path))
        with suppress(DamagedError):  # what does not inflate is stored as it is
            data = inflate(data)
        if path[0] == "BinData":
            yield data
        elif text := readable(data) or decode(data):
            yield Passage("history" if path[0] == "DocHistory" else "other", text)
