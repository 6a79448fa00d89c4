"""Writing past requests into the room's tables, each once: what is there already and the same is left
alone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock, crypto, events, importing
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.importing import Fault, FaultyRowError, PastRequest
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, Item, Party
from ckanext.seoulsquare.disclosure.service import person

_STATES = {
    "open": "decided",
    "partial": "decided",
    "closed": "refused",
    "not_held": "not_held",
    "immediate": "disclosed",
    "transferred": "transferred",
    "petition": "petition",
    "repeated": "closed",
    "withdrawn": "withdrawn",
}
"""The state of a request by its result; what was decided open and disclosed is `disclosed`."""

_TOGETHER = 500
"""Rows that are committed together."""


@dataclass
class Outcome:
    """How many rows were created, changed, left as they were and refused; `faults` by line."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    faults: list[tuple[int, Fault]] = field(default_factory=list)


def take(
    rows: Iterable[tuple[int, Mapping[str, Any]]], agency: str, now: dt.datetime, *, dry_run: bool = False
) -> Outcome:
    """Write every row that can be taken; `rows` come with their line. Commits as it goes."""
    outcome = Outcome()
    agencies = _agencies()
    for batch in _batches(rows):
        for line, row in batch:
            try:
                done = _take(importing.read(row, agency), agencies, now)
            except FaultyRowError as error:
                outcome.rejected += 1
                outcome.faults += [(line, fault) for fault in error.faults]
            else:
                setattr(outcome, done, getattr(outcome, done) + 1)
        if dry_run:
            Session.rollback()
        else:
            Session.commit()
    return outcome


def _take(request: PastRequest, agencies: Mapping[str, str], now: dt.datetime) -> str:
    """Write one request: `created`, `updated` or `unchanged`."""
    agency_id = agencies.get(request.agency)
    if agency_id is None:
        fault = N_("The portal has no agency «{name}». Create it, or say which one is meant with --agency.")
        raise FaultyRowError([Fault("prcsInsttNm", fault, {"name": request.agency})])
    _refuse_personal(request, clock.day_of(now))
    text = json.dumps(dataclasses.asdict(request), sort_keys=True, default=str)
    prints = crypto.keys().hashes("import", text)
    case = Session.scalars(sa.select(Case).where(Case.receipt_number == request.receipt_number)).one_or_none()
    if case is not None and (case.channel != "imported" or case.agency_id != agency_id):
        fault = N_("Another request has this number: one of this portal, or of another agency.")
        raise FaultyRowError([Fault("rqestRceptNo", fault)])
    if case is not None and case.remarks.get("imported") in prints:
        return "unchanged"
    done = "updated" if case else "created"
    if case is None:
        case = Case(receipt_number=request.receipt_number, channel="imported", created_at=now)
        Session.add(case)
        Session.flush()
        Session.add(Party(case_id=case.id, role="requester"))
        Session.flush()
    _fill(case, request, agency_id, now)
    case.remarks = {**case.remarks, "imported": prints[0]}
    action = "imported" if done == "created" else "corrected"
    events.append(case, events.SYSTEM, action, now, track="request", after=case.request, audience=())
    Session.flush()
    return done


def _fill(case: Case, request: PastRequest, agency_id: str, now: dt.datetime) -> None:
    received = dt.datetime.combine(request.received_on, dt.time(9), clock.SEOUL)
    disclosed = request.result in ("open", "partial") and request.disclosed_on
    case.request = "disclosed" if disclosed else _STATES[request.result]
    case.agency_id, case.department = agency_id, request.department
    case.title, case.sealed = request.title, {"content": request.content, "other_method": ""}
    case.filed_at = case.received_at = received
    case.changed_at = now
    case.result, case.notified_on, case.decided_on = request.result, request.notified_on, request.notified_on
    case.disclosure_on, case.disclosed_on = request.disclosure_on, request.disclosed_on
    case.closed_on = request.concluded_on
    case.disclosure_methods, case.receipt_methods = list(request.methods), list(request.deliveries)
    case.fee_total = case.fee_paid = request.fee
    case.transferred_to = {"agency": request.transferred_to, "case": ""} if request.transferred_to else {}
    case.approval = {"document_number": request.document_number} if request.document_number else {}
    Party.requester(case.id).sealed = {"kind": "citizen", "name": request.requester}
    Session.execute(sa.delete(Item).where(Item.case_id == case.id))
    decided = request.result if request.result in ("open", "partial", "closed", "not_held") else None
    Session.add(
        Item(
            case_id=case.id,
            sealed={"text": request.content},
            result=decided,
            grounds=list(request.grounds),
            reason=request.reason or request.decision,
        )
    )


def _refuse_personal(request: PastRequest, today: dt.date) -> None:
    """What is kept in the open must hold no personal data, what is sealed no resident numbers."""
    faults = []
    for column, text, check in (
        ("rqestSj", request.title, person.refuse_personal),
        ("clsdrResnCn", request.reason or request.decision, person.refuse_personal),
        ("rqestCn", request.content, person.refuse_numbers),
        ("aplPn", request.requester, person.refuse_numbers),
    ):
        try:
            check(column, text, today)
        except InvalidError:
            faults.append(Fault(column, N_("There are personal data in it. Take them out.")))
    if faults:
        raise FaultyRowError(faults)


def _agencies() -> dict[str, str]:
    """Ids of agencies by name and by title."""
    rows = Session.execute(
        sa.select(core.Group.id, core.Group.name, core.Group.title).where(
            core.Group.is_organization.is_(True), core.Group.state == "active"
        )
    ).tuples()
    return {key: agency_id for agency_id, name, title in rows for key in (name, title) if key}


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch
