"""Where on its pages a document shows what the screen found, to be drawn over their pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from ckanext.seoulsquare.previews import masking
from ckanext.seoulsquare.previews.leaks.rules import masked
from ckanext.seoulsquare.previews.masking import Box
from ckanext.seoulsquare.previews.shown import Shown

SHOWN = 10
"""Pages that are shown at a time."""
_READ = 300
"""Pages that are read for them at most."""


@dataclass(frozen=True)
class Marked:
    """A value on a page: its kind, the value masked, and the boxes of its words in parts of the page."""

    kind: str
    value: str
    boxes: list[Box]


@dataclass(frozen=True)
class MarkedPage:
    """A page with values on it."""

    number: int
    width: float
    height: float
    marks: list[Marked]


def pages(
    preview: Shown, start: int, *, today: dt.date, office_domains: Collection[str]
) -> tuple[list[MarkedPage], int | None]:
    """The next pages with values, from page `start` on, and from where to go on; None at the end."""
    found: list[MarkedPage] = []
    for size in islice(preview.pages, start - 1, start - 1 + _READ):
        if len(found) == SHOWN:
            return found, size.number
        page = preview.page(size.number)
        marks = [
            Marked(mark.kind, masked(mark.kind, page["text"][mark.start : mark.end]), mark.boxes)
            for mark in masking.marks(page, today=today, office_domains=office_domains)
        ]
        if marks:
            found.append(MarkedPage(size.number, size.width, size.height, marks))
    following = start + _READ
    return found, following if following <= len(preview.pages) else None
