"""The archive's own list: one record a line in JSON, its fields named as in the archive.

Used for samples and for moving records between archives. Besides the fields of its kind a record has
`type`, `agency` (name of the organization), and may bring `resources` and `tables` along:

    {"type": "faq", "faq_id": "1", "title": "...", "agency": "seoul",
     "resources": [{"name": "...", "role": "original", "file": "files/a.txt"}],
     "tables": [{"title": "...", "columns": [{"id": "sum", "unit": "원", "type": "numeric"}], "rows": [[1]]}]}

A resource's `file` lies beside the list. Fields are checked by the kind's schema when they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ckanext.seoulsquare.documents.service import KINDS
from ckanext.seoulsquare.ingest.errors import Fault
from ckanext.seoulsquare.ingest.formats import Format
from ckanext.seoulsquare.ingest.readers.table import Row
from ckanext.seoulsquare.ingest.records import Agency, Column, Entry

_OWN = ("type", "agency", "resources", "tables")


def is_native(columns: Sequence[str]) -> bool:
    """Whether a list is the archive's own."""
    return {"type", "agency", "title"} <= set(columns)


class NativeMapper:
    """Turns lines of the archive's own list into entries; `folder` is where files of resources may lie."""

    def __init__(self, folder: Path, *, agency: str = "") -> None:
        self.folder = folder.resolve()
        self.agency = agency
        self.declared = Format(name="native", kind="dataset", columns={}, needs=(), fields={})
        self.columns: list[tuple[Column, str, Any]] = []

    def entry(self, row: Row) -> Entry:
        """Check what the schema cannot: the kind, the key, and that tables and files are as they say."""
        values = row.values
        kind = values.get("type")
        if not isinstance(kind, str) or kind not in KINDS:
            raise Fault("type", str(kind), "is not a kind of record")
        names = KINDS[kind].key or ("name",)
        given = [values.get(name) or "" for name in names]
        if not all(given) or not all(isinstance(part, str | int) for part in given):
            raise Fault(names[0], "", "the record's key is empty, or no plain value")
        key = tuple(str(part) for part in given)
        try:
            resources = [self._resource(resource) for resource in values.get("resources") or []]
            tables = [_table(table) for table in values.get("tables") or []]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            reason = f"are not built as those of the archive's own list: {error!r}"
            raise Fault("resources, tables", "", reason) from error
        return Entry(
            kind=kind,
            key=key,
            line=row.line,
            fields={name: value for name, value in values.items() if name not in _OWN},
            agency=Agency([self.agency or str(values.get("agency") or "")], "reject"),
            resources=resources,
            tables=tables,
        )

    def _resource(self, resource: dict[str, Any]) -> dict[str, Any]:
        if not resource["name"] or not resource["role"]:
            raise ValueError("a resource has no name or no role")
        if "file" not in resource:
            return resource
        path = (self.folder / resource["file"]).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise Fault("resources", resource["file"], "there is no such file beside the list")
        return {**resource, "file": str(path)}


def _table(table: dict[str, Any]) -> dict[str, Any]:
    columns = [
        {
            "id": str(column["id"]),
            "label": column.get("label", ""),
            "unit": column.get("unit", ""),
            "type": column.get("type", ""),
        }
        for column in table["columns"]
    ]
    for row in table["rows"]:
        if len(row) != len(columns):
            raise Fault("tables", table["title"], f"a row has {len(row)} cells, the heading {len(columns)}")
    return {"title": table["title"], "columns": columns, "rows": table["rows"]}
