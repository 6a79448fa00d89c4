"""What record pages show, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text and the code of its language, "" when it is of no language in particular."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere."""

    text: str
    url: str


@dataclass(frozen=True)
class Disclosure:
    """The disclosure class in the reader's words; grounds are items of Article 9(1) with their meaning."""

    code: str
    label: str
    grounds: list[tuple[str, str]]

    @property
    def numbers(self) -> str:
        """The items as a document's face prints them: `5, 6`."""
        return ", ".join(number for number, _meaning in self.grounds)


@dataclass(frozen=True)
class Related:
    """A related record as a list shows it."""

    title: Text
    url: str
    kind: str


@dataclass(frozen=True)
class RelatedGroup:
    """Related records under what relates them."""

    label: str
    records: list[Related]


@dataclass(frozen=True)
class Withdrawal:
    """When and why a record left."""

    date: dt.date
    reason: str
