"""Passages of a page with the found words marked. Plain Python on strings.

A span is `(start, end)`: characters of the page's text, as the boxes of its words have them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import islice

Span = tuple[int, int]

# Marks that Solr puts around found words; a text that is indexed has none of them.
LEFT, RIGHT = "\ue000", "\ue001"
_MARK = re.compile(f"[{LEFT}{RIGHT}]")
_BLANKS = re.compile(r"\s+")
LENGTH = 160


def without_marks(text: str) -> str:
    """The text with blanks where it holds the marks itself, which keeps every character's place."""
    return _MARK.sub(" ", text)


def read_marks(marked: str) -> tuple[str, list[Span]]:
    """The text of which Solr marked the words, and their spans; words that touch are one."""
    parts = re.split(f"([{LEFT}{RIGHT}])", marked)
    text, spans, start = "", [], 0
    for part in parts:
        if part == LEFT:
            start = len(text)
        elif part == RIGHT:
            spans.append((start, len(text)))
        else:
            text += part
    return text, _joined(spans)


def spans_as_written(text: str, words: Iterable[str]) -> list[Span]:
    """Where words stand exactly as they are written, for what is no word of the text as it is analysed."""
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)] if pattern else []


def passage(text: str, spans: Sequence[Span], length: int = LENGTH) -> str:
    """The part of a text with most of the found words, as HTML in which only `<mark>` is markup."""
    start, end = _window(text, spans, length)
    parts, at = ["…" if start else ""], start
    for left, right in spans:
        if start <= left and right <= end:
            parts += [_shown(text[at:left]), "<mark>", _shown(text[left:right]), "</mark>"]
            at = right
    return "".join([*parts, _shown(text[at:end]), "…" if end < len(text.rstrip()) else ""]).strip()


def _window(text: str, spans: Sequence[Span], length: int) -> Span:
    """The stretch of about this length with most different words, closest together, cut at blanks."""
    best, first, last = (0, 0), 0, 0
    for place, (left, right) in enumerate(spans):
        end, words = right, {text[left:right]}
        for start, stop in islice(spans, place + 1, None):
            if stop > left + length:
                break
            end = stop
            words.add(text[start:stop])
        if (rank := (len(words), left - end)) > best:
            best, first, last = rank, left, end
    start = max(0, first - (length - (last - first)) // 2) if first else 0
    if start and (blank := _BLANKS.search(text, start, first)):
        start = blank.end()
    end = max(last, min(len(text), start + length))
    if end < len(text) and (cut := max(text.rfind(" ", last, end), text.rfind("\n", last, end))) > 0:
        end = cut
    return start, end


def _shown(text: str) -> str:
    return html.escape(_BLANKS.sub(" ", text))


def _joined(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return found
