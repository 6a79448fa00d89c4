"""Texts, one record each: the headings of openfinance.seoul.go.kr's programme sheets, or plain prose.

A programme sheet says its headings three times (`부서부서부서`) because the page it was taken from did; one
heading (`유아이디`) is said once. A block is empty where the page had nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ckanext.seoulsquare.ingest.readers import encoding
from ckanext.seoulsquare.ingest.readers.members import Member
from ckanext.seoulsquare.ingest.readers.table import Row, Table

_TRIPLED = re.compile(r"^(\w{2,12}?)\1\1$")
_ONCE = ("유아이디",)
_NUMBERED = re.compile(r"\s*((?:\d{1,2}-\d{1,2}-\d{1,2}|[가-힣]{2,4}-\d{1,3}))\b")
_PROSE = ["name", "text"]


def is_programme(head: bytes) -> bool:
    """Whether a text begins with a tripled heading."""
    lines = head.decode("utf-8-sig", errors="ignore").split("\n", 1)
    return bool(_TRIPLED.match(lines[0].strip()))


def read(name: str, members: list[Member]) -> Table:
    """Read texts as rows: by their headings where the first has them, else as name and text.

    Sheets of pledges begin with their number (1-1-1, 시민-3), which is a column of its own then.
    """
    first = _text(members[0])
    if is_programme(first.encode()):
        return Table(name, list(_blocks(first)), _rows(members, programme=True))
    columns = [*_PROSE, "number"] if _NUMBERED.match(first) else _PROSE
    return Table(name, columns, _rows(members, programme=False))


def _rows(members: list[Member], *, programme: bool) -> Iterator[Row]:
    for position, member in enumerate(members, 1):
        text = _text(member)
        if not programme:
            number = _NUMBERED.match(text)
            values = {"name": PurePosixPath(member.name).stem, "text": text}
            yield Row(position, {**values, "number": number[1] if number else ""})
        elif values := _blocks(text):
            yield Row(position, values)
        else:
            yield Row(position, {}, f"{member.name} has no headings")


def _text(member: Member) -> str:
    with io.TextIOWrapper(member.open(), encoding=encoding.detect(member)) as text:
        return text.read().replace("\x00", "").replace("\f", "\n")


def _blocks(text: str) -> dict[str, str]:
    """The blocks of a programme sheet by their headings; a quote around a whole block is dropped."""
    blocks: dict[str, list[str]] = {}
    lines: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        tripled = _TRIPLED.match(line)
        if tripled or line in _ONCE:
            lines = blocks.setdefault(tripled.group(1) if tripled else line, [])
        elif line or lines:
            lines.append(line)
    return {heading: "\n".join(body).strip().strip('"').strip() for heading, body in blocks.items()}
