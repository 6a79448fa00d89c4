"""Numbers that identify a person (고유식별정보): resident, foreigner, passport, driver's licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ckanext.seoulsquare.previews.leaks import checks
from ckanext.seoulsquare.previews.leaks.kinds import Match, Subject, digits

_HEAD = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_JOINED = re.compile(rf"(?<!\d){_HEAD}(?:\s{{0,3}}-\s{{0,3}}| )\d{{7}}(?!\d)")
_BARE = re.compile(rf"(?<![0-9A-Za-z]){_HEAD}\d{{7}}(?![0-9A-Za-z])")
# With the mark of a footnote behind it, which the text of a PDF does not raise.
_NOTED = re.compile(rf"(?<!\d){_HEAD}\s?-\s?\d{{7}}(?=\d{{1,2}}(?!\d))")
_THIRTEEN = re.compile(r"(?<![0-9A-Za-z])\d{13}(?![0-9A-Za-z])")
_LOOSE = re.compile(rf"(?<!\d){_HEAD}[\s/._~:|·*()-]{{1,6}}\d{{7}}(?!\d)")
_SPACED = re.compile(r"(?<!\d)\d(?:[ \t|]{1,3}(?:-[ \t|]{1,3})?\d){12}(?!\d)")
_PERSON = re.compile(
    r"주민|외국인|등록번호|거소신고|생년월일|resident|registration|rrn|arc no|身份|居民|登录证|外国人|登陆证",
    re.I,
)
_COMPANY = re.compile(r"법인\s*(?:등록)?\s*(?:번호|No)?", re.I)
_COMPANY_LABEL = re.compile(r"법인\s*(?:등록)?\s*번호[\s:)\]]*$")
_NO_PERSON = re.compile(r"ISBN|바코드|EAN|GTIN|국가서지|관리코드|상품코드|품목번호|물품식별", re.I)

_PASSPORT = re.compile(r"(?<![0-9A-Za-z])[MSROD](?:\d{8}|\d{3}[A-Z]\d{4})(?![0-9A-Za-z])", re.I)
_TRAVEL = re.compile(r"여권|passport|护照|護照|旅券", re.I)

_LICENCE = re.compile(
    r"(?<![\d-])(?:1[1-9]|2[0-68])(?:\s?-\s?| )\d{2}(?:\s?-\s?| )\d{6}(?:\s?-\s?| )\d{2}(?![\d-])"
)
_OLD_LICENCE = re.compile(
    r"(?:서울|부산|대구|인천|광주|대전|울산|경기|강원|충북|충남|전북|전남|경북|경남|제주)"
    r"[\s-]{0,2}\d{2}(?:\s?-\s?| )\d{6}(?:\s?-\s?| )\d{2}(?![\d-])"
)
_BARE_LICENCE = re.compile(r"(?<![0-9A-Za-z])(?:1[1-9]|2[0-68])\d{10}(?![0-9A-Za-z])")
_DRIVER = re.compile(r"운전\s*면허|면허\s*번호|면허증|driver|licen[cs]e|驾驶|驾照", re.I)


def registration_numbers(subject: Subject, today: date) -> Iterator[Match]:
    """Resident and foreigner registration numbers, also those without a valid check digit."""
    for pattern, doubtful in (
        (_JOINED, False),
        (_BARE, False),
        (_NOTED, True),
        (_LOOSE, True),
        (_SPACED, True),
    ):
        for found in pattern.finditer(subject.text):
            number = digits(found[0])
            if checks.birth_date(number, today) and _is_person(subject, found, number, doubtful):
                yield Match("frn" if number[6] in "5678" else "rrn", found.start(), found.end())


def bare_numbers_are_codes(texts: Iterable[str], today: date) -> bool:
    """Whether numbers of 13 digits are codes in these texts: most of them don't begin with a birth date."""
    numbers = {found[0] for text in texts for found in _THIRTEEN.finditer(text)}
    dated = sum(checks.birth_date(number, today) is not None for number in numbers)
    return len(numbers) > 2 * dated


def _is_person(subject: Subject, found: re.Match[str], number: str, doubtful: bool) -> bool:
    labelled = subject.near(_PERSON, found.start(), found.end(), 40, 12)
    if subject.codes and found.re is _BARE and not labelled:
        return False
    if doubtful and not labelled and not (checks.registration(number) and found.re is _SPACED):
        return False
    front = subject.text[max(0, found.start() - 15) : found.start()]
    if subject.near(_NO_PERSON, found.start(), found.end(), 20) or _COMPANY_LABEL.search(front):
        return False
    company = subject.near(_COMPANY, found.start(), found.end(), 15)
    if checks.corporation(number) and (company or number[6] in "09"):
        return bool(re.search(r"주민|외국인", front))
    return True


def passports(subject: Subject) -> Iterator[Match]:
    """Passport numbers near a word for passport; the number alone looks like many others."""
    for found in _PASSPORT.finditer(subject.text):
        if subject.near(_TRAVEL, found.start(), found.end(), 120, 40):
            yield Match("passport", found.start(), found.end())


def licences(subject: Subject) -> Iterator[Match]:
    """Driver's licences: 2-2-6-2 digits, old ones with a region's name, bare ones only near the word."""
    for pattern in (_LICENCE, _OLD_LICENCE):
        for found in pattern.finditer(subject.text):
            yield Match("licence", found.start(), found.end())
    for found in _BARE_LICENCE.finditer(subject.text):
        if subject.near(_DRIVER, found.start(), found.end(), 40, 12):
            yield Match("licence", found.start(), found.end())
