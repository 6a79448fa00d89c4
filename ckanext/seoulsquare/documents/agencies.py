"""Agencies as a tree of CKAN organizations.

An agency names its parent in the field `parent_agency`. From it follows the membership row by which CKAN
itself knows hierarchies, so that rights which cascade (`ckan.auth.roles_that_cascade_to_sub_groups`) reach
the agencies below.
"""

from __future__ import annotations

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.documents.values.errors import N_

_ORGANIZATION = "organization"


def path(organization_id: str | None) -> list[str]:
    """Names of the agency and of all above it, the highest first; empty without an agency."""
    organization = model.Group.get(organization_id) if organization_id else None
    if organization is None:
        return []
    above = organization.get_parent_group_hierarchy(type=_ORGANIZATION)
    return [*(group.name for group in above), organization.name]


def paths() -> dict[str, list[str]]:
    """`path` of every agency by its id, in one query: for writers of many records."""
    rows = model.Session.execute(
        sa.select(model.Group.id, model.Group.name, model.Member.table_id)
        .outerjoin(
            model.Member,
            sa.and_(
                model.Member.group_id == model.Group.id,
                model.Member.table_name == "group",
                model.Member.state == model.State.ACTIVE,
            ),
        )
        .where(model.Group.type == _ORGANIZATION)
        .where(model.Group.state == model.State.ACTIVE)
    ).all()
    name_of = {row.id: row.name for row in rows}
    parent_of = {row.id: row.table_id for row in rows if row.table_id in name_of}

    def climb(organization_id: str) -> list[str]:
        steps = [organization_id]
        while (parent := parent_of.get(steps[-1])) and parent not in steps:
            steps.append(parent)
        return [name_of[step] for step in reversed(steps)]

    return {organization_id: climb(organization_id) for organization_id in name_of}


def problem_with_parent(parent: str, own_name: str | None) -> str | None:
    """What is wrong with this parent of the agency (`own_name` None: a new one), as a message; or None."""
    group = model.Group.by_name(parent)
    if group is None or not group.is_organization:
        return N_("{parent} is not the name of an agency")
    if own_name in path(group.id):
        return N_("{parent} is this agency or one below it")
    return None


def link_parent(organization: model.Group) -> None:
    """Make the membership row of the agency's parent agree with its field `parent_agency`."""
    extras: dict[str, str] = getattr(organization, "extras", None) or {}
    parent = model.Group.by_name(extras.get("parent_agency") or "")
    rows = model.Session.scalars(
        sa.select(model.Member)
        .where(model.Member.group_id == organization.id)
        .where(model.Member.table_name == "group")
    ).all()
    for row in rows:
        row.state = model.State.ACTIVE if parent and row.table_id == parent.id else model.State.DELETED
    if parent and parent.id not in {row.table_id for row in rows}:
        # By `group`, not by `group_id`: Member's constructor sets the relation to None and the id with it.
        model.Session.add(
            model.Member(group=organization, table_id=parent.id, table_name="group", capacity="public")
        )
