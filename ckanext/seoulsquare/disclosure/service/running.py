"""Which clocks a step starts, on which day, and which it stops."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.clock import day_of
from ckanext.seoulsquare.disclosure.law import Clock as Period
from ckanext.seoulsquare.disclosure.model import Clock
from ckanext.seoulsquare.disclosure.service import clocks
from ckanext.seoulsquare.disclosure.service.taking import Taking


def turn(taking: Taking) -> None:
    """Stop and start what the table says. A third party's steps touch its own clocks only."""
    step = taking.step
    own = taking.party.id if taking.party else ""
    begins = {period: _begins(taking, period) for period in step.starts}
    clocks.stop(
        taking.case, step.stops, taking.today, party_id=None if step.track in ("request", "council") else own
    )
    for period, start in begins.items():
        clocks.start(taking.case, period, party_id=own, **start)


def _begins(taking: Taking, period: Period) -> dict[str, Any]:  # noqa: PLR0911 - one for each clock
    """The day on which a clock starts, as `law.CLOCKS` names it, with the moment where the hour counts."""
    case, given, today = taking.case, taking.given, taking.today
    match period:
        case Period.DECISION | Period.SILENCE:
            return _at(case.received_at or taking.now)
        case Period.EXTENSION:
            return {**_like(taking, Period.DECISION), "amount": given.get("days")}
        case Period.OBJECTION:
            return {"started": case.notified_on or today}
        case Period.OBJECTION_DECISION:
            return _at(taking.now)
        case Period.OBJECTION_EXTENSION:
            return _like(taking, Period.OBJECTION_DECISION)
        case Period.THIRD_PARTY | Period.THIRD_PARTY_OBJECTION:
            return {"started": given.get("reached_on") or today}
        case Period.DISCLOSURE | Period.DISCLOSURE_GAP:
            return {"started": case.decided_on or today}
        case Period.PAYMENT:
            return {"started": given.get("date") or today}
        case _:  # collecting and delivery in parts run from the day that was announced
            return {"started": case.disclosure_on or today}


def _at(moment: dt.datetime) -> dict[str, Any]:
    return {"started": day_of(moment), "moment": moment}


def _like(taking: Taking, period: Period) -> dict[str, Any]:
    """The start of the period that is extended, which runs on from the same receipt."""
    query = sa.select(Clock).where(
        Clock.case_id == taking.case.id,
        Clock.clock == period.value,
        Clock.party_id == "",
        Clock.stopped_on.is_(None),
    )
    extended = Session.scalars(query).one()
    return {"started": extended.started, "moment": extended.moment}
