"""How much one call of a public door may ask of the database and the index, however large the archive is."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCLASS

from ckan import model

from ckanext.seoulsquare.exchange import config

REACH = 10_000
"""Records that may be passed over or listed by counting from the first. Solr and PostgreSQL collect all of
them before they answer, so the cost of a page grows with its number; a cursor's does not."""

MOST = 1_000
"""Entries of one answer: members, values of a facet, suggestions."""

FACETS = frozenset({
    "agency_path", "capacity", "category", "dataset_type", "department", "disclosure", "disclosure_grounds",
    "groups", "language", "license", "license_id", "organization", "production_year", "res_format",
    "res_type", "state", "tags",
})  # fmt: skip
"""Fields with few values. Counting by one with a value for each record takes memory for all of them."""


def is_large(table: str) -> bool:
    """Whether the table is too large to be read through for one call (see the setting `largest_scan`)."""
    size = model.Session.scalars(sa.select(sa.func.pg_relation_size(sa.cast(table, REGCLASS)))).one()
    return size > config.largest_scan()


def has_more_members(group_id: str, kind: str | None, capacity: str | None) -> bool:
    """Whether a group has more than MOST active members (records, users) of this kind and capacity."""
    query = sa.select(model.Member.id).where(
        model.Member.group_id == group_id, model.Member.state == "active"
    )
    if kind:
        query = query.where(model.Member.table_name == kind)
    if capacity:
        query = query.where(model.Member.capacity == capacity)
    return len(model.Session.scalars(query.limit(MOST + 1)).all()) > MOST
