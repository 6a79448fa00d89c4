"""Classes that the law and the records rules prescribe: disclosure, its grounds, retention."""

from __future__ import annotations

import json
import re

from ckanext.seoulsquare.documents.values.errors import N_, InvalidValue

# Words of the approval forms and of the city's lists, and the codes of open.go.kr (1, 2, 3, 5).
_DISCLOSURE = {
    "open": "open",
    "공개": "open",
    "대시민공개": "open",
    "1": "open",
    "partial": "partial",
    "부분공개": "partial",
    "2": "partial",
    "closed": "closed",
    "비공개": "closed",
    "3": "closed",
    "restricted": "restricted",
    "열람제한": "restricted",
    "5": "restricted",
}
# Retention periods of the Enforcement Decree of the Public Records Act, Art 26.
_RETENTION = {
    "1년": "1y",
    "3년": "3y",
    "5년": "5y",
    "10년": "10y",
    "30년": "30y",
    "준영구": "semi-permanent",
    "영구": "permanent",
}
_RETENTION_CODES = frozenset(_RETENTION.values())
_GROUNDS = frozenset("12345678")


def parse_disclosure(value: object) -> str:
    """`open`, `partial`, `closed` or `restricted`; empty stays empty: an unknown class is never open.

    Accepts the words of the forms, with grounds behind them as in 부분공개(5) (see `parse_grounds`).
    """
    text = str(value).strip()
    if not text:
        return ""
    word = re.sub(r"\s*\([\d\s,호]*\)$", "", text).replace(" ", "").lower()
    if word not in _DISCLOSURE:
        raise InvalidValue(
            N_("{value} is not a disclosure class; expected 공개, 부분공개, 비공개 or 열람제한"), value=text
        )
    return _DISCLOSURE[word]


def parse_grounds(value: object) -> list[str]:
    """Items of Article 9(1) of the Official Information Disclosure Act, ascending, e.g. `["5", "6"]`.

    Accepts a list, its JSON, `5,6`, `제5호, 제6호`, and what stands in the brackets of 부분공개(5,6).
    """
    if isinstance(value, (list, tuple)):
        items = [str(item) for item in value]
    else:
        text = str(value).strip()
        bracket = re.fullmatch(r"[가-힣 ]+\((.*)\)", text)
        items = _json_list(text) or re.split(r"[,·ㆍ/\s]+", bracket[1] if bracket else text)
    numbers = [re.sub(r"^(제?9조)?(제?1항)?제?|호$", "", item.strip()) for item in items if item.strip()]
    if not set(numbers) <= _GROUNDS:
        raise InvalidValue(
            N_("{value} does not name items 1 to 8 of Article 9(1); expected a form such as 5,6"), value=value
        )
    return sorted(set(numbers))


def parse_retention(value: object) -> str:
    """`1y`, `3y`, `5y`, `10y`, `30y`, `semi-permanent` or `permanent`."""
    text = str(value).strip()
    word = text.replace(" ", "").lower()
    code = _RETENTION.get(word) or _RETENTION.get(f"{word}년") or word
    if code not in _RETENTION_CODES:
        raise InvalidValue(
            N_("{value} is not a retention period; expected 1년, 3년, 5년, 10년, 30년, 준영구 or 영구"),
            value=text,
        )
    return code


def _json_list(text: str) -> list[str]:
    if not text.startswith("["):
        return []
    try:
        return [str(item) for item in json.loads(text)]
    except ValueError:
        return []
