"""Who looks at a case, and in which roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from ckan import authz
from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import config
from ckanext.seoulsquare.disclosure.events import STAFF, Actor
from ckanext.seoulsquare.disclosure.model import Case, Link, Review
from ckanext.seoulsquare.disclosure.service import links

UNFILED = ("draft", "unconfirmed")
"""States in which no agency has been asked yet: only who writes the request sees it."""


@dataclass(frozen=True)
class Reader:
    """Who looks at a case: an account or the holder of a secret link, with the roles in this case.

    `party_id` is the third party that holds the link. `confirming` says that the link only proves an address.
    """

    roles: tuple[str, ...]
    user_id: str = ""
    party_id: str = ""
    confirming: bool = False

    @property
    def is_staff(self) -> bool:
        """Works on the case."""
        return any(role in STAFF for role in self.roles)

    def has(self, *roles: str) -> bool:
        """In one of these roles."""
        return any(role in self.roles for role in roles)

    def actor(self, wanted: Iterable[str] = ()) -> Actor:
        """Who goes into the log: in the first of the wanted roles that they have, else in their first."""
        role = next((role for role in wanted if role in self.roles), self.roles[0] if self.roles else "")
        return Actor(role, self.user_id)


NOBODY = Reader(())


def of_user(case: Case, user: core.User | None) -> Reader:
    """An account's roles in a case; none in a case that it may not see."""
    if user is None:
        return NOBODY
    if case.user_id == user.id:
        return Reader(("requester",), user.id)  # nobody is an officer in a case of their own
    if case.request in UNFILED:
        written = case.written_by == user.id and is_officer(case.agency_id, user)
        return Reader(("officer", "requester"), user.id) if written else NOBODY
    roles = list(_staff_roles(case, user))
    if "officer" in roles and case.channel in ("visit", "mail", "fax", "oral"):
        roles.append("requester")  # writes down what reached the agency on paper or by word of mouth
    return Reader(tuple(roles), user.id)


def of_token(token: str, now: dt.datetime) -> tuple[Case, Reader] | None:
    """The case that a secret link opens, and the role it gives there."""
    link = links.find(token, now)
    case = Session.get(Case, link.case_id) if link else None
    if link is None or case is None:
        return None
    link.used_at = now
    return case, _of_link(link)


def is_officer(agency_id: str, user: core.User) -> bool:
    """An editor or admin of the agency, or a sysadmin."""
    return bool(agency_id) and authz.has_user_permission_for_group_or_org(
        agency_id, user.name, "update_dataset"
    )


def is_manager(agency_id: str, user: core.User) -> bool:
    """An admin of the agency, or a sysadmin."""
    return bool(agency_id) and authz.has_user_permission_for_group_or_org(agency_id, user.name, "membership")


def is_clerk(user: core.User) -> bool:
    """An editor or admin of the council's group, or a sysadmin."""
    group = core.Group.get(config.council_group())
    if user.sysadmin:
        return True
    return group is not None and authz.users_role_for_group_or_org(group.id, user.name) in ("admin", "editor")


def _staff_roles(case: Case, user: core.User) -> Iterable[str]:
    if is_officer(case.agency_id, user):
        yield "officer"
    if is_manager(case.agency_id, user):
        yield "manager"
    if is_clerk(user) and (user.sysadmin or _reviewed(case)):
        yield "council_clerk"


def _reviewed(case: Case) -> bool:
    return case.council != "idle" or bool(
        Session.scalars(sa.select(Review.id).where(Review.case_id == case.id)).first()
    )


def _of_link(link: Link) -> Reader:
    if link.purpose == "third_party":
        return Reader(("third_party",), party_id=link.party_id)
    return Reader(("requester",), confirming=link.purpose == "confirm")
