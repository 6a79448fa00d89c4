"""Make Solr's parameters of what somebody typed.

A question's words are all optional and the best answer comes first. Of a few keywords each must occur, in the
record's own words or as the Korean term of a foreign one. Weights were measured: docs/search.md.
Plain Python on strings: nothing here knows CKAN.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from defusedxml import ElementTree

from ckanext.seoulsquare.search import question
from ckanext.seoulsquare.search.han import HAN, HANGUL
from ckanext.seoulsquare.search.question import Kind
from ckanext.seoulsquare.search.vocabulary import Segment, Vocabulary, key

QUERY_FIELDS = "title^0.15 lead^0.2 text^1 pairs^0.35 gram^0.2 exact^0.1"
WRITTEN_FIELDS = "title_ngram^0.3 gram^1 exact^0.1"
MATCH_FIELDS = ("text", "gram", "exact")
MOST_WORDS = 80  # of a question; the rest of a pasted text adds nothing

# The parser splits at ASCII blanks only: words joined by a no-break space are analysed together in each
# field, so that pairs of words count and spacing does not.
GLUE = "\u00a0"
# How often a clause is repeated is its weight.
KOREAN_WEIGHT = 4
QUESTION_WEIGHT = 2

_NOT_SEARCHED = re.compile(r'[\s+&|!(){}\[\]^"~*?:\\]+|(?<!\w)-+|-+(?!\w)')
_PREFIX = re.compile(r"[\w.\-/()]+\*")
_TOKEN = re.compile(r'"[^"]*"|\S+')
_DATE = re.compile(r"\b((?:19|20)\d\d)\s?[년.]\s?(\d{1,2})\s?[월.]\s?(\d{1,2})(?:\s?일|\.|(?!\d))")
_SCHEMA = Path(__file__).parent / "solr/seoulsquare/conf/schema.xml"
_CITIZEN_WORDS = Path(__file__).parent / "words/citizen.tsv"
_PARTICLES = re.compile(
    "(?:이|가|은|는|을|를|의|에|에서|에게|으로|로|와|과|도|만|까지|부터|들|인데|인|이나|께서|한테|라서|이라|입니다|이에요|예요)*"
)


@dataclass(frozen=True)
class Query:
    """A query ready for Solr: `params` for the request, and the terms that were added to it."""

    kind: Kind
    params: dict[str, str] = field(default_factory=dict)
    filters: list[str] = field(default_factory=list)
    expansions: list[Segment] = field(default_factory=list)


@cache
def fields() -> frozenset[str]:
    """Names of the index's fields, which an explicit query may ask."""
    schema = ElementTree.fromstring(_SCHEMA.read_bytes())
    return frozenset(element.get("name", "") for element in schema.iter("field"))


@cache
def _citizen_words() -> dict[str, list[str]]:
    lines = _CITIZEN_WORDS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: others.split() for word, others in pairs}


def build(
    typed: str, vocabulary: Vocabulary, off: Collection[str] = (), *, strict: bool | None = None
) -> Query:
    """The query for what was typed.

    `off`: Korean terms the reader does not want added. `strict`: every word must occur (True), none must
    (False), or as the kind of query has it (None).
    """
    text = question.normalize(typed)
    if not text or text == "*:*":
        return Query(Kind.KEYWORDS)
    kind = question.classify(text, fields())
    if kind is Kind.LUCENE:
        return Query(kind, {"q": text, "defType": "lucene"})
    if _PREFIX.search(text) and '"' not in text:
        return Query(kind, {"q": " AND ".join(_clause(word) for word in text.split()), "defType": "lucene"})
    text = _DATE.sub(lambda date: f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}", text)
    if vocabulary.korean(key(text)):
        kind = Kind.KEYWORDS  # a term of many words is no question
    must = kind is Kind.KEYWORDS if strict is None else strict
    phrases = [token for token in _TOKEN.findall(text) if must and token.startswith('"') and len(token) > 2]
    plain = " ".join(token for token in _TOKEN.findall(text) if token not in phrases).replace('"', " ")
    if kind is Kind.QUESTION:
        segments = _of_question(plain, vocabulary, off)
        plain = question.subject(plain)
    else:
        segments = vocabulary.segments(plain, off)
    # Who takes a term off does not want it back as the Korean reading of the same characters.
    as_written = bool(off) and HAN.search(text) is not None
    filters = [_phrase(token) for token in phrases]
    if must:
        names = ("gram", "exact") if as_written else MATCH_FIELDS
        filters += [clause for segment in segments if (clause := _alternatives(segment, names))]
    return Query(
        kind,
        {
            "q": _score(kind, " ".join([*phrases, plain]), segments),
            "defType": "dismax",
            "qf": WRITTEN_FIELDS if as_written else QUERY_FIELDS,
            "tie": "1.0",
            "mm": "1",
        },
        filters,
        [segment for segment in segments if segment.korean],
    )


def _of_question(plain: str, vocabulary: Vocabulary, off: Collection[str]) -> list[Segment]:
    """A question in parts, without words that only ask; a Korean question needs no Korean terms."""
    if HANGUL.search(plain):
        return [Segment(question.subject(plain))]
    found = (
        segment if segment.korean else Segment(question.without_asking(segment.text))
        for segment in vocabulary.segments(plain, off)
    )
    return [segment for segment in found if segment.text]


def _score(kind: Kind, plain: str, segments: list[Segment]) -> str:
    own = _glue(plain)
    if any(segment.korean for segment in segments):
        best = _glue(" ".join(segment.korean[0] if segment.korean else segment.text for segment in segments))
        others = [_glue(term) for segment in segments for term in segment.korean[1:]]
        return " ".join([*[best] * KOREAN_WEIGHT, *others, own])
    if kind is Kind.QUESTION and (also := administrative_words(plain)):
        return " ".join([*[own] * QUESTION_WEIGHT, _glue(" ".join(also))])
    return own or question.escape(plain)


def words(typed: str) -> str:
    """The words of what was typed, without anything that means something to Solr."""
    return _glue(question.normalize(typed)).replace(GLUE, " ")


def _glue(text: str) -> str:
    words = _NOT_SEARCHED.sub(" ", text).split()[:MOST_WORDS]
    return GLUE.join(words)


def administrative_words(plain: str) -> list[str]:
    """The words that records use for what a citizen wrote (병원 -> 의료), without those already there."""
    found: dict[str, None] = {}
    words = _citizen_words()
    for word in plain.split():
        for end in range(len(word), 0, -1):
            if word[:end] in words and _PARTICLES.fullmatch(word[end:]):
                found |= dict.fromkeys(other for other in words[word[:end]] if other not in plain)
                break
    return list(found)


def _alternatives(segment: Segment, names: Sequence[str]) -> str:
    """A clause that a record meets with the words as typed or with one of the Korean terms."""
    clauses = [_all_words(text, MATCH_FIELDS) for text in segment.korean] + [_all_words(segment.text, names)]
    return " OR ".join(f"({clause})" for clause in dict.fromkeys(clauses) if clause)


def _all_words(text: str, names: Sequence[str]) -> str:
    clauses = (_clause(word, names) for word in text.split() if word not in question.FUNCTION_WORDS)
    return " AND ".join(clause for clause in clauses if clause)


def _clause(word: str, names: Sequence[str] = MATCH_FIELDS) -> str:
    """A word in any of the fields it may be found by; a word with `*` by how it begins."""
    if _PREFIX.fullmatch(word):
        return f"exact:{question.escape(word[:-1].lower())}*"
    if not re.search(r"\w", word):
        return ""
    return "(" + " OR ".join(f"{name}:({question.escape(word)})" for name in names) + ")"


def _phrase(quoted: str) -> str:
    inner = quoted.strip('"').replace("\\", " ")
    return f'(text:"{inner}" OR title_ngram:"{inner}")'
