"""A large archive in a moment: rows copied inside PostgreSQL, documents posted to Solr as they are."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ckan import model
from ckan.common import config
from ckan.lib.search.common import make_connection
from ckan.tests import factories

AGENCY = "archive-of-many"
FIRST_DAY = dt.date(2012, 1, 2)
A_DAY = 500
_SPACE = uuid.UUID("5e0a1b2c-0000-4000-8000-000000000000")
_BATCH = 5_000

_ROWS = """
INSERT INTO package (id, name, title, type, state, private, owner_org, creator_user_id, metadata_created,
                     metadata_modified, extras)
SELECT uuid_generate_v5(:space, n::text)::text, 'proactive-' || n, '사전공표 ' || n, 'proactive', 'active',
       false, :agency, :user, now(), now(), jsonb_build_object('item_id', n::text, 'category', 'proactive')
FROM generate_series(:first, :last) AS n
"""
_MEMBERS = """
INSERT INTO member (id, table_id, table_name, capacity, group_id, state)
SELECT uuid_generate_v4()::text, id, 'package', 'organization', :agency, 'active' FROM package
WHERE owner_org = :agency AND NOT EXISTS (SELECT FROM member WHERE table_id = package.id)
"""
_FILES = """
INSERT INTO resource (id, package_id, url, format, name, position, state, created, extras)
SELECT uuid_generate_v4()::text, id, 'https://example.org/' || name, 'PDF', title, 0, 'active', now(), '{}'
FROM package WHERE owner_org = :agency AND NOT EXISTS (SELECT FROM resource WHERE package_id = package.id)
"""
_TAGS = """
INSERT INTO package_tag (id, package_id, tag_id, state)
SELECT uuid_generate_v4()::text, id, :tag, 'active'
FROM package WHERE owner_org = :agency AND NOT EXISTS (SELECT FROM package_tag WHERE package_id = package.id)
"""


def build(size: int) -> str:
    """Make the archive of the agency AGENCY this large; the agency's id."""
    agency = model.Group.get(AGENCY) or model.Group.get(factories.Organization(name=AGENCY)["id"])
    tag = model.Tag.get("many") or _saved(model.Tag(name="many"))
    user = factories.User()["id"]
    count = sa.select(sa.func.count()).where(model.Package.owner_org == agency.id)
    held = model.Session.scalar(count)
    if held < size:
        values = {"space": str(_SPACE), "agency": agency.id, "user": user, "first": held, "last": size - 1}
        model.Session.execute(sa.text('CREATE EXTENSION IF NOT EXISTS "uuid-ossp"'))
        model.Session.execute(sa.text(_ROWS), values)
        # Of tables that were emptied a moment ago the planner believes that they still are.
        model.Session.execute(sa.text("ANALYZE package, member, resource, package_tag"))
        for statement in (_MEMBERS, _FILES):
            model.Session.execute(sa.text(statement), {"agency": agency.id})
        model.Session.execute(sa.text(_TAGS), {"agency": agency.id, "tag": tag.id})
        solr = make_connection()
        if not held:
            solr.delete(q=f'organization:"{AGENCY}"', commit=True)
        for first in range(held, size, _BATCH):
            solr.add([_document(n, agency.id) for n in range(first, min(first + _BATCH, size))], commit=False)
        solr.commit()
        model.Session.commit()  # last: what was interrupted is built again
    return agency.id


def day_of(number: int) -> dt.date:
    """The day on which a record of the archive was produced."""
    return FIRST_DAY + dt.timedelta(days=number // A_DAY)


def _saved(tag: model.Tag) -> model.Tag:
    model.Session.add(tag)
    model.Session.commit()
    return tag


def _document(number: int, agency_id: str) -> dict[str, Any]:
    id_ = str(uuid.uuid5(_SPACE, str(number)))
    site = config["ckan.site_id"]
    record = {
        "id": id_,
        "name": f"proactive-{number}",
        "title": f"사전공표 {number}",
        "type": "proactive",
        "state": "active",
        "private": False,
        "notes": "",
        "author": "",
        "license_id": "cc-by",
        "owner_org": agency_id,
        "organization": {"id": agency_id, "name": AGENCY, "title": AGENCY},
        "metadata_created": "2024-01-01T00:00:00",
        "metadata_modified": "2024-01-01T00:00:00",
        "resources": [],
        "tags": [{"name": "many", "display_name": "many"}],
        "groups": [],
    }
    text = json.dumps(record)
    return {
        "index_id": hashlib.md5(f"{id_}{site}".encode()).hexdigest(),
        "id": id_,
        "site_id": site,
        "entity_type": "package",
        "dataset_type": "proactive",
        "state": "active",
        "capacity": "public",
        "permission_labels": ["public"],
        "name": record["name"],
        "title": record["title"],
        "organization": AGENCY,
        "owner_org": agency_id,
        "agency_path": [AGENCY],
        "category": "proactive",
        "tags": ["many"],
        "res_format": ["PDF"],
        "production_date": f"{day_of(number)}T00:00:00Z",
        "production_year": day_of(number).year,
        "metadata_created": "2024-01-01T00:00:00Z",
        "metadata_modified": "2024-01-01T00:00:00Z",
        "data_dict": text,
        "validated_data_dict": text,
    }


@dataclass
class Cost:
    """What was asked of PostgreSQL."""

    queries: int = 0
    rows: int = 0


@contextmanager
def counted() -> Iterator[Cost]:
    """Count the statements and the rows that they answer with or touch."""
    cost = Cost()

    def note(_connection: Any, cursor: Any, *_: Any) -> None:
        cost.queries += 1
        cost.rows += max(0, cursor.rowcount)

    sa.event.listen(model.meta.engine, "after_cursor_execute", note)
    try:
        yield cost
    finally:
        sa.event.remove(model.meta.engine, "after_cursor_execute", note)
