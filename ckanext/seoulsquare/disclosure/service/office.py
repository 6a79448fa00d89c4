"""Who works where: the agencies of an account, the officers of an agency."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import sqlalchemy as sa

from ckan import authz
from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.service import drafting, reader


class Scope(NamedTuple):
    """Whose cases a desk shows: ids of agencies (`None`: all), and whether only those the council deals
    with.
    """

    agencies: Collection[str] | None
    council_only: bool = False


def agencies_of(user: core.User) -> set[str]:
    """Ids of the agencies in which an account is an officer, also by way of an agency above."""
    query = sa.select(core.Member.group_id).where(
        core.Member.table_name == "user",
        core.Member.table_id == user.id,
        core.Member.state == "active",
        core.Member.capacity.in_(("admin", "editor")),
    )
    own = [core.Group.get(group_id) for group_id in Session.scalars(query)]
    found: set[str] = set()
    for group in own:
        if group is not None and group.is_organization and group.state == "active":
            found.add(group.id)
            found.update(row[0] for row in group.get_children_group_hierarchy(type="organization"))
    return {group_id for group_id in found if reader.is_officer(group_id, user)}


def is_staff(user: core.User) -> bool:
    """Has a desk: an officer of some agency, a clerk of the council, a sysadmin."""
    return user.sysadmin or reader.is_clerk(user) or bool(agencies_of(user))


def scope(user: core.User, agency: str) -> Scope:
    """What the desk of an account shows, of one agency where it is named; `InvalidError` for another's."""
    if user.sysadmin:
        return Scope([drafting.agency(agency).id] if agency else None)
    own = agencies_of(user)
    if agency:
        chosen = drafting.agency(agency).id
        if chosen not in own:
            raise InvalidError("agency", N_("You do not work for this agency."))
        return Scope([chosen])
    return Scope(own) if own else Scope(None, council_only=True)


def officers(agency_id: str) -> list[dict[str, Any]]:
    """Who can be given a case of an agency: its editors and admins."""
    query = (
        sa.select(core.User, core.Member.capacity)
        .join(core.Member, core.Member.table_id == core.User.id)
        .where(
            core.Member.group_id == agency_id,
            core.Member.table_name == "user",
            core.Member.state == "active",
            core.Member.capacity.in_(("admin", "editor")),
            core.User.state == "active",
        )
        .order_by(core.User.fullname, core.User.name)
    )
    return [
        {"id": user.id, "name": user.name, "fullname": user.display_name, "manager": capacity == "admin"}
        for user, capacity in Session.execute(query)
    ]


def officer(agency_id: str, name: str) -> core.User:
    """An officer of an agency by id or name; `InvalidError` when the account is none."""
    user = core.User.get(name)
    if user is None or user.state != "active" or not reader.is_officer(agency_id, user):
        raise InvalidError("officer", N_("This account is no officer of the agency."))
    return user


def manages_some(user: core.User) -> list[str]:
    """Ids of the agencies of which an account is an admin."""
    return [
        agency_id
        for agency_id in agencies_of(user)
        if authz.has_user_permission_for_group_or_org(agency_id, user.name, "membership")
    ]
