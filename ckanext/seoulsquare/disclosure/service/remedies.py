"""Which ways to contest are open (Act 18 to 20): objection, administrative appeal, lawsuit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ckanext.seoulsquare.disclosure.law import Clock as Period
from ckanext.seoulsquare.disclosure.model import Case, Clock, Item

DECIDED = frozenset({"decided", "delivering", "disclosed", "refused", "not_held", "uncollected"})
KNOWN_DAYS, LATEST_DAYS = 90, 180
"""An appeal is open for 90 days from knowing of the decision, 180 from the decision (Administrative Appeals
Act 27).
"""
LATEST_YEARS = 1
"""A lawsuit: 90 days from knowing of the decision, one year from it (Administrative Litigation Act 20)."""


def of(case: Case, today: dt.date) -> dict[str, Any] | None:
    """The last days of each way; `None` while nothing can be contested. Appeal and lawsuit against silence
    have none.
    """
    running = {Period(clock.clock): clock.due for clock in Clock.running(case.id) if not clock.party_id}
    if case.request in DECIDED:
        if not any(item.result not in (None, "open") for item in Item.of(case.id)):
            return None
        return _after_decision(case, today, running.get(Period.OBJECTION))
    silence = running.get(Period.SILENCE)
    if silence is None or today <= silence:
        return None
    until = running.get(Period.OBJECTION_AFTER_SILENCE)
    return _dict(until if until and today <= until else None)


def _after_decision(case: Case, today: dt.date, until: dt.date | None) -> dict[str, Any]:
    known, decided = case.notified_on or today, case.decided_on or today
    appeal, latest = known + dt.timedelta(days=KNOWN_DAYS), decided + dt.timedelta(days=LATEST_DAYS)
    last = _a_year_after(decided)
    return {
        **_dict(until if until and today <= until else None),
        "appeal_until": appeal.isoformat() if today <= min(appeal, latest) else None,
        "appeal_latest": latest.isoformat(),
        "lawsuit_until": appeal.isoformat() if today <= min(appeal, last) else None,
        "lawsuit_latest": last.isoformat(),
    }


def _dict(objection_until: dt.date | None) -> dict[str, Any]:
    return {
        "objection_until": objection_until.isoformat() if objection_until else None,
        "appeal_until": None,
        "appeal_latest": None,
        "lawsuit_until": None,
        "lawsuit_latest": None,
    }


def _a_year_after(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + LATEST_YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year + LATEST_YEARS, day=28)
