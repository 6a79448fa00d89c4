"""PPT (PowerPoint 97-2003): the text of its records; deleted states that a quick save left behind too."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ckanext.seoulsquare.previews.errors import EncryptedError
from ckanext.seoulsquare.previews.limits import LIMITS
from ckanext.seoulsquare.previews.text.ole import opened, summary
from ckanext.seoulsquare.previews.text.passage import Passage

_CHARS, _BYTES, _STRING = 4000, 4008, 4026
_PLACES = {1006: "slide", 1008: "speaker_note", 1016: "master", 12000: "comment", 4057: "header"}
_ENCRYPTED = 0xF3D1C4DF  # header token of the current user


def read(data: bytes) -> Iterator[Passage]:
    """Passages of a presentation."""
    with opened(data) as ole:
        user = ole.openstream("Current User").read() if ole.exists("Current User") else b""
        if len(user) >= 16 and struct.unpack_from("<I", user, 12)[0] == _ENCRYPTED:
            raise EncryptedError("the presentation needs a password")
        stream = ole.openstream("PowerPoint Document").read()
        yield from summary(ole)
    yield from _records(stream, "slide", LIMITS.xml_depth)


def _records(stream: bytes, place: str, depth: int) -> Iterator[Passage]:
    position = 0
    while position + 8 <= len(stream):
        head, kind, size = struct.unpack_from("<HHI", stream, position)
        payload = stream[position + 8 : position + 8 + size]
        position += 8 + size
        if head & 15 == 15 and depth:
            yield from _records(payload, _PLACES.get(kind, place), depth - 1)
        elif kind in (_CHARS, _STRING, _BYTES):
            text = payload.decode("latin-1" if kind == _BYTES else "utf-16-le", "replace")
            for line in text.replace("\x0b", "\r").split("\r"):
                if line.strip("\0 "):
                    yield Passage(place, line.strip("\0 "))
