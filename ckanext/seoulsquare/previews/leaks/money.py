"""Payment cards, bank accounts, business registration numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ckanext.seoulsquare.previews.leaks import checks
from ckanext.seoulsquare.previews.leaks.kinds import Match, Subject, digits

_CARD = re.compile(
    r"(?<![\d-])(?<!\d[ .])"
    r"(?:\d{4}([ .]|\s?-\s?)\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ .]|\s?-\s?)\d{6}\2\d{5})"
    r"(?![\d-])(?![ .]\d{4}(?!\d))"
)
_BARE_CARD = re.compile(r"(?<![0-9A-Za-z])\d{13,19}(?![0-9A-Za-z])")
_ISSUER = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|3[47]\d{13}|35\d{14}|36\d{12}|6(?:011|5\d\d|2\d\d)\d{12}|9\d{15}"
)
_CARD_WORD = re.compile(r"카드|card|卡号|卡號", re.I)
_YEARS = re.compile(r"(?:(?:19|20)\d{2}\D*){4}")

_ACCOUNT = re.compile(r"(?<![\d-])\d{2,8}(?:\s?-\s?\d{1,8}){1,4}(?![\d-])")
_SPACED_ACCOUNT = re.compile(r"(?<![\d-])\d{3,6}(?: \d{2,8}){1,3}(?![\d-])")
_BARE_ACCOUNT = re.compile(r"(?<![0-9A-Za-z-])\d{10,16}(?![0-9A-Za-z-])")
_ACCOUNT_WORD = re.compile(r"계좌|예금주|통장|입금처|송금|account\s*(?:no|num)|账号|账户|帳號|帐号", re.I)
_ACCOUNT_LABEL = re.compile(r"계좌|예금주|통장|account\s*(?:no|num)|账号|账户|帳號|帐号", re.I)
_BANK = re.compile(
    r"(?:국민|신한|우리|하나|기업|산업|제일|씨티|외환|부산|대구|광주|전북|경남|제주|수협|농협|케이|토스|카카오)\s?(?:은행|뱅크)"
    r"|농협|수협|신협|새마을금고|우체국|카카오뱅크|케이뱅크|토스뱅크|iM뱅크|KB국민|IBK|NH농협|(?<![A-Za-z])bank(?![A-Za-z])",
    re.I,
)
# Phones, and numbers that begin or end with a year: dates, document and contract numbers.
_NO_ACCOUNT = re.compile(
    r"0\d{1,2}-\d{3,4}-\d{4}|1[568]\d{2}-\d{4}"
    r"|(?:19|20)\d{2}-(?:0?[1-9]|1[0-2])-\d.*|(?:19|20)\d{2}-\d+|\d{1,4}-(?:19|20)\d{2}-.*"
)

_BUSINESS = re.compile(r"(?<![\d-])\d{3}\s?-\s?\d{2}\s?-\s?\d{5}(?![\d-])")
_BARE_BUSINESS = re.compile(r"(?<![0-9A-Za-z-])\d{10}(?![0-9A-Za-z-])")
_BUSINESS_WORD = re.compile(r"사업자|business\s*(?:reg|no|num|licen)|营业执照", re.I)


def cards(subject: Subject) -> Iterator[Match]:
    """Card numbers by Luhn's check; without groups only of known issuers or near the word."""
    for found in _CARD.finditer(subject.text):
        number = digits(found[0])
        if checks.luhn(number) and number[0] in "234569" and not _YEARS.fullmatch(found[0]):
            yield Match("card", found.start(), found.end())
    for found in _BARE_CARD.finditer(subject.text):
        known = bool(_ISSUER.fullmatch(found[0])) and len(found[0]) >= 15
        if checks.luhn(found[0]) and (known or subject.near(_CARD_WORD, found.start(), found.end(), 30, 10)):
            yield Match("card", found.start(), found.end())


def accounts(subject: Subject) -> Iterator[Match]:
    """Account numbers near a word for account or the name of a bank: their form alone says nothing."""
    for found in _ACCOUNT.finditer(subject.text):
        shape = found[0].replace(" ", "")
        if not 10 <= len(digits(shape)) <= 16 or _NO_ACCOUNT.fullmatch(shape):
            continue
        groups = shape.count("-") + 1
        # A column of account numbers may have its head many lines above.
        back = 1_000 if groups >= 3 else 40
        if subject.near(_ACCOUNT_WORD, found.start(), found.end(), back, 30) or _at_bank(subject, found):
            yield Match("account", found.start(), found.end())
    for pattern in (_BARE_ACCOUNT, _SPACED_ACCOUNT):
        for found in pattern.finditer(subject.text):
            if not 10 <= len(digits(found[0])) <= 16 or found[0].startswith("01"):
                continue
            if subject.near(_ACCOUNT_LABEL, found.start(), found.end(), 20) or _at_bank(subject, found):
                yield Match("account", found.start(), found.end())


def _at_bank(subject: Subject, found: re.Match[str]) -> bool:
    here = Subject(subject.text, subject.before)
    return here.near(_BANK, found.start(), found.end(), 15, 12)


def businesses(subject: Subject) -> Iterator[Match]:
    """Business registration numbers with a right check digit, or labelled as such."""
    for pattern, marked in ((_BUSINESS, True), (_BARE_BUSINESS, False)):
        for found in pattern.finditer(subject.text):
            labelled = subject.near(_BUSINESS_WORD, found.start(), found.end(), 25)
            right = checks.business(digits(found[0]))
            if labelled or (
                marked and right and not subject.near(_ACCOUNT_WORD, found.start(), found.end(), 25)
            ):
                yield Match("brn", found.start(), found.end())
