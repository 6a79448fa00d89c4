"""The rules for what somebody typed into a form."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ckanext.seoulsquare.previews.leaks.kinds import Subject
from ckanext.seoulsquare.previews.leaks.normal import normal
from ckanext.seoulsquare.previews.leaks.rules import OFFICE_DOMAINS, find


def personal_data(text: str, *, today: date, office_domains: Collection[str] = OFFICE_DOMAINS) -> list[str]:
    """Kinds of personal data in a short text, in the order of their place."""
    found = find(Subject(normal(text)), today=today, office_domains=office_domains)
    return list(dict.fromkeys(match.kind for match in found))
