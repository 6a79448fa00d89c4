"""What a record's Solr document holds besides CKAN's own fields. See docs/architecture.md for the list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

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


def complete(document: dict[str, Any], agency_path: Sequence[str]) -> dict[str, Any]:
    """The document with `index_fields` in it."""
    merged = document | index_fields(document, agency_path)
    return {name: value for name, value in merged.items() if value is not None}


def index_fields(document: dict[str, Any], agency_path: Sequence[str]) -> dict[str, Any]:
    """The fields to put into a record's Solr document; a value of None takes a field out.

    `document` is the document as CKAN hands it to `before_dataset_index`, or the same made by a writer in
    bulk; `agency_path` are the names of its agency and of those above (`agencies.path`).
    """
    kind = KINDS.get(document.get("dataset_type", ""))
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
    fields |= {
        name: None
        for name in document
        if f"extras_{name}" in document and name not in fields and len(str(document[name])) > LONGEST_VALUE
    }
    return fields | _hide_files(document, record)


def _hide_files(document: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    """Addresses of files that are not served are not to be found in the index either."""
    if visibility.disclosure_of(record) == "open" and not visibility.is_withdrawn(record):
        resources = json.loads(document.get("validated_data_dict") or "{}").get("resources", [])
        if all(resource.get("disclosure") in (None, "", "open") for resource in resources):
            return {}
    return {"res_url": ["" for _ in document.get("res_url") or []]}


def _list(text: str) -> list[str]:
    value = json.loads(text)
    return value if isinstance(value, list) else [value]
