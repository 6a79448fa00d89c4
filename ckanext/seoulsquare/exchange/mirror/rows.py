"""A record of another archive, turned back into the rows that show it.

The record is taken as it is, not checked anew: a tombstone has lost fields that its kind requires, and a copy
that refused what the other archive holds would not be a copy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ckan import model

from ckanext.seoulsquare.documents.building import PACKAGE_COLUMNS, RESOURCE_COLUMNS, Builder

_DERIVED = ("plugin_data", "extras")
# What a file of the other archive is here: an address that leads there. Nothing was uploaded here, and there
# is no table of it.
_ELSEWHERE = {"url_type": None}


def package_row(record: Mapping[str, Any], builder: Builder) -> dict[str, Any]:
    """The row of `package`."""
    row = {name: record.get(name) for name in PACKAGE_COLUMNS if name not in _DERIVED}
    row["state"] = row["state"] or model.State.ACTIVE
    row["private"] = bool(row["private"])
    row["extras"] = _extras(record, builder)
    return {name: row.get(name) for name in PACKAGE_COLUMNS}


def resource_rows(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of `resource`, in their order."""
    return [_resource(record["id"], position, one) for position, one in enumerate(record["resources"])]


def _extras(record: Mapping[str, Any], builder: Builder) -> dict[str, str]:
    """Fields that are no columns: those of the kind, and those that CKAN lists as extras."""
    view = builder.view(record["type"])
    fields = {name: record[name] for name in [*view.from_extras, *view.parts] if name in record}
    fields |= {extra["key"]: extra["value"] for extra in record.get("extras") or []}
    return {name: _text(value) for name, value in fields.items() if value is not None}


def _text(value: Any) -> str:
    """A value as CKAN keeps it: texts as they are, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def _resource(package_id: str, position: int, shown: Mapping[str, Any]) -> dict[str, Any]:
    own = {**shown, **(_ELSEWHERE if shown.get("url_type") else {})}
    row = {name: own.get(name) for name in RESOURCE_COLUMNS if name != "extras"}
    row |= {"package_id": package_id, "position": position, "state": row["state"] or model.State.ACTIVE}
    row["extras"] = {
        name: value for name, value in own.items() if name not in RESOURCE_COLUMNS and value is not None
    }
    return {name: row.get(name) for name in RESOURCE_COLUMNS}
