"""The entries of the registers, from the tables of the room."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock
from ckanext.seoulsquare.disclosure.model import Case, Clock, Item, Objection, Party, Review
from ckanext.seoulsquare.disclosure.registers import ObjectionEntry, RequestEntry
from ckanext.seoulsquare.disclosure.service import person

_UNFILED = ("draft", "unconfirmed")


@dataclass(frozen=True)
class Search:
    """What is looked for: agencies by id (`None`: all), days (of receipt, of the objection), words, a result.

    `council_only` leaves what the council deals or dealt with.
    """

    agencies: Collection[str] | None = None
    council_only: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    q: str = ""
    result: str = ""
    limit: int = 100
    offset: int = 0


def requests(search: Search) -> tuple[int, list[RequestEntry]]:
    """How many requests there are, and the entries of one page of them, oldest first."""
    received = sa.func.coalesce(Case.received_at, Case.filed_at)
    found = _of_cases(sa.select(Case), search).where(
        *([received >= _midnight(search.since)] if search.since else []),
        *([received < _midnight(search.until + dt.timedelta(days=1))] if search.until else []),
        *([Case.result == search.result] if search.result else []),
    )
    count = Session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    page = found.order_by(received, Case.receipt_number).limit(search.limit).offset(search.offset)
    cases = Session.scalars(page).all()
    return count, _request_entries(cases)


def objections(search: Search) -> tuple[int, list[ObjectionEntry]]:
    """The same for objections, third parties' too."""
    joined = sa.select(Objection, Case).join(Case, Case.id == Objection.case_id)
    found = _of_cases(joined, search).where(
        *([Objection.filed_on >= search.since] if search.since else []),
        *([Objection.filed_on <= search.until] if search.until else []),
        *([Objection.result == search.result] if search.result else []),
    )
    ids = found.with_only_columns(Objection.id).subquery()
    count = Session.scalar(sa.select(sa.func.count()).select_from(ids))
    page = found.order_by(Objection.filed_on, Objection.id).limit(search.limit).offset(search.offset)
    return count or 0, _objection_entries(Session.execute(page).tuples().all())


def _of_cases(query: sa.Select[Any], search: Search) -> sa.Select[Any]:
    query = query.where(Case.receipt_number.isnot(None), Case.request.notin_(_UNFILED))
    if search.agencies is not None:
        query = query.where(Case.agency_id.in_(search.agencies))
    if search.council_only:
        query = query.where(Case.council != "idle")
    if search.q:
        words = Case.title.icontains(search.q, autoescape=True)
        query = query.where(sa.or_(Case.receipt_number == search.q, words))
    return query


def _request_entries(cases: Sequence[Case]) -> list[RequestEntry]:
    ids = [case.id for case in cases]
    grounds: dict[str, set[int]] = defaultdict(set)
    for item in Session.scalars(sa.select(Item).where(Item.case_id.in_(ids))):
        grounds[item.case_id].update(item.grounds)
    names, third_parties = _people(ids)
    counted = Session.execute(
        sa.select(Objection.case_id, sa.func.count())
        .where(Objection.case_id.in_(ids))
        .group_by(Objection.case_id)
    )
    objections_of = dict(counted.tuples().all())
    due = _due(ids, ("decision", "extension"))
    agencies = _agencies({case.agency_id for case in cases})
    officers = _officers({case.officer_id for case in cases})
    return [
        RequestEntry(
            receipt_number=case.receipt_number or "",
            received_on=_received_on(case),
            requester=person.mask(names.get((case.id, ""), "")),
            title=case.title,
            methods=case.disclosure_methods,
            deliveries=case.receipt_methods,
            agency=agencies.get(case.agency_id, ""),
            department=case.department,
            officer=officers.get(case.officer_id, ""),
            state=case.request,
            result=case.result,
            due_on=due.get((case.id, "")),
            extended=case.extended,
            decided_on=case.decided_on,
            notified_on=case.notified_on,
            grounds=sorted(grounds[case.id]),
            third_parties=third_parties[case.id],
            disclosed_on=case.disclosed_on,
            fee=case.fee_total,
            fee_reduction=case.fee.get("reduction", 0),
            fee_paid=case.fee_paid,
            objections=objections_of.get(case.id, 0),
            transferred_to=case.transferred_to.get("agency", ""),
            channel=case.channel,
        )
        for case in cases
    ]


def _objection_entries(rows: Sequence[tuple[Objection, Case]]) -> list[ObjectionEntry]:
    ids = list({case.id for _objection, case in rows})
    names, _count = _people(ids)
    due = _due(ids, ("objection-decision", "objection-extension"))
    agencies = _agencies({case.agency_id for _objection, case in rows})
    held = (Review.case_id.in_(ids), Review.subject == "objection", Review.held_on.isnot(None))
    reviews = Session.scalars(sa.select(Review).where(*held)).all()
    return [
        ObjectionEntry(
            receipt_number=case.receipt_number or "",
            number=objection.number,
            filed_on=objection.filed_on,
            objector=person.mask(names.get((case.id, objection.party_id), "")),
            title=case.title,
            agency=agencies.get(case.agency_id, ""),
            department=case.department,
            decision=case.result,
            notified_on=case.notified_on,
            due_on=due.get((case.id, objection.party_id)),
            extended=objection.extended,
            council_on=_council_on(objection, reviews),
            council_exemption=objection.council_exemption,
            decided_on=objection.decided_on,
            result=objection.result,
            reason=objection.answer,
        )
        for objection, case in rows
    ]


def _people(ids: Sequence[str]) -> tuple[dict[tuple[str, str], str], dict[str, int]]:
    """Names by case and third party ("" for the requester), and the number of third parties by case."""
    names: dict[tuple[str, str], str] = {}
    third_parties: dict[str, int] = defaultdict(int)
    for party in Session.scalars(sa.select(Party).where(Party.case_id.in_(ids))):
        third = party.role == "third_party"
        names[party.case_id, party.id if third else ""] = party.data.get("name", "")
        third_parties[party.case_id] += third
    return names, third_parties


def _due(ids: Sequence[str], clocks: tuple[str, ...]) -> dict[tuple[str, str], dt.date]:
    """The last day of the latest of these clocks, by case and third party."""
    rows = Session.execute(
        sa.select(Clock.case_id, Clock.party_id, sa.func.max(Clock.due))
        .where(Clock.case_id.in_(ids), Clock.clock.in_(clocks))
        .group_by(Clock.case_id, Clock.party_id)
    )
    return {(case_id, party_id): due for case_id, party_id, due in rows.tuples()}


def _agencies(ids: set[str]) -> dict[str, str]:
    rows = Session.execute(
        sa.select(core.Group.id, core.Group.title, core.Group.name).where(core.Group.id.in_(ids))
    )
    return {key: title or name for key, title, name in rows.tuples()}


def _officers(ids: set[str]) -> dict[str, str]:
    users = Session.scalars(sa.select(core.User).where(core.User.id.in_(ids)))
    return {user.id: user.display_name for user in users}


def _council_on(objection: Objection, reviews: Sequence[Review]) -> dt.date | None:
    """The day on which the council met on it: after it was filed, before it was decided."""
    days = [
        review.held_on
        for review in reviews
        if review.case_id == objection.case_id
        and review.held_on
        and objection.filed_on <= review.held_on <= (objection.decided_on or review.held_on)
    ]
    return max(days, default=None)


def _received_on(case: Case) -> dt.date:
    moment = case.received_at or case.filed_at or case.created_at
    return clock.day_of(moment)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.SEOUL)
