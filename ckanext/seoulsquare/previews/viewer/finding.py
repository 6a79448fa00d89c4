"""Finding words in the pages of one document, exactly as they are written there. Knows nothing of CKAN.

Documents break Korean and Chinese words at the end of a line and pages keep that break in their text, so
blanks count for nothing beside such letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LONGEST = 200
"""Characters of a question; what comes after them is not looked for."""
MOST = 500
"""Hits that are listed."""
_AROUND = 40  # characters shown before and after a hit

_BROKEN = re.compile(r"[ᄀ-ᇿ⺀-⿟぀-ヿ㄰-㆏㐀-䶿一-鿿가-힣豈-﫿]")  # letters between which lines break
_TERM = re.compile(r'"([^"]+)"|(\S+)')

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in parts of the page."""
Span = tuple[int, int]
"""First character in a page's text, and the one after the last."""
Spans = dict[int, list[Span]]
"""Places by page, pages from 1 and in order."""
Word = Sequence[float]
"""`[start, end, left, top, right, bottom]` as in `Shown.words`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand; `number` counts the hits of its page from 1."""

    page: int
    number: int
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class Found:
    """What a question brought: `total` counts all hits, also those past the list; `pages` those with any."""

    query: str
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    pages: list[int] = field(default_factory=list)

    @property
    def cut(self) -> bool:
        """Whether there are more hits than the list has."""
        return self.total > len(self.hits)


def find(pages: Sequence[str], query: str) -> Spans:
    """The places of a question in the texts of pages.

    The question is looked for as a whole; where it stands nowhere so, its words and "quoted phrases" are
    looked for one by one.
    """
    for pattern in patterns(query):
        spans = {
            page: found
            for page, text in enumerate(pages, 1)
            if (found := [match.span() for match in pattern.finditer(text)])
        }
        if spans:
            return spans
    return {}


def listed(pages: Sequence[str], query: str, spans: Spans, most: int = MOST) -> Found:
    """The places as a list shows them."""
    hits: list[Hit] = []
    for page, places in spans.items():
        text = pages[page - 1]
        hits += [_hit(page, number, text, span) for number, span in enumerate(places[: most - len(hits)], 1)]
    return Found(query, hits, sum(map(len, spans.values())), list(spans))


def marks(spans: Iterable[Span], words: Sequence[Word]) -> list[tuple[int, Box]]:
    """Boxes to draw on a page, each with the number of the hit it belongs to.

    A word's letters are taken to be of equal width, so a part of a word is marked in about its place.

    :param spans: the places on this page
    """
    found = []
    for number, (start, end) in enumerate(spans, 1):
        for first, last, left, top, right, bottom in words:
            if first < end and last > start:
                width = (right - left) / max(last - first, 1)
                box = (
                    left + width * max(start - first, 0),
                    top,
                    right - width * max(last - end, 0),
                    bottom,
                )
                found.append((number, box))
    return found


def patterns(query: str) -> list[re.Pattern[str]]:
    """What to look for, the strictest first; nothing for a question without letters."""
    query = unicodedata.normalize("NFC", query)[:LONGEST].strip()
    terms = [quoted or word.strip('"') for quoted, word in _TERM.findall(query)]
    whole = [" ".join(terms)]
    alternatives = [whole, terms] if len(terms) > 1 else [whole]
    return [
        re.compile("|".join(map(_loose, wanted)), re.IGNORECASE)
        for part in alternatives
        if (wanted := [term for term in part if any(map(str.isalnum, term))])
    ]


def _loose(term: str) -> str:
    """A term as a pattern that does not mind where lines were broken."""
    parts, previous, gap = [], "", False
    for letter in term:
        if letter.isspace():
            gap = True
            continue
        if previous and (_BROKEN.match(previous) or _BROKEN.match(letter)):
            parts.append(r"\s*")
        elif previous and gap:
            parts.append(r"\s+")
        parts.append(re.escape(letter))
        previous, gap = letter, False
    return "".join(parts)


def _hit(page: int, number: int, text: str, span: Span) -> Hit:
    start, end = span
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return Hit(page, number, _line(before).lstrip(), _line(text[start:end]), _line(after).rstrip())


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
