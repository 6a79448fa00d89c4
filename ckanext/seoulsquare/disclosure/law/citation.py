"""Articles of law as values, readable in each language: `Act 11-2(1)2` is 법 제11조의2제1항제2호."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .messages import N_, Gettext

LAWS = {
    "Act": N_("Act"),  # the Official Information Disclosure Act
    "Decree": N_("Decree"),  # its Enforcement Decree
    "Rule": N_("Rule"),  # its Enforcement Rule
    "Civil Act": N_("Civil Act"),
    "Civil Petitions Act": N_("Civil Petitions Act"),
    "Civil Petitions Decree": N_("Civil Petitions Decree"),
}

_PATTERN = re.compile(
    r"(?P<law>[A-Z][A-Za-z ]+) (?P<article>\d+)(?:-(?P<branch>\d+))?(?:\((?P<paragraph>\d+)\))?(?P<item>\d+)?"
)


class Citation(NamedTuple):
    """One article of one law, down to the item; `branch` is the 2 of Article 11의2."""

    law: str
    article: str
    branch: str | None
    paragraph: str | None
    item: str | None

    def text(self, _: Gettext) -> str:
        """The citation in the reader's language, the law's short name first."""
        parts = [_("Art. {number}").format(number=self.article)]
        if self.branch:
            parts.append(_("-{number}").format(number=self.branch))
        if self.paragraph:
            parts.append(_("({number})").format(number=self.paragraph))
        if self.item:
            parts.append(_(" item {number}").format(number=self.item))
        return f"{_(LAWS[self.law])} {''.join(parts)}"


@cache
def cite(text: str) -> Citation:
    """Read a citation such as `Act 9(1)5`; raises `ValueError` when the law or the form is unknown."""
    match = _PATTERN.fullmatch(text)
    if not match or match["law"] not in LAWS:
        raise ValueError(f"not a citation: {text!r}")
    return Citation(**match.groupdict())
