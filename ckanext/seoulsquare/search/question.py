"""Tell questions, keywords and explicit Lucene queries apart, and leave out words that only ask.

Plain Python on strings: nothing here knows CKAN or Solr.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from pathlib import Path


def _sections() -> dict[str, list[str]]:
    """The sections of words/asking.txt."""
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in (Path(__file__).parent / "words/asking.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            section += line.split()
    return found


_WORDS = _sections()
# Korean words that hold keywords together and need not occur.
FUNCTION_WORDS = frozenset(_WORDS["links"])
_ASKING = re.compile(
    rf"^(?:(?:{'|'.join(_WORDS['stems'])})(?:{'|'.join(_WORDS['endings'])})*|{'|'.join(_WORDS['words'])})$"
)
_ENDING_QUESTION = re.compile(
    r"(?:까|[가-힣](?:나|가|까|어|아|해|예|세|에|데|네|래|대)요|는가|한가|인가|[는은]지|[는은]데|죠|시오|[해려]줘|니까|[습입]니다|한다)[.!。~]*$"
)
_ENGLISH_QUESTION = re.compile(
    r"^(?:how|what|where|when|who|whom|which|why|can|could|do|does|did|is|are|was|were|may|should|would|will|tell|"
    r"show|please)\b",
    re.IGNORECASE,
)
_ENGLISH_ASKING = re.compile(
    r"\b(?:how|what|where|when|who|whom|which|why|can|could|do|does|did|is|are|was|were|may|should|would|will|tell|"
    r"show|please|i|me|my|we|you|your|the|a|an|of|to|for|in|on|at|about|get|there|any|much|many|have|has)\b",
    re.IGNORECASE,
)
_CHINESE_ASKING = re.compile(
    r"请问|請問|请告诉我|請告訴我|怎么样?|怎麼樣?|怎样|怎樣|如何|什么时候|什麼時候|什么|什麼|哪里|哪裡|哪儿|哪些|哪个|哪個|多少|"
    r"为什么|為什麼|是否|可以|能不能|需要|吗|嗎|呢|[?？]"
)
_CHINESE_QUESTION = re.compile(
    r"请问|請問|怎么|怎麼|怎样|怎樣|如何|什么|什麼|哪|多少|是否|能不能|[吗嗎呢][?？]?$"
)

_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_OPERATOR = re.compile(r'(?:^|\s)(?:AND|OR|NOT|&&|\|\|)(?:\s|$)|(?:^|\s)[+\-](?=[\w"(])')
_FIELD = re.compile(r"(?<![\w/])([A-Za-z_][\w.]*):(?=[\w\"\[({*?\\+\-])")
_PHRASE = re.compile(r'"[^"]+"')
_SPECIAL = re.compile(r'([\\+\-!(){}\[\]^"~*?:/&|])')
_WORD_LIMIT = 3


class Kind(Enum):
    """What somebody typed."""

    LUCENE = "lucene"  # fields and operators: leave it as it is
    KEYWORDS = "keywords"  # a few words: each of them counts
    QUESTION = "question"  # a sentence: the best answer comes first, no word is a must


def normalize(query: str) -> str:
    """The query in one Unicode form (NFKC), blanks collapsed."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", query)).strip()


def classify(query: str, fields: frozenset[str] = frozenset()) -> Kind:
    """Tell what kind of query this is. `fields` are the names a `field:value` may start with."""
    asked = any(_is_field(name, fields) for name in _FIELD.findall(query)) or _OPERATOR.search(query)
    if asked and _is_well_formed(query):
        return Kind.LUCENE
    plain = _PHRASE.sub(" ", query)
    if is_question(plain) or len(query.split()) > _WORD_LIMIT or len(_HAN.findall(plain)) > 8:
        return Kind.QUESTION
    return Kind.KEYWORDS


def _is_well_formed(query: str) -> bool:
    """Whether Solr's parser would take this: quotes and brackets in pairs, operators between words."""
    bare = _PHRASE.sub("x", query).strip()
    opened, closed = bare.count("[") + bare.count("{"), bare.count("]") + bare.count("}")
    if '"' in bare or bare.count("(") != bare.count(")") or opened != closed:
        return False
    return not re.search(
        r"^(?:AND|OR|&&|\|\|)\b|\b(?:AND|OR|NOT|&&|\|\|)$|\b(?:AND|OR) (?:AND|OR)\b|[/\\]$", bare
    )


def _is_field(name: str, fields: frozenset[str]) -> bool:
    return name in fields or name.startswith(("extras_", "res_", "vocab_"))


def is_question(query: str) -> bool:
    """Whether this reads as a sentence that asks."""
    words = query.split()
    if not words:
        return False
    if _HANGUL.search(query):
        return _asks(query) or (len(words) > 1 and bool(_ENDING_QUESTION.search(words[-1])))
    if _HAN.search(query):
        return bool(_CHINESE_QUESTION.search(query))
    return _asks(query) or (len(words) > 1 and bool(_ENGLISH_QUESTION.match(query)))


def _asks(query: str) -> bool:
    return re.search(r"[?？][\W_]*$", query) is not None


def subject(question: str) -> str:
    """The question without the words that only ask; the whole question when nothing else is in it."""
    return without_asking(question) or question


def without_asking(text: str) -> str:
    """The text without the words that only ask; "" when nothing else is in it."""
    if _HANGUL.search(text):
        words = (word.strip(" ?？!.,;:'\"()[]{}·…“”‘’") for word in text.split())
        kept = " ".join(word for word in words if word and not _ASKING.match(word))
    elif _HAN.search(text):
        kept = _CHINESE_ASKING.sub(" ", text)
    else:
        kept = _ENGLISH_ASKING.sub(" ", text.rstrip("?？!. "))
    return re.sub(r"\s+", " ", kept).strip()


def escape(text: str) -> str:
    """Text in which no character means anything to Solr's query parsers."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return re.sub(r"\b(AND|OR|NOT)\b", lambda match: match.group().lower(), escaped)
