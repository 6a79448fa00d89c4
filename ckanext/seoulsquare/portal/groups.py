"""Categories and agencies with what their pages show, read in one query each and kept.

Categories are CKAN groups of type `category`, agencies are CKAN organizations; see docs/architecture.md.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.portal.cache import kept

Group = dict[str, Any]
"""`name`, `title`, `description` and every extra field of a CKAN group."""

Groups = dict[str, Group]
"""Groups by name."""


def categories() -> Groups:
    """The categories by code, in the order an administrator sees them: by `position`, then by name."""
    found = kept("categories", lambda: _read("category", is_organization=False))
    return dict(sorted(found.items(), key=lambda item: (int(item[1].get("position") or 1000), item[0])))


def agencies() -> Groups:
    """The agencies by name."""
    return kept("agencies", lambda: _read("organization", is_organization=True))


def children(name: str, every: Groups) -> list[Group]:
    """The agencies of `every` directly below an agency."""
    return [agency for agency in every.values() if agency.get("parent_agency") == name]


def ancestors(name: str, every: Groups) -> list[Group]:
    """The agencies above an agency, the highest first."""
    path: list[Group] = []
    parent = every.get(every[name].get("parent_agency") or "")
    while parent and parent not in path:  # a loop made by hand must not hang the page
        path.insert(0, parent)
        parent = every.get(parent.get("parent_agency") or "")
    return path


def roots(every: Groups) -> list[Group]:
    """The agencies that have no other agency above them."""
    return [agency for agency in every.values() if agency.get("parent_agency") not in every]


def _read(group_type: str, *, is_organization: bool) -> Groups:
    query = (
        sa.select(model.Group)
        .where(model.Group.type == group_type)
        .where(model.Group.is_organization == is_organization)
        .where(model.Group.state == model.State.ACTIVE)
        .order_by(model.Group.title, model.Group.name)
    )
    return {group.name: _group(group) for group in model.Session.scalars(query)}


def _group(group: model.Group) -> Group:
    stored = group.extras or {}  # pyright: ignore[reportAttributeAccessIssue]  a column since CKAN 2.12
    extras = {key: _decoded(value) for key, value in stored.items()}
    return {**extras, "name": group.name, "title": group.title, "description": group.description}


def _decoded(value: Any) -> Any:
    """Lists and mappings of scheming fields are stored as JSON text."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
