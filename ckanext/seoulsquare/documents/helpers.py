"""Template helpers of record pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.documents import seeding, tables
from ckanext.seoulsquare.documents.kinds import KINDS
from ckanext.seoulsquare.documents.layouts import record_page
from ckanext.seoulsquare.documents.record import RecordPage

LOCALES = {"ko": "ko_KR", "zh": "zh_Hans_CN", "en": "en"}
"""Codes of languages in data -> CKAN's locales, by which schemas give their labels."""


def seoulsquare_record(pkg: dict[str, Any]) -> RecordPage:
    """What the page of this record shows to the current reader."""
    return record_page(pkg)


def seoulsquare_record_url(pkg: dict[str, Any], **kwargs: Any) -> str:
    """The short address of a record, such as `/approval-document/approval-document-210145102721000`.

    :param pkg: anything with the record's `type` (or a search hit's `dataset_type`) and `name`
    :param kwargs: what else `h.url_for` takes, such as `_external`
    """
    kind = pkg.get("type") or pkg.get("dataset_type") or "dataset"
    return tk.h.url_for(f"{kind}.read", id=pkg["name"], **kwargs)


def seoulsquare_table(resource: dict[str, Any]) -> tables.TablePage | None:
    """The page of a resource's table that the address asks for; None when the reader may not see it.

    The address's parameters are for the table that its parameter `table` names; others show their start.
    """
    args = tk.request.args if tk.request.args.get("table") == resource["id"] else {}
    try:
        return tables.read(resource["id"], tables.TableRequest.from_args(args))
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return None


def seoulsquare_category_choices(field: dict[str, Any]) -> list[dict[str, Any]]:
    """The 31 categories as choices of a schema field."""
    return [
        {
            "value": category["name"],
            "label": {LOCALES[code]: title for code, title in category["title_translated"].items()},
        }
        for category in seeding.categories()
    ]


@tk.chained_helper
def humanize_entity_type(
    next_helper: Callable[[str, str, str], str | None], entity_type: str, object_type: str, purpose: str
) -> str | None:
    """CKAN's text for a purpose, such as "Create {type}", with the name of the kind in the reader's language.

    CKAN puts the internal name of the type into its text (`Approval document` in every language).
    """
    text = next_helper(entity_type, object_type, purpose)
    if object_type in KINDS:
        name = tk.h.scheming_language_text(KINDS[object_type].singular)
    elif object_type == "category":
        name = tk._("Category")
    else:
        return text
    return text and text.replace(object_type.replace("_", " ").capitalize(), name)
