"""Lists of cases: an agency's desk, one's own, and the published ones."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.clock import SEOUL
from ckanext.seoulsquare.disclosure.model import Case, Party
from ckanext.seoulsquare.disclosure.service import clocks, person, view
from ckanext.seoulsquare.disclosure.service.reader import UNFILED

OPEN = ("filed", "returned", "processing", "approval")
DELIVERY = ("decided", "delivering")
SOON_DAYS = 5

RUNNING = sa.or_(Case.closed_on.is_(None), Case.due_on.isnot(None))
"""Cases in which something may still have to be done: few of all, and indexed by themselves."""
PAST = ("closed", "all")
"""Tabs that hold other cases too."""

SORTS = {
    "due": (Case.due_on.asc().nulls_last(), Case.filed_at.asc()),
    "filed": (Case.filed_at.desc(),),
    "changed": (Case.changed_at.desc(),),
}


def tabs(today: dt.date, user_id: str) -> dict[str, ColumnElement[bool]]:
    """What each tab of the desk holds."""
    soon = today + dt.timedelta(days=SOON_DAYS)
    waiting = sa.exists().where(Party.case_id == Case.id, Party.state == "notified")
    return {
        "new": Case.request == "filed",
        "open": Case.request.in_(OPEN),
        "today": Case.due_on == today,
        "overdue": Case.due_on < today,
        "soon": Case.due_on.between(today, soon),
        "waiting_requester": Case.request == "returned",
        "waiting_third_party": sa.and_(Case.request.in_(OPEN), waiting),
        "council": Case.council.in_(("reviewing_request", "reviewing_objection")),
        "approval": Case.request == "approval",
        "delivery": Case.request.in_(DELIVERY),
        "objection": Case.objection == "filed",
        "unassigned": sa.and_(Case.request.in_(OPEN), Case.officer_id == ""),
        "assigned_to_me": sa.and_(Case.request.in_((*OPEN, *DELIVERY)), Case.officer_id == user_id),
        "closed": Case.closed_on.isnot(None),
        "all": sa.true(),
    }


def page(  # noqa: PLR0913 - a list is all of this
    agencies: Collection[str] | None,
    filters: Mapping[str, Any],
    *,
    today: dt.date,
    user_id: str,
    limit: int,
    offset: int,
    council_only: bool = False,
) -> dict[str, Any]:
    """A page of the desk of these agencies (`None`: of all); `council_only` keeps to cases the council
    deals with.
    """
    scope = _scope(agencies, council_only)
    known = tabs(today, user_id)
    tab = filters.get("tab") or "open"
    wanted = [*scope, known[tab], *([] if tab in PAST else [RUNNING]), *_conditions(filters)]
    query = sa.select(Case).where(*wanted).order_by(*SORTS[filters.get("sort") or "due"], Case.id)
    rows = Session.scalars(query.limit(limit).offset(offset)).all()
    count = Session.scalars(sa.select(sa.func.count()).select_from(Case).where(*wanted)).one()
    return {"count": count, "results": _shorts(rows, today), "counts": _counts(scope, known)}


def mine(user_id: str, state: str, *, today: dt.date, limit: int, offset: int) -> dict[str, Any]:
    """One's own cases, drafts first, then the newest."""
    wanted = [Case.user_id == user_id, *([Case.request == state] if state else [])]
    order = (sa.case((Case.request == "draft", 0), else_=1), Case.created_at.desc(), Case.id)
    rows = Session.scalars(sa.select(Case).where(*wanted).order_by(*order).limit(limit).offset(offset)).all()
    days = clocks.calendar()
    return {
        "count": Session.scalars(sa.select(sa.func.count()).select_from(Case).where(*wanted)).one(),
        "results": [view.short(case, today, days) for case in rows],
        "counts": {},
    }


def published(document_id: str, agency_id: str, *, limit: int, offset: int) -> dict[str, Any]:
    """Cases that were published, newest first; those that asked for one document, or one agency's."""
    wanted = [Case.package_id != ""]
    wanted += [Case.document_id == document_id] if document_id else []
    wanted += [Case.agency_id == agency_id] if agency_id else []
    query = sa.select(Case).where(*wanted).order_by(Case.decided_on.desc(), Case.id)
    rows = Session.scalars(query.limit(limit).offset(offset)).all()
    results = [
        {
            "receipt_number": case.receipt_number,
            "title": record["title"],
            "result": case.result,
            "decided_on": view.iso(case.decided_on),
            "agency": view.agency(case.agency_id),
            "record": record,
        }
        for case in rows
        if (record := view.document(case.package_id))
    ]
    count = Session.scalars(sa.select(sa.func.count()).select_from(Case).where(*wanted)).one()
    return {"count": count, "results": results, "counts": {}}


def _scope(agencies: Collection[str] | None, council_only: bool) -> list[ColumnElement[bool]]:
    scope: list[ColumnElement[bool]] = [Case.request.notin_(UNFILED), Case.merged_into == ""]
    if agencies is not None:
        scope.append(Case.agency_id.in_(list(agencies)))
    if council_only:
        scope.append(Case.council != "idle")
    return scope


def _conditions(filters: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    found = [
        getattr(Case, column) == filters[key]
        for key, column in _EQUAL.items()
        if filters.get(key) not in (None, "")
    ]
    if text := (filters.get("q") or "").strip():
        matches = [Case.title.icontains(word, autoescape=True) for word in text.split()]
        numbered = re.fullmatch(r"\d{4}-\d{7}", text)
        found.append(Case.receipt_number == text if numbered else sa.and_(*matches))
    found += [Case.due_on >= filters["due_from"]] if filters.get("due_from") else []
    found += [Case.due_on <= filters["due_until"]] if filters.get("due_until") else []
    found += [Case.filed_at >= _midnight(filters["filed_from"])] if filters.get("filed_from") else []
    if filters.get("filed_until"):
        found.append(Case.filed_at < _midnight(filters["filed_until"] + dt.timedelta(days=1)))
    return found


_EQUAL = {"state": "request", "officer": "officer_id", "department": "department", "result": "result"}


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), SEOUL)


def _counts(scope: Sequence[ColumnElement[bool]], known: Mapping[str, ColumnElement[bool]]) -> dict[str, int]:
    """How many cases each tab of running ones holds, counted in one pass."""
    running = {name: condition for name, condition in known.items() if name not in PAST}
    columns = [sa.func.count().filter(condition).label(name) for name, condition in running.items()]
    return dict(
        Session.execute(sa.select(*columns).select_from(Case).where(*scope, RUNNING)).mappings().one()
    )


def _shorts(rows: Sequence[Case], today: dt.date) -> list[dict[str, Any]]:
    ids = [case.id for case in rows]
    names = {
        party.case_id: person.mask(party.data.get("name", ""))
        for party in Session.scalars(
            sa.select(Party).where(Party.case_id.in_(ids), Party.role == "requester")
        )
    }
    days = clocks.calendar()
    return [view.short(case, today, days, names.get(case.id, "")) for case in rows]
