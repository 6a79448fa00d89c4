"""Passing a request on to the agency that holds the information (Act 11(4))."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock, events
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law import Clock as Period
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, File, Item, Number, Party
from ckanext.seoulsquare.disclosure.service import clocks, files, notify

_COPIED = (
    "user_id", "person", "channel", "language", "title", "document_id", "disclosure_methods",
    "receipt_methods", "fee_reduction", "sealed",
)  # fmt: skip


def forward(case: Case, agency: str, now: dt.datetime) -> dict[str, Any]:
    """File the request with another agency of this portal; any other agency is named only.

    Returns `{agency, case}`: the agency's title and the id of the new case, empty where there is none. The
    new agency's days count from the day on which the request reaches it.
    """
    found = core.Group.get(agency)
    if found is None or not found.is_organization or found.state != "active":
        return {"agency": agency, "case": ""}
    if found.id == case.agency_id:
        raise InvalidError("agency", N_("The request is with this agency already."))
    new = Case(**{name: getattr(case, name) for name in _COPIED})
    new.agency_id, new.transferred_from = found.id, case.id
    new.request, new.filed_at, new.received_at = "filed", now, now
    new.receipt_number = Number.following(clock.day_of(now).year)
    Session.add(new)
    Session.flush()
    _copy(case, new)
    for period in (Period.DECISION, Period.SILENCE):
        clocks.start(new, period, clock.day_of(now), moment=now)
    clocks.refresh(new)
    events.append(
        new,
        events.SYSTEM,
        "file",
        now,
        track="request",
        before="draft",
        after="filed",
        detail={"transferred_from": case.receipt_number},
    )
    notify.requester(new, "filed", day=new.due_on)
    notify.officers(new, "officer_filed", day=new.due_on)
    return {"agency": found.title or found.name, "case": new.id}


def _copy(case: Case, new: Case) -> None:
    party = Party.requester(case.id)
    Session.add(Party(case_id=new.id, role="requester", language=party.language, sealed=party.data))
    for item in Item.of(case.id):
        Session.add(Item(case_id=new.id, position=item.position, sealed=item.sealed))
    for file in File.of(case.id):
        if file.kind in ("request", "proof", "authority"):
            files.copy(file, new)
    Session.flush()
