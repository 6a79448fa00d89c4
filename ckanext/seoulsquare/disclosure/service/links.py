"""Secret links: each opens one case, for one purpose, for some days, until it is revoked."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import config
from ckanext.seoulsquare.disclosure.model import Case, Link

CONFIRM_DAYS = 7


def make(case: Case, purpose: str, now: dt.datetime, party_id: str = "") -> str:
    """A new link's token: 256 random bits, of which only the hash is kept."""
    token = secrets.token_urlsafe(32)
    days = CONFIRM_DAYS if purpose == "confirm" else config.link_days()
    Session.add(
        Link(
            case_id=case.id,
            party_id=party_id,
            purpose=purpose,
            token_hash=_digest(token),
            created_at=now,
            expires_at=now + dt.timedelta(days=days),
        )
    )
    return token


def find(token: str, now: dt.datetime) -> Link | None:
    """The link of a token, unless it has expired or was revoked."""
    query = sa.select(Link).where(
        Link.token_hash == _digest(token), Link.revoked_at.is_(None), Link.expires_at > now
    )
    return Session.scalars(query).one_or_none()


def of(case_id: str) -> Sequence[Link]:
    """The requester's links of a case, newest first."""
    query = sa.select(Link).where(Link.case_id == case_id, Link.purpose == "follow")
    return Session.scalars(query.order_by(Link.created_at.desc())).all()


def revoke(
    case_id: str, now: dt.datetime, link_id: str = "", purposes: Sequence[str] = ("follow", "confirm")
) -> int:
    """Revoke one of the requester's links to the case, or all of these purposes. Returns how many."""
    query = sa.update(Link).where(
        Link.case_id == case_id, Link.purpose.in_(purposes), Link.revoked_at.is_(None)
    )
    if link_id:
        query = query.where(Link.id == link_id)
    return Session.execute(query.values(revoked_at=now)).rowcount  # pyright: ignore[reportAttributeAccessIssue]


def _digest(token: str) -> str:
    """Tokens are random and long, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
