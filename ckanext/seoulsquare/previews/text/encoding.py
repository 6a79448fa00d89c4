"""Text files in the encodings that Korean offices use."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, *, partial: bool = False) -> str | None:
    """Text of a file, or `None` when it is no text; see `encoding_of`."""
    encoding = encoding_of(data, partial=partial)
    if encoding is None:
        return None
    marked = any(data.startswith(mark) for mark, _ in _MARKS)
    return data.decode(encoding, "replace" if marked and not partial else "ignore")


def encoding_of(data: bytes, *, partial: bool = False) -> str | None:
    """Name of the encoding of a text, or `None` when it is no text.

    UTF-8, UTF-16 and UTF-32 by their marks, else UTF-8, CP949 (EUC-KR and more), GB 18030, or UTF-16 without
    a mark. `partial`: the data may end in the middle of a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    candidates = ["utf-8", "cp949", "gb18030"]
    if data.count(0) > len(data) // 10:
        candidates = ["utf-16-le", "utf-16-be"]
    for encoding in candidates:
        try:
            text = codecs.getincrementaldecoder(encoding)("strict").decode(data, not partial)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) <= len(text) // 500:
            return encoding
    return None
