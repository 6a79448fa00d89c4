"""The log of readings of personal data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.model import Access, Case
from ckanext.seoulsquare.disclosure.service.reader import Reader
from ckanext.seoulsquare.disclosure.service.view import iso


def note(case: Case, who: Reader, what: str, purpose: str, now: dt.datetime) -> None:
    """Note that staff read personal data of a case, what and why."""
    Session.add(
        Access(
            at=now,
            user_id=who.user_id,
            role=who.roles[0],
            case_id=case.id,
            agency_id=case.agency_id,
            what=what,
            purpose=purpose,
        )
    )
    Session.flush()


def of_case(case_id: str, limit: int = 1000, offset: int = 0) -> list[dict[str, Any]]:
    """Who read the personal data of a case, latest first."""
    return _page(sa.select(Access).where(Access.case_id == case_id), limit, offset)


def of_agencies(agencies: Collection[str] | None, limit: int, offset: int) -> list[dict[str, Any]]:
    """Readings in cases of these agencies (`None`: of all), latest first."""
    query = sa.select(Access)
    if agencies is not None:
        query = query.where(Access.agency_id.in_(list(agencies)))
    return _page(query, limit, offset)


def _page(query: sa.Select[tuple[Access]], limit: int, offset: int) -> list[dict[str, Any]]:
    rows = Session.scalars(
        query.order_by(Access.at.desc(), Access.id.desc()).limit(limit).offset(offset)
    ).all()
    return [_dict(row) for row in rows]


def _dict(row: Access) -> dict[str, Any]:
    user = Session.get(core.User, row.user_id)
    case = Session.get(Case, row.case_id)
    return {
        "at": iso(row.at),
        "user": user.display_name if user else "",
        "role": row.role,
        "purpose": row.purpose,
        "case": {"id": row.case_id, "receipt_number": (case.receipt_number or "") if case else ""},
        "what": row.what,
    }
