"""All rules together: personal data in one piece of text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from ckanext.seoulsquare.previews.leaks import contact, identity, money
from ckanext.seoulsquare.previews.leaks.kinds import Match, Subject

# Mail of officials, which stays (Act on Official Information Disclosure, Article 9(1) item 6, exceptions).
OFFICE_DOMAINS = ("seoul.go.kr", "go.kr", "korea.kr")


def find(subject: Subject, *, today: date, office_domains: Collection[str] = OFFICE_DOMAINS) -> list[Match]:
    """Matches in order of their place; of two that overlap, the one of the weightier rule."""
    taken: list[Match] = []
    for match in _all(subject, today, office_domains):
        if all(match.end <= other.start or match.start >= other.end for other in taken):
            taken.append(match)
    return sorted(taken, key=lambda match: match.start)


def _all(subject: Subject, today: date, office_domains: Collection[str]) -> Iterator[Match]:
    yield from identity.registration_numbers(subject, today)
    yield from identity.licences(subject)
    yield from money.cards(subject)
    yield from identity.passports(subject)
    yield from contact.mobiles(subject)
    yield from money.businesses(subject)
    yield from money.accounts(subject)
    yield from contact.mails(subject, office_domains)
    yield from contact.addresses(subject)


def masked(kind: str, value: str) -> str:
    """A value with all but its first two characters (of an address, its district) painted out."""
    if kind == "address":
        district = re.match(r".*?[가-힣](?:구|군|시)(?=\s|$)", value)
        return f"{district[0] if district else ''} ****".strip()
    if kind == "email":
        name, _, domain = value.partition("@")
        return f"{name[:1]}***@***.{domain.rpartition('.')[2]}"
    return value[:2] + re.sub(r"[0-9A-Za-z]", "*", value[2:])
