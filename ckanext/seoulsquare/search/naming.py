"""Names of facet values in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa
from flask import has_request_context

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.documents.service import KINDS
from ckanext.seoulsquare.portal import languages

_GROUPS = ("category", "agency", "organization")


def named(counts: dict[str, list[tuple[str, int]]]) -> dict[str, list[dict[str, Any]]]:
    """Counts by facet as lists of `value`, `label` and `count`."""
    titles = group_titles(value for name in _GROUPS for value, _ in counts.get(name, []))
    return {
        name: [
            {"value": value, "label": label(name, value, titles), "count": number} for value, number in values
        ]
        for name, values in counts.items()
    }


def label(name: str, value: str, titles: dict[str, str]) -> str:
    """The name of one value of a facet; `titles` are those of groups and agencies."""
    if name in _GROUPS:
        return titles.get(value, value)
    naming = _NAMES.get(name)
    return naming(value) if naming else value


def group_titles(names: Iterable[str]) -> dict[str, str]:
    """Titles of groups and agencies by name, in the reader's language."""
    wanted = set(names)
    if not wanted:
        return {}
    groups = model.Session.execute(
        sa.select(model.group_table.c.name, model.group_table.c.title, model.group_table.c.extras).where(
            model.group_table.c.name.in_(wanted)
        )
    )
    return {
        name: _title(title, (extras or {}).get("title_translated")) or name for name, title, extras in groups
    }


def facet_title(name: str) -> str:
    """The heading of a facet."""
    return {
        "dataset_type": tk._("Kind"),
        "category": tk._("Category"),
        "agency": tk._("Agency"),
        "organization": tk._("Agency"),
        "department": tk._("Department"),
        "disclosure": tk._("Disclosure class"),
        "disclosure_grounds": tk._("Grounds for withholding"),
        "production_year": tk._("Year"),
        "language": tk._("Language"),
        "res_format": tk._("File format"),
        "license_id": tk._("Licence"),
    }[name]


def _reader() -> str:
    """Code of the reader's language; Korean where nobody reads, as in a job."""
    return languages.code(tk.h.lang() if has_request_context() else None)


def _title(title: str | None, translated: Any) -> str:
    return languages.pick(translated, _reader())[0] or title or ""


def _kind(value: str) -> str:
    if value not in KINDS:
        return value
    return languages.pick(KINDS[value].singular, _reader())[0]


def _disclosure(value: str) -> str:
    return {
        "open": tk._("Open"),
        "partial": tk._("Partly open"),
        "closed": tk._("Closed"),
        "restricted": tk._("Viewing restricted"),
    }.get(value, value)


def _grounds(value: str) -> str:
    return tk._("Article 9(1), item {number}").format(number=value)


def _language(value: str) -> str:
    return {"ko": tk._("Korean"), "zh": tk._("Chinese"), "en": tk._("English")}.get(value, value)


def _licence(value: str) -> str:
    licence = model.Package.get_license_register().get(value)
    return licence.title if licence else value


_NAMES: dict[str, Callable[[str], str]] = {
    "dataset_type": _kind,
    "disclosure": _disclosure,
    "disclosure_grounds": _grounds,
    "language": _language,
    "license_id": _licence,
}
