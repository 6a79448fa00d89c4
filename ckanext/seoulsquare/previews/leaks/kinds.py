"""The kinds of personal data, and the `Match` that a rule returns."""

from __future__ import annotations

import re
from dataclasses import dataclass

BLOCK = frozenset({"rrn", "frn", "passport", "licence", "card", "account"})
WARN = frozenset({"mobile", "email", "brn", "address"})
KINDS = BLOCK | WARN


@dataclass(frozen=True, slots=True)
class Match:
    """A span of normalised text that shows personal data of one kind."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Normalised text with the words around it: `before` stands in front of it, `heads` over its column.

    `codes` says that bare numbers of 13 digits are codes of something in this file.
    """

    text: str
    before: str = ""
    heads: str = ""
    codes: bool = False

    def near(self, words: re.Pattern[str], start: int, end: int, back: int, ahead: int = 0) -> bool:
        """Whether a word stands up to `back` characters before or `ahead` after a span, or over it."""
        front = self.text[max(0, start - back) : start]
        if len(front) < back:
            front = self.before[-(back - len(front)) :] + "\n" + front
        return bool(
            words.search(front) or words.search(self.text[end : end + ahead]) or words.search(self.heads)
        )


def level(kind: str) -> str:
    """`block` stops publication, `warn` asks an officer."""
    return "block" if kind in BLOCK else "warn"


def digits(text: str) -> str:
    """Only the digits of a text."""
    return re.sub(r"\D", "", text)
