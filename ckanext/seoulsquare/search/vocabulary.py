"""Find administrative terms in a query, whatever their language, and name the Korean ones.

Plain Python on values: rows come from the term table (`service.vocabulary`), nothing here knows CKAN or Solr.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from ckanext.seoulsquare.search.han import HAN, HANGUL, simplify

# More Korean terms than these for one foreign word would say nothing any more.
MOST_ALTERNATIVES = 3
_LONGEST_ENGLISH = 8  # words
_LONGEST_CHINESE = 24  # characters
_HAN_RUNS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff·]+|[^\u3400-\u9fff\uf900-\ufaff·]+")
_WORD = re.compile(r"[^\W_]+(?:'s\b)?")
# Words that hold English terms together and are not looked for themselves.
_LINKS = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))


@dataclass(frozen=True)
class Row:
    """One concept: its Korean term, its simplified Chinese and English terms, other spellings, group."""

    ko: str
    zh_hans: str
    en: str
    group: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Segment:
    """A part of a query as typed, and the Korean terms it stands for (none: it stands for itself)."""

    text: str
    korean: tuple[str, ...] = ()


def _emptied(words: list[str]) -> Iterator[str]:
    """What was collected, as one part; the list is empty afterwards."""
    if words:
        yield " ".join(words)
        words.clear()


def english_key(text: str) -> str:
    """Spelling by which English terms are compared: lower case, without punctuation, in the singular."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))
    return " ".join(_singular(word.removesuffix("'s")) for word in words)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def chinese_key(text: str) -> str:
    """Spelling by which Chinese terms are compared: simplified, without blanks and dots."""
    return re.sub(r"[\s·・,，、()（）]+", "", simplify(unicodedata.normalize("NFKC", text)))


def korean_key(text: str) -> str:
    """Spelling by which Korean terms are compared: without blanks and dots."""
    return re.sub(r"[\s·ㆍ・]+", "", unicodedata.normalize("NFKC", text)).casefold()


def key(text: str) -> str:
    """The key of a spelling in its own script."""
    if HANGUL.search(text):
        return korean_key(text)
    return chinese_key(text) if HAN.search(text) else english_key(text)


@dataclass
class Vocabulary:
    """The term list, by spelling."""

    rows: tuple[Row, ...]
    _main: dict[str, list[str]] = field(default_factory=dict)
    _other: dict[str, list[str]] = field(default_factory=dict)
    _korean: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Vocabulary:
        """Index these rows."""
        vocabulary = cls(tuple(rows))
        for row in vocabulary.rows:
            vocabulary._korean.add(korean_key(row.ko))
            for spelling in (row.zh_hans, row.en):
                vocabulary._add(vocabulary._main, spelling, row.ko)
            for spelling in row.aliases:
                vocabulary._add(vocabulary._other, spelling, row.ko)
        return vocabulary

    @staticmethod
    def _add(index: dict[str, list[str]], spelling: str, ko: str) -> None:
        if (found := key(spelling)) and ko not in index.setdefault(found, []):
            index[found].append(ko)

    def korean(self, spelling_key: str) -> tuple[str, ...]:
        """The Korean terms of a spelling: of those called so, else of those also called so."""
        if spelling_key in self._korean:
            return ()
        found = self._main.get(spelling_key) or self._other.get(spelling_key) or []
        return tuple(found[:MOST_ALTERNATIVES])

    def segments(self, query: str, off: Collection[str] = ()) -> list[Segment]:
        """The query in parts, terms found by the longest match. `off`: Korean terms not to use."""
        whole = self._allowed(self.korean(key(query)), off)
        if whole:
            return [Segment(query, whole)]
        return [segment for part in self._split(query) for segment in self._resolve(part, off)]

    @staticmethod
    def _split(query: str) -> Iterator[str]:
        """Parts that may hold terms: neighbouring words of English, of Korean, runs of Chinese."""
        latin: list[str] = []
        korean: list[str] = []
        for word in query.split():
            runs = _HAN_RUNS.findall(word) if HAN.search(word) else [word]
            for run in runs:
                mine, other = (korean, latin) if HANGUL.search(run) else (latin, korean)
                if other or HAN.search(run):
                    yield from _emptied(korean)
                    yield from _emptied(latin)
                if HAN.search(run):
                    yield run
                else:
                    mine.append(run)
        yield from _emptied(korean)
        yield from _emptied(latin)

    def _resolve(self, part: str, off: Collection[str]) -> list[Segment]:
        if HANGUL.search(part):
            return self._korean_words(part, off)
        if HAN.search(part):
            return self._longest(list(part), "", _LONGEST_CHINESE, off)
        return self._longest(part.split(" "), " ", _LONGEST_ENGLISH, off)

    def _korean_words(self, part: str, off: Collection[str]) -> list[Segment]:
        """Korean spellings other than the term's own (업추비 for 업무추진비); other words stay."""
        whole = self._allowed(self.korean(korean_key(part)), off)
        if whole:
            return [Segment(part, whole)]
        return [Segment(word, self._allowed(self.korean(korean_key(word)), off)) for word in part.split()]

    def _longest(self, units: list[str], glue: str, longest: int, off: Collection[str]) -> list[Segment]:
        found: list[Segment] = []
        literal: list[str] = []

        def close() -> None:
            words = [word for word in literal if glue == "" or english_key(word) not in _LINKS]
            if words:
                found.extend([Segment(glue.join(words))] if glue == "" else map(Segment, words))
            literal.clear()

        start = 0
        while start < len(units):
            for end in range(min(len(units), start + longest), start, -1):
                text = glue.join(units[start:end])
                korean = self._allowed(self.korean(key(text)), off)
                if korean:
                    close()
                    found.append(Segment(text, korean))
                    start = end
                    break
            else:
                literal.append(units[start])
                start += 1
        close()
        return found

    @staticmethod
    def _allowed(korean: tuple[str, ...], off: Collection[str]) -> tuple[str, ...]:
        return tuple(term for term in korean if term not in off)

    def starting_with(self, prefix: str, limit: int) -> list[Row]:
        """Rows of which a spelling starts with what was typed, shortest first."""
        wanted = key(prefix)
        if not wanted:
            return []
        hits = (
            (min(len(k) for k in keys), row)
            for row in self.rows
            if (
                keys := [
                    k for k in map(key, (row.ko, row.zh_hans, row.en, *row.aliases)) if k.startswith(wanted)
                ]
            )
        )
        return [row for _, row in sorted(hits, key=lambda hit: (hit[0], hit[1].ko))[:limit]]

    def similar(self, word: str) -> str | None:
        """The Korean term closest to a misspelt word, compared letter by letter; None when none is close."""
        if not HANGUL.search(word) or len(word) < 3:
            return None
        letters = {unicodedata.normalize("NFD", term): term for term in (row.ko for row in self.rows)}
        close = difflib.get_close_matches(unicodedata.normalize("NFD", word), letters, n=1, cutoff=0.8)
        return letters[close[0]] if close and letters[close[0]] != word else None
