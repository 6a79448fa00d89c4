"""What a record's Solr document holds besides CKAN's own fields. See docs/architecture.md for the list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import orjson

from ckanext.seoulsquare.documents import visibility
from ckanext.seoulsquare.documents.kinds import KINDS

# Extras also come as fields of their own. Longer ones are of no use as such: nobody filters or looks up by a
# whole text, and Lucene refuses terms of more than 32,766 bytes. Their words are found through CKAN's
# `extras_*`.
LONGEST_VALUE = 1000
_LISTS = (
    "disclosure_grounds",
    "related_documents",
    "record_class_path",
    "department_path",
    "taxonomy",
    "authors",
)


# CKAN sends each extra twice. Of these the field of its own says enough.
_TWINS = frozenset(
    f"extras_{name}"
    for name in (
        "category",
        "department",
        "disclosure",
        "disclosure_grounds",
        "document_id",
        "document_number",
        "embargo_until",
        "language",
        "officer",
        "production_date",
        "retention_period",
        "source_system",
        "source_url",
        "withdrawn_at",
    )
)
# What is found as it is written, besides the other extras.
_EXACT = (
    "title",
    "notes",
    "name",
    "document_number",
    "department",
    "officer",
    "production_date",
    "document_id",
    "source_url",
    "author",
    "organization",
)


def complete(document: dict[str, Any], agency_path: Sequence[str]) -> dict[str, Any]:
    """The document with `index_fields` in it."""
    completed = dict(document)
    for name, value in index_fields(document, agency_path).items():
        if value is None:
            completed.pop(name, None)
        else:
            completed[name] = value
    return completed


def index_fields(document: dict[str, Any], agency_path: Sequence[str]) -> dict[str, Any]:
    """The fields to put into a record's Solr document; a value of None takes a field out.

    `document` is the document as CKAN hands it to `before_dataset_index`, or the same made by a writer in
    bulk; `agency_path` are the names of its agency and of those above (`agencies.path`).
    """
    kind = KINDS.get(document.get("dataset_type", ""))
    record = document
    if document.get("type") != document.get("dataset_type"):
        record = {**document, "type": document.get("dataset_type")}
    date = document.get("production_date") or ""
    fields: dict[str, Any] = {
        "disclosure": visibility.disclosure_of(record) or None,
        "agency_path": list(agency_path),
        "withdrawn": visibility.is_withdrawn(record),
        "production_year": int(date[:4]) if date else None,
    }
    if category := document.get("category") or (kind.category if kind else None):
        # CKAN's own pages and counts of groups then know the category's records, without a row for each
        # membership.
        fields["category"] = category
        fields["groups"] = [*(group for group in document.get("groups") or [] if group != category), category]
    for name in _LISTS:
        if isinstance(document.get(name), str):
            fields[name] = _list(document[name])
    extras = sorted(name for name in document if name.startswith("extras_"))
    for twin in extras:
        name = twin.removeprefix("extras_")
        if name in document and name not in fields and len(str(document[name])) > LONGEST_VALUE:
            fields[name] = None
    others = [name for name in extras if name not in _TWINS]
    fields["exact"] = _exact(document, others, fields.get("groups") or document.get("groups") or ())
    fields |= dict.fromkeys(_TWINS)
    return fields | _hide_files(document, record)


def _exact(document: dict[str, Any], extras: Sequence[str], groups: Sequence[str]) -> str:
    """All that is found as written, in one text: analysis costs more for each value than for its length.

    No word, number or date goes beyond a semicolon (`text_exact` in the index's schema).
    """
    values = [document.get(name) for name in (*_EXACT, *extras)]
    return ";".join(str(value) for value in (*values, *(document.get("tags") or ()), *groups) if value)


def _hide_files(document: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    """Addresses of files that are not served are not to be found in the index either."""
    if visibility.disclosure_of(record) == "open" and not visibility.is_withdrawn(record):
        resources = orjson.loads(document.get("validated_data_dict") or "{}").get("resources", [])
        if all(resource.get("disclosure") in (None, "", "open") for resource in resources):
            return {}
    return {"res_url": ["" for _ in document.get("res_url") or []]}


def _list(text: str) -> list[str]:
    value = json.loads(text)
    return value if isinstance(value, list) else [value]
