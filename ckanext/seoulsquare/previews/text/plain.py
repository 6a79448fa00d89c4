"""Text and CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from ckanext.seoulsquare.previews.detect import delimiter
from ckanext.seoulsquare.previews.errors import DamagedError
from ckanext.seoulsquare.previews.text.encoding import decode
from ckanext.seoulsquare.previews.text.passage import Passage, rows


def read(data: bytes) -> Iterator[Passage]:
    """The paragraphs of a text."""
    for paragraph in _decode(data).split("\n\n"):
        if paragraph.strip():
            yield Passage("body", paragraph.strip())


def read_csv(data: bytes) -> Iterator[Passage]:
    """The rows of a table."""
    text = _decode(data)
    yield from rows("table", csv.reader(text.splitlines(keepends=True), delimiter=delimiter(text)))


def _decode(data: bytes) -> str:
    text = decode(data)
    if text is None:
        raise DamagedError("text in no known encoding")
    return text.replace("\r\n", "\n").replace("\r", "\n")
