"""Amounts of money and other numbers, as budgets and expense lists print them."""

from __future__ import annotations

import re
from decimal import Decimal

from ckanext.seoulsquare.documents.values.errors import N_, InvalidValue

UNITS: dict[str, int] = {"won": 1, "thousand_won": 10**3, "million_won": 10**6, "hundred_million_won": 10**8}
"""Code of a unit -> how many won it is."""

_UNIT_WORDS = {
    "원": "won",
    "천원": "thousand_won",
    "백만원": "million_won",
    "억원": "hundred_million_won",
    "억": "hundred_million_won",
}
# Budgets print a fall as △ (U+25B3) or ▲; lists made elsewhere use a hyphen, a minus sign or brackets.
_MINUS = "-△▲∆−–"  # the hyphen first: between two signs it would mean a range
_AMOUNT = re.compile(
    rf"(?P<bracket>\()?\s*(?P<minus>[{_MINUS}])?\s*(?:금|₩|￦)?\s*(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<fraction>\.\d+)?"
    r"\s*(?P<unit>천원|백만원|억원|억|원)?(?(bracket)\))(?:정|\s*\(금(?P<words>[가-힣]+)원(?:정)?\))?"
)
_DIGITS = {"영": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
_TENS = {"십": 10, "백": 100, "천": 1000}
_MYRIADS = {"만": 10**4, "억": 10**8, "조": 10**12}


def parse_money(value: object, unit: str = "won") -> int:
    """The amount in won.

    Accepts digits with or without separators, a unit (원, 천원, 백만원, 억원), △ or a minus sign or brackets
    for less than nothing, and the form of official letters, 금113,560원(금일십일만삼천오백육십원), whose
    words must say the same as its digits. `unit` is that of a bare number, as a table's header gives it.
    """
    text = str(value).strip()
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise InvalidValue(
            N_("{value} is not an amount; expected a form such as 113,560, 5,000천원 or 12억원"),
            value=text,
        )
    amount = Decimal(found["number"].replace(",", "") + (found["fraction"] or ""))
    amount *= UNITS[_UNIT_WORDS[found["unit"]] if found["unit"] else unit]
    if amount != amount.to_integral_value():
        raise InvalidValue(N_("{value} is not a whole number of won"), value=text)
    if found["words"] and read_numeral(found["words"]) != amount:
        raise InvalidValue(N_("{value} says one amount in digits and another in words"), value=text)
    return -int(amount) if found["minus"] or found["bracket"] else int(amount)


def parse_unit(value: object) -> str:
    """The code of a unit of money, from its code or from words such as 천원, `(단위: 백만원)`."""
    text = str(value).strip()
    word = re.sub(r"단위|[\s:()（）\[\]]", "", text)
    code = _UNIT_WORDS.get(word, word)
    if code not in UNITS:
        raise InvalidValue(
            N_("{value} is not a unit of money; expected 원, 천원, 백만원 or 억원"), value=text
        )
    return code


def parse_number(value: object) -> str:
    """A decimal number, such as a rate, without separators, leading zeros and a trailing percent sign."""
    text = str(value).strip()
    plain = text.removesuffix("%").strip()
    if plain[:1] in tuple(_MINUS):
        plain = "-" + plain[1:].lstrip()
    if not re.fullmatch(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", plain):
        raise InvalidValue(N_("{value} is not a number"), value=text)
    return re.sub(r"^(-?)0+(?=\d)", r"\1", plain.replace(",", ""))


def read_numeral(words: str) -> int:
    """The number that Sino-Korean words spell, e.g. 일십일만삼천오백육십 -> 113560."""
    total = group = digit = 0
    for letter in words:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in _TENS:
            group += (digit or 1) * _TENS[letter]
            digit = 0
        elif letter in _MYRIADS:
            total += (group + digit or 1) * _MYRIADS[letter]
            group = digit = 0
        else:
            raise InvalidValue(N_("{value} does not spell a number"), value=words)
    return total + group + digit
