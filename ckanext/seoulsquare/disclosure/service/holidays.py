"""The agency's holidays, and what a change of them does to running clocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import config, events, law
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.calendar import ONE_DAY
from ckanext.seoulsquare.disclosure.law.messages import N_, Gettext
from ckanext.seoulsquare.disclosure.model import Case, Clock, Holiday
from ckanext.seoulsquare.disclosure.service import clocks, notify


def of_year(year: int, gettext: Gettext) -> list[dict[str, str]]:
    """The year's public holidays and the days that were added and removed, earliest first."""
    plain = law.Calendar()
    changed = {row.day: row for row in Holiday.every() if row.day.year == year}
    found = []
    for day in _days(year):
        reason = plain.day_off(day)
        if day in changed and changed[day].added:
            found.append({"day": day.isoformat(), "kind": "added", "name": changed[day].name})
        elif reason is not None and reason.names:
            kind = "removed" if day in changed else "public"
            found.append({"day": day.isoformat(), "kind": kind, "name": reason.text(gettext)})
    return found


def _days(year: int) -> Iterator[dt.date]:
    day = dt.date(year, 1, 1)
    while day.year == year:
        yield day
        day += ONE_DAY


def change(
    add: Mapping[dt.date, str], remove: Collection[dt.date], reset: Collection[dt.date], user_id: str
) -> None:
    """Add days off by name, make public holidays working days, or take such a change back.

    Raises `InvalidError` for a day that is not a public holiday and cannot be removed.
    """
    plain = law.Calendar()
    for day in remove:
        reason = plain.day_off(day)
        if reason is None or not reason.names:
            raise InvalidError("remove", N_("{day} is not a public holiday."), day=day.isoformat())
    if both := set(add) & set(remove):
        raise InvalidError("add", N_("{day} cannot be both added and removed."), day=min(both).isoformat())
    Session.execute(sa.delete(Holiday).where(Holiday.day.in_([*add, *remove, *reset])))
    Session.add_all(Holiday(day=day, added=True, name=name, set_by=user_id) for day, name in add.items())
    Session.add_all(Holiday(day=day, added=False, set_by=user_id) for day in remove)
    Session.flush()


def recount(actor: events.Actor, now: dt.datetime) -> int:
    """Count every running clock anew; a changed date is logged and its people are told.

    Returns the number of cases with a changed date.
    """
    days, settings = clocks.calendar(), config.law_settings()
    changed: dict[str, list[tuple[str, dt.date, dt.date]]] = {}
    running = sa.select(Clock).where(Clock.stopped_on.is_(None)).order_by(Clock.case_id, Clock.id)
    for clock in Session.scalars(running):
        due = clocks.deadline(clock, days, settings).due
        if due != clock.due:
            changed.setdefault(clock.case_id, []).append((clock.id, clock.due, due))
    for case_id in sorted(changed):
        case = Case.locked(case_id)
        if case is not None:
            _apply(case, changed[case_id], actor, now)
    return len(changed)


def _apply(
    case: Case, dates: list[tuple[str, dt.date, dt.date]], actor: events.Actor, now: dt.datetime
) -> None:
    for clock_id, before, due in dates:
        clock = Session.get(Clock, clock_id)
        if clock is None:
            continue
        clock.due = due
        events.append(
            case,
            actor,
            "due_changed",
            now,
            before=before.isoformat(),
            after=due.isoformat(),
            party_id=clock.party_id,
            detail={"clock": clock.clock},
            audience=["third_party"] if clock.party_id else ["requester"],
        )
        notify.due_changed(case, clock, before)
    case.version += 1
    Session.flush()
    clocks.refresh(case)
