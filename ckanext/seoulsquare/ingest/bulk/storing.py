"""Rows of records from and to the database, a batch at a time, in the session's transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import orjson
import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.documents.building import PACKAGE_COLUMNS, RESOURCE_COLUMNS, Stored, read_records
from ckanext.seoulsquare.ingest.bulk.copying import copy_rows, cursor
from ckanext.seoulsquare.ingest.bulk.planning import Change

_MEMBER_COLUMNS = ("id", "table_name", "table_id", "capacity", "group_id", "state")
# Ids and the time of creation stay as they are.
_CHANGED_COLUMNS = tuple(
    name for name in PACKAGE_COLUMNS if name not in ("id", "metadata_created", "plugin_data")
)
_STAGE = "seoulsquare_ingest_stage"


def stored_by_name(names: Sequence[str]) -> dict[str, Stored | None]:
    """The records that the archive has of these names, locked until the transaction ends.

    None stands for one that has parts which only CKAN's own code can change.
    """
    package = model.package_table
    found = model.Session.execute(
        sa.select(package.c.name, package.c.id)
        .where(package.c.name.in_(list(names)))
        .order_by(package.c.id)
        .with_for_update()
    ).all()
    if not found:
        return {}
    records, _rare = read_records([row.id for row in found])
    plain = {stored.package["name"]: stored for stored in records}
    return {row.name: plain.get(row.name) for row in found}


def store(changes: Sequence[Change]) -> None:
    """Write the rows of changes."""
    new = [change.stored for change in changes if change.is_new]
    if new:
        copy_rows("package", PACKAGE_COLUMNS, (list(stored.package.values()) for stored in new))
        resources = [row for stored in new for row in stored.resources]
        copy_rows("resource", RESOURCE_COLUMNS, (_resource(row) for row in resources))
        copy_rows(
            "member",
            _MEMBER_COLUMNS,
            (_member(stored.package) for stored in new if stored.package["owner_org"]),
        )
    changed = [change.stored.package for change in changes if not change.is_new]
    if changed:
        _update(changed)


def _update(packages: Sequence[dict[str, Any]]) -> None:
    cursor().execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {_STAGE} (LIKE package) ON COMMIT DELETE ROWS")
    copy_rows(_STAGE, PACKAGE_COLUMNS, ([package[name] for name in PACKAGE_COLUMNS] for package in packages))
    assignments = ", ".join(f'"{name}" = stage."{name}"' for name in _CHANGED_COLUMNS)
    update = f"UPDATE package SET {assignments} FROM {_STAGE} AS stage WHERE package.id = stage.id"  # noqa: S608
    cursor().execute(update)


def _resource(row: dict[str, Any]) -> list[Any]:
    return [orjson.dumps(row[name]).decode() if name == "extras" else row[name] for name in RESOURCE_COLUMNS]


def _member(package: dict[str, Any]) -> tuple[Any, ...]:
    """The row by which CKAN knows whose a record is, besides `owner_org`."""
    return (str(uuid.uuid4()), "package", package["id"], "organization", package["owner_org"], "active")
