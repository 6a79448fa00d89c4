"""A case's clocks: started and stopped by steps, counted by the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import config, law
from ckanext.seoulsquare.disclosure.law import Clock as Period
from ckanext.seoulsquare.disclosure.law.messages import Gettext
from ckanext.seoulsquare.disclosure.model import Case, Clock, Holiday

AGENCY = frozenset({
    Period.DECISION, Period.EXTENSION, Period.OBJECTION_DECISION, Period.OBJECTION_EXTENSION,
    Period.DISCLOSURE, Period.PAYMENT, Period.PARTIAL_DELIVERY,
})  # fmt: skip
"""Clocks by whose end the agency has to have done something."""

THIRD_PARTY = (Period.THIRD_PARTY, Period.THIRD_PARTY_OBJECTION)
"""Clocks by whose end a third party has to have said something."""

_WITH = {Period.SILENCE: (Period.OBJECTION_AFTER_SILENCE,)}
"""Clocks that run beside another from the same day and stop with it."""


def calendar() -> law.Calendar:
    """The law's calendar with the days that the agency added and removed."""
    rows = Holiday.every()
    return law.Calendar(
        {row.day: row.name for row in rows if row.added}, [row.day for row in rows if not row.added]
    )


def start(  # noqa: PLR0913 - a clock has these facts
    case: Case,
    period: Period,
    started: dt.date,
    *,
    moment: dt.datetime | None = None,
    amount: int | None = None,
    party_id: str = "",
) -> None:
    """Start a clock; one of the same kind that runs is replaced."""
    stop(case, [period], started, party_id=party_id)
    days, settings = calendar(), config.law_settings()
    for each in (period, *_WITH.get(period, ())):
        clock = Clock(
            case_id=case.id,
            party_id=party_id,
            clock=each.value,
            started=started,
            moment=moment,
            amount=amount,
        )
        clock.due = deadline(clock, days, settings).due
        Session.add(clock)
    Session.flush()


def stop(case: Case, periods: Iterable[Period], day: dt.date, *, party_id: str | None = None) -> None:
    """Stop the case's clocks of these kinds; only those of one third party, or of the case (""), if it is
    said.
    """
    wanted: Collection[str] = {each.value for period in periods for each in (period, *_WITH.get(period, ()))}
    for clock in Clock.running(case.id):
        if clock.clock in wanted and party_id in (None, clock.party_id):
            clock.stopped_on = day


def deadline(clock: Clock, days: law.Calendar, settings: law.Settings) -> law.Deadline:
    """How the clock's due date comes about."""
    return law.deadline(Period(clock.clock), clock.moment or clock.started, days, settings, clock.amount)


def explain(clock: Clock, days: law.Calendar, gettext: Gettext) -> list[str]:
    """The sum behind a clock, line by line."""
    return law.explain(deadline(clock, days, config.law_settings()), gettext)


def refresh(case: Case) -> None:
    """Set `due_on`, the nearest day on which the agency owes something.

    What is disclosed is owed on the day that was announced, and not before its fee is paid.
    """
    owed = []
    for clock in Clock.running(case.id):
        period = Period(clock.clock)
        if period == Period.DISCLOSURE:
            if not case.fee_owed:
                owed.append(case.disclosure_on or clock.due)
        elif period in AGENCY:
            owed.append(clock.due)
    case.due_on = min(owed, default=None)
