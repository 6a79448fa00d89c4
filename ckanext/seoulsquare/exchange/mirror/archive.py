"""The copy that this archive is: rows written in sets, then the index brought to them."""

from __future__ import annotations

import datetime as dt
import json
import logging
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import orjson
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.model.system_info import get_system_info, set_system_info
from ckan.types import Context

from ckanext.seoulsquare.documents.building import PACKAGE_COLUMNS, RESOURCE_COLUMNS
from ckanext.seoulsquare.exchange.mirror.harvester import Place
from ckanext.seoulsquare.exchange.mirror.rows import package_row, resource_rows
from ckanext.seoulsquare.ingest.bulk.copying import copy_rows, cursor
from ckanext.seoulsquare.search.indexing import Indexing

log = logging.getLogger(__name__)

_KEY = "ckanext.seoulsquare.exchange.mirror"
_STAGE = "seoulsquare_exchange_stage"
_MEMBER_COLUMNS = ("id", "table_name", "table_id", "capacity", "group_id", "state")
_DERIVED_OF_GROUPS = (
    "approval_status", "created", "display_name", "image_display_url", "is_organization", "num_followers",
    "package_count", "packages", "tags", "users", "groups", "state",
)  # fmt: skip


class OwnArchive:
    """A `harvester.Copy` in this archive's own tables and index.

    Left out: past versions, followers, relationships of CKAN's own kind, tags of vocabularies, and files and
    tables that were uploaded there: their addresses lead there.
    """

    def __init__(self) -> None:
        self.indexing = Indexing()
        user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
        self.user = user["name"]

    def is_empty(self) -> bool:
        """Whether no record is held."""
        return not model.Session.scalar(sa.select(sa.exists(sa.select(model.package_table.c.id))))

    def place(self) -> Place | None:
        """See `harvester.Copy`."""
        text = get_system_info(_KEY)
        return Place(**json.loads(text)) if text else None

    def remember(self, place: Place) -> None:
        """See `harvester.Copy`."""
        self.indexing.solr.commit()
        set_system_info(_KEY, json.dumps(asdict(place)))

    def lacks_group(self, group_id: str) -> bool:
        """See `harvester.Copy`."""
        return model.Group.get(group_id) is None

    def put_group(self, group: dict[str, Any]) -> None:
        """See `harvester.Copy`."""
        known = model.Group.get(group["id"])
        kind = "organization" if group["is_organization"] else "group"
        fields = {name: value for name, value in group.items() if name not in _DERIVED_OF_GROUPS}
        context = Context(user=self.user, ignore_auth=True)
        tk.get_action(f"{kind}_{'update' if known else 'create'}")(context, fields)
        created = dt.datetime.fromisoformat(group["created"])
        groups = model.group_table
        model.Session.execute(sa.update(groups).where(groups.c.id == group["id"]).values(created=created))
        model.Session.commit()
        # Documents are made with what is known of agencies, which is read once.
        self.indexing = Indexing()

    def put(self, records: list[dict[str, Any]]) -> None:
        """See `harvester.Copy`."""
        ids = [record["id"] for record in records]
        self._make_way(records)
        _upsert("package", PACKAGE_COLUMNS, [package_row(one, self.indexing.builder) for one in records])
        _replace_resources(ids, [row for record in records for row in resource_rows(record)])
        _replace_members(ids, records)
        _replace_tags(ids, records)
        model.Session.commit()
        self._index(ids)

    def remove(self, ids: list[str]) -> None:
        """See `harvester.Copy`."""
        package = model.package_table
        held = model.Session.scalars(sa.select(package.c.id).where(package.c.id.in_(ids))).all()
        for package_id in held:
            tk.get_action("dataset_purge")({"user": self.user, "ignore_auth": True}, {"id": package_id})

    def _make_way(self, records: list[dict[str, Any]]) -> None:
        """Free the names of these records where others hold them: those changed too and will be told of."""
        package = model.package_table
        id_of = {record["name"]: record["id"] for record in records}
        held = model.Session.execute(
            sa.select(package.c.id, package.c.name).where(package.c.name.in_(list(id_of)))
        )
        in_the_way = [row.id for row in held if id_of[row.name] != row.id]
        model.Session.execute(
            sa.update(package).where(package.c.id.in_(in_the_way)).values(name=package.c.id)
        )

    def _index(self, ids: Sequence[str]) -> None:
        failed = self.indexing.bring(ids)
        if failed:
            # One of them must not stop the others; `verify` tells of it.
            log.error("Not indexed: %s", failed)


def _upsert(table: str, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    stage = f"{_STAGE}_{table}"
    cursor().execute(f'CREATE TEMPORARY TABLE IF NOT EXISTS "{stage}" (LIKE "{table}") ON COMMIT DELETE ROWS')
    copy_rows(stage, columns, ([row[name] for name in columns] for row in rows))
    names = ", ".join(f'"{name}"' for name in columns)
    assigned = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != "id")
    cursor().execute(
        f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "{stage}"'  # noqa: S608  names of our own
        f" ON CONFLICT (id) DO UPDATE SET {assigned}"
    )
    cursor().execute(f'DELETE FROM "{stage}"')  # noqa: S608


def _replace_resources(ids: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    resource = model.resource_table
    kept = [row["id"] for row in rows]
    model.Session.execute(
        sa.delete(resource).where(resource.c.package_id.in_(ids), resource.c.id.not_in(kept))
    )
    packed = [{**row, "extras": orjson.dumps(row["extras"]).decode()} for row in rows]
    _upsert("resource", RESOURCE_COLUMNS, packed)


def _replace_members(ids: Sequence[str], records: Sequence[dict[str, Any]]) -> None:
    member = model.member_table
    model.Session.execute(
        sa.delete(member).where(member.c.table_name == "package", member.c.table_id.in_(ids))
    )
    belongs = [(one["id"], "organization", one["owner_org"]) for one in records if one.get("owner_org")]
    belongs += [(one["id"], "public", group["id"]) for one in records for group in one.get("groups") or []]
    copy_rows(
        "member",
        _MEMBER_COLUMNS,
        (
            (str(uuid.uuid4()), "package", package_id, capacity, group_id, model.State.ACTIVE)
            for package_id, capacity, group_id in belongs
        ),
    )


def _replace_tags(ids: Sequence[str], records: Sequence[dict[str, Any]]) -> None:
    tag, joined = model.tag_table, model.package_tag_table
    model.Session.execute(sa.delete(joined).where(joined.c.package_id.in_(ids)))
    wanted = [
        (record["id"], one["name"], one["id"])
        for record in records
        for one in record.get("tags") or []
        if not one.get("vocabulary_id")
    ]
    names = {name for _, name, _ in wanted}
    held = model.Session.execute(
        sa.select(tag.c.name, tag.c.id).where(tag.c.name.in_(names), tag.c.vocabulary_id.is_(None))
    )
    id_of = {row.name: row.id for row in held}
    new = {name: tag_id for _, name, tag_id in wanted if name not in id_of}
    copy_rows("tag", ("id", "name"), ((tag_id, name) for name, tag_id in new.items()))
    id_of |= new
    copy_rows(
        "package_tag",
        ("id", "package_id", "tag_id", "state"),
        ((str(uuid.uuid4()), package_id, id_of[name], model.State.ACTIVE) for package_id, name, _ in wanted),
    )
