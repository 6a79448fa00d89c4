"""Counting: from the day that starts a clock to the day it ends, with every day left out and why."""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from .calendar import ONE_DAY, Calendar, Reason
from .messages import N_
from .rules import Clock, Counting, Rule, rule_in_force

SEOUL = ZoneInfo("Asia/Seoul")

AFTER_HOURS = Reason(N_("received after office hours"))
EVENT_DAY = Reason(N_("the day of the event itself"))  # Civil Act 157

_PRECEDING = {
    Clock.EXTENSION: Clock.DECISION,
    Clock.OBJECTION_EXTENSION: Clock.OBJECTION_DECISION,
    Clock.OBJECTION_AFTER_SILENCE: Clock.SILENCE,
}
"""Clocks that run on from another one's end; both follow from the same day of receipt."""

_EXTENSIONS = (Clock.EXTENSION, Clock.OBJECTION_EXTENSION)


@dataclass(frozen=True)
class Settings:
    """What the law leaves open, as the operator chose; the defaults are argued in docs/decisions."""

    first_day: Literal["next_working_day", "same_day"] = "next_working_day"
    """Day 1 of a request received on a day off or after hours."""
    office_closes: time = time(18)
    """From this time on, in Seoul, a request is received after hours."""
    silence_ends: Literal["day_after", "twentieth_day"] = "day_after"
    """The day on which «20 days have passed» (Act 18(1)): the 20th counted day or the day after it."""
    before_article_29: Literal["petitions", "civil"] = "petitions"
    """Counting before 2020-12-22: as civil petitions were (days off left out), or by the Civil Act."""


@dataclass(frozen=True)
class Skip:
    """A day that is not counted, and why."""

    day: date
    reason: Reason


@dataclass(frozen=True)
class Leg:
    """One period, counted out.

    It begins on `starts`, `first` is the first counted day, `full` the day on which the count is reached
    and `last` the day on which the period ends: later than `full` where that is a day off.
    """

    rule: Rule
    counting: Counting
    amount: int
    starts: date
    first: date
    full: date
    last: date
    skipped: tuple[Skip, ...]


@dataclass(frozen=True)
class Deadline:
    """When a clock that started with an event runs out, and the periods that lead there, one or two."""

    clock: Clock
    event: date
    legs: tuple[Leg, ...]

    @property
    def due(self) -> date:
        """The last day of the last period; for a gap, the first day on which the wait is over."""
        return self.legs[-1].last


def deadline(
    clock: Clock,
    start: date | datetime,
    calendar: Calendar | None = None,
    settings: Settings | None = None,
    amount: int | None = None,
) -> Deadline:
    """Count a clock from its starting day (`CLOCKS` says which day that is).

    A moment with a time zone may be given instead of a day; it is read in Seoul and tells whether the
    office was still open. `amount` shortens an extension («up to 10 days»). The rule in force on the
    starting day applies to the whole; `NotInForceError` when the table has none, `ValueError` for an
    amount the law does not allow.
    """
    settings = settings or Settings()
    count = _Count(calendar or Calendar(), settings)
    day, after_hours = _day_of_receipt(start, settings)
    rule = rule_in_force(clock, day)
    length = _allowed_amount(rule, amount)
    preceding = _PRECEDING.get(clock)
    if preceding is None:
        return Deadline(clock, day, (count.from_event(rule, length, day, after_hours),))

    rule_before = rule_in_force(preceding, day)
    before = count.from_event(rule_before, rule_before.amount, day, after_hours)
    if clock != Clock.OBJECTION_AFTER_SILENCE:
        return Deadline(clock, day, (before, count.running_on(rule, length, before.last)))
    passed = before.last + ONE_DAY if settings.silence_ends == "day_after" else before.last
    return Deadline(clock, day, (before, count.from_event(rule, length, passed, after_hours=False)))


def working_days_left(today: date, due: date, calendar: Calendar) -> int:
    """Working days after `today` up to `due`; negative when that many have passed since `due`."""
    sign, early, late = (1, today, due) if today <= due else (-1, due, today)
    days = (early + ONE_DAY * n for n in range(1, (late - early).days + 1))
    return sign * sum(calendar.day_off(day) is None for day in days)


def _day_of_receipt(start: date | datetime, settings: Settings) -> tuple[date, bool]:
    if not isinstance(start, datetime):
        return start, False
    if start.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    local = start.astimezone(SEOUL)
    return local.date(), local.time() >= settings.office_closes


def _allowed_amount(rule: Rule, amount: int | None) -> int:
    if amount is None:
        return rule.amount
    if rule.clock not in _EXTENSIONS or not 1 <= amount <= rule.amount:
        raise ValueError(f"{rule.clock.value}: {amount} is not allowed, the law says {rule.amount}")
    return amount


@dataclass(frozen=True)
class _Count:
    """Counts single periods with one calendar and one set of choices."""

    calendar: Calendar
    settings: Settings

    def from_event(self, rule: Rule, amount: int, event: date, after_hours: bool) -> Leg:
        """The period that something happening on `event` starts."""
        if self._counting(rule) == Counting.CIVIL:
            return self._civil(rule, amount, event + ONE_DAY, (Skip(event, EVENT_DAY),))
        if self.settings.first_day == "same_day":
            return self._working(rule, amount, event, count_first=True)
        if after_hours and self.calendar.day_off(event) is None:
            return self._working(rule, amount, event + ONE_DAY, (Skip(event, AFTER_HOURS),))
        return self._working(rule, amount, event)

    def running_on(self, rule: Rule, amount: int, ended: date) -> Leg:
        """The extension of a period that ended on `ended`."""
        if self._counting(rule) == Counting.CIVIL:
            return self._civil(rule, amount, ended + ONE_DAY)
        return self._working(rule, amount, ended + ONE_DAY)

    def _counting(self, rule: Rule) -> Counting:
        if rule.counting != Counting.UNSETTLED:
            return rule.counting
        return Counting.CIVIL if self.settings.before_article_29 == "civil" else Counting.WORKING

    def _working(
        self,
        rule: Rule,
        amount: int,
        starts: date,
        before: tuple[Skip, ...] = (),
        *,
        count_first: bool = False,
    ) -> Leg:
        counted: list[date] = []
        skipped = list(before)
        day = starts
        while len(counted) < amount:
            reason = None if count_first and day == starts else self.calendar.day_off(day)
            if reason is None:
                counted.append(day)
            else:
                skipped.append(Skip(day, reason))
            day += ONE_DAY
        first, last = counted[0], counted[-1]
        return Leg(rule, Counting.WORKING, amount, starts, first, last, last, tuple(skipped))

    def _civil(self, rule: Rule, amount: int, starts: date, before: tuple[Skip, ...] = ()) -> Leg:
        if rule.unit == "month":
            full = _add_months(starts - ONE_DAY, amount)
        else:
            full = starts + ONE_DAY * (amount - 1)
        last = self.calendar.working_day_from(full)
        passed = (full + ONE_DAY * n for n in range((last - full).days))
        moved = tuple(Skip(day, reason) for day in passed if (reason := self.calendar.day_off(day)))
        return Leg(rule, Counting.CIVIL, amount, starts, starts, full, last, before + moved)


def _add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (Civil Act 160(3))."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, gregorian.monthrange(year, month)[1]))
