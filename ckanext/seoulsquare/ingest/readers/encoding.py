"""Bytes to text: published lists come as UTF-8, UTF-8 with a mark, CP949 and UTF-16, and never say which."""

from __future__ import annotations

import codecs
from typing import IO

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers.members import Member

CHUNK = 1 << 20
ZEROS = 0.04
"""Share of zero bytes from which on a text is UTF-16; fewer are dirt, which readers drop."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detect(member: Member) -> str:
    """The encoding of a file, found by decoding all of it once.

    Raises ListError when it is none of those that occur.
    """
    head = member.head()
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "")
    if marked:
        candidates: tuple[str, ...] = (marked,)
    elif head.count(0) > len(head) * ZEROS:
        # delimiters and digits have a zero byte in UTF-16: behind them, or before them
        candidates = ("utf-16-le",) if head[1::2].count(0) > head[::2].count(0) else ("utf-16-be",)
    else:
        candidates = ("utf-8", "cp949")
    faults = []
    for encoding in candidates:
        with member.open() as stream:
            fault = _fault(stream, encoding)
        if not fault:
            return encoding
        faults.append(fault)
    what = "is neither UTF-8 nor CP949 text" if len(candidates) > 1 else "is no text, or breaks off"
    raise ListError(f"{member.name} {what}: {'; '.join(faults)}")


def _fault(stream: IO[bytes], encoding: str) -> str:
    """Why the bytes are not text in this encoding, or an empty text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return str(error)
    return ""
