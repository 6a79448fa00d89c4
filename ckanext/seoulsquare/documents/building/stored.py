"""Records as the database stores them: one row of `package`, rows of `resource`, and what belongs to them."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.documents.building.rules import Accepted

# Plain strings: SQLAlchemy's own may be of a class that orjson does not take as keys.
PACKAGE_COLUMNS = tuple(str(column.name) for column in model.package_table.c)
RESOURCE_COLUMNS = tuple(str(column.name) for column in model.resource_table.c)
_TAG_COLUMNS = (*(str(column.name) for column in model.tag_table.c), "state")

_NEW_PACKAGE = {**dict.fromkeys(PACKAGE_COLUMNS), "private": False, "state": model.State.ACTIVE}
_NEW_RESOURCE = {
    **dict.fromkeys(RESOURCE_COLUMNS),
    "url": "",
    "format": "",
    "hash": "",
    "state": model.State.ACTIVE,
}


def moments(table: sa.Table) -> tuple[str, ...]:
    """The columns of a table that hold moments."""
    return tuple(str(column.name) for column in table.c if isinstance(column.type, sa.DateTime))


@dataclass
class Stored:
    """A record's rows. `package` and each resource hold every column; extras of resources are a dict."""

    package: dict[str, Any]
    resources: list[dict[str, Any]] = field(default_factory=list)
    tags: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The package's id."""
        return self.package["id"]


def new_record(accepted: Accepted, now: dt.datetime, creator: str | None) -> Stored:
    """The rows of a record that the archive has not had. `now` is UTC without a zone, as CKAN keeps it."""
    package = {
        **_NEW_PACKAGE,
        **accepted.columns,
        "id": str(uuid.uuid4()),
        "creator_user_id": creator,
        "metadata_created": now,
        "metadata_modified": now,
        "extras": accepted.extras,
    }
    resources = [
        new_resource(fields, package["id"], position, now)
        for position, fields in enumerate(accepted.resources)
    ]
    return Stored(package, resources)


def new_resource(fields: dict[str, Any], package_id: str, position: int, now: dt.datetime) -> dict[str, Any]:
    """The row of a resource; fields that are no columns go to its extras."""
    row = {
        **_NEW_RESOURCE,
        "id": str(uuid.uuid4()),
        "package_id": package_id,
        "position": position,
        "created": now,
        "metadata_modified": now,
    }
    extras = {}
    for name, value in fields.items():
        if name in row:
            row[name] = value
        else:
            extras[name] = value
    row["extras"] = extras
    return row


def read_records(ids: Sequence[str]) -> tuple[list[Stored], list[str]]:
    """Records by id, read in a few queries; and the ids of those with parts that only CKAN's own code shows.

    Such parts are groups as members, relationships and tags of vocabularies. Ids without a package are left
    out of both. Nothing is kept in the session.
    """
    wanted = list(ids)
    rare = _rare(wanted)
    records = {
        row.id: Stored(dict(zip(PACKAGE_COLUMNS, row, strict=True)))
        for row in model.Session.execute(
            sa.select(model.package_table).where(model.package_table.c.id.in_(wanted))
        )
    }
    for row in model.Session.execute(
        sa.select(model.resource_table)
        .where(model.resource_table.c.package_id.in_(wanted))
        .where(model.resource_table.c.state == model.State.ACTIVE)
        .order_by(model.resource_table.c.position)
    ):
        resource = dict(zip(RESOURCE_COLUMNS, row, strict=True))
        resource["extras"] = _loaded(resource["extras"])
        records[row.package_id].resources.append(resource)
    tag, joined = model.tag_table, model.package_tag_table
    for row in model.Session.execute(
        sa.select(tag, joined.c.state, joined.c.package_id)
        .join(joined, joined.c.tag_id == tag.c.id)
        .where(joined.c.package_id.in_(wanted))
        .where(joined.c.state == model.State.ACTIVE)
        .order_by(tag.c.name)
    ):
        records[row.package_id].tags.append(dict(zip(_TAG_COLUMNS, row, strict=False)))
    return [records[i] for i in wanted if i in records and i not in rare], [i for i in wanted if i in rare]


def _rare(ids: Sequence[str]) -> set[str]:
    relation, member, group = model.package_relationship_table, model.member_table, model.group_table
    tag, joined = model.tag_table, model.package_tag_table
    parts = sa.union(
        sa.select(relation.c.subject_package_id).where(relation.c.subject_package_id.in_(ids)),
        sa.select(relation.c.object_package_id).where(relation.c.object_package_id.in_(ids)),
        sa.select(joined.c.package_id)
        .join(tag, tag.c.id == joined.c.tag_id)
        .where(joined.c.package_id.in_(ids), tag.c.vocabulary_id.is_not(None)),
        sa.select(member.c.table_id)
        .join(group, group.c.id == member.c.group_id)
        .where(member.c.table_id.in_(ids), member.c.state == model.State.ACTIVE, ~group.c.is_organization),
    )
    return set(model.Session.scalars(parts))


def _loaded(extras: Any) -> dict[str, Any]:
    return json.loads(extras) if isinstance(extras, str) else dict(extras or {})
