"""Old Office files (OLE): what DOC, XLS and PPT share, and objects of other programs."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import olefile

from ckanext.seoulsquare.previews.errors import DamagedError
from ckanext.seoulsquare.previews.text.passage import Passage

# What olefile raises for broken tables and directories.
BROKEN_OLE = (OSError, ValueError, IndexError, TypeError, OverflowError, RecursionError, struct.error)
_SUMMARIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_READABLE = re.compile(r"[\x20-\x7e\u3131-\u318e\uac00-\ud7a3\u4e00-\u9fff]{4,}")


@contextmanager
def opened(data: bytes) -> Iterator[olefile.OleFileIO]:
    """An OLE file; whatever olefile says of a broken one becomes `DamagedError`."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            yield ole
    except BROKEN_OLE as error:
        raise DamagedError(f"OLE: {error}") from error


def summary(ole: olefile.OleFileIO) -> Iterator[Passage]:
    """Title, author, comments and custom properties."""
    for name in _SUMMARIES:
        if not ole.exists(name):
            continue
        for value in ole.getproperties(name).values():
            for item in value if isinstance(value, list) else [value]:
                if text := _string(item):
                    yield Passage("summary", text)


def _string(value: object) -> str:
    if isinstance(value, bytes):
        for encoding in ("utf-8", "cp949"):
            try:
                return value.decode(encoding).strip("\0 ")
            except UnicodeDecodeError:
                continue
    return value.strip("\0 ") if isinstance(value, str) else ""


def readable(data: bytes) -> str:
    """Runs of UTF-16 text in data of an unknown structure."""
    return "\n".join(_READABLE.findall(data[: len(data) // 2 * 2].decode("utf-16-le", "replace")))


def read(data: bytes) -> Iterator[Passage | bytes]:
    """An object of another program: its summary, and the readable runs of its streams."""
    with opened(data) as ole:
        yield from summary(ole)
        for path in ole.listdir():
            stream = ole.openstream(path).read()
            if text := readable(stream):
                yield Passage("other", text)
            yield stream
