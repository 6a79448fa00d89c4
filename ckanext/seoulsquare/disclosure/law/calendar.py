"""Days that do not count: Saturdays, Sundays, Korea's public holidays and days an admin adds or removes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from .messages import N_, Gettext

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6  # date.weekday()

SUBSTITUTE_PREFIX = "Alternative holiday for "

HOLIDAY_NAMES = (
    N_("Armed Forces Day"),
    N_("Buddha's Birthday"),
    N_("Children's Day"),
    N_("Christmas Day"),
    N_("Chuseok"),
    N_("Constitution Day"),
    N_("Hangul Day"),
    N_("Independence Movement Day"),
    N_("Korean New Year"),
    N_("Labor Day"),
    N_("Liberation Day"),
    N_("Local Election Day"),
    N_("Memorial Day"),
    N_("National Assembly Election Day"),
    N_("National Foundation Day"),
    N_("New Year's Day"),
    N_("Presidential Election Day"),
    N_("Temporary Public Holiday"),
    N_("The day preceding Chuseok"),
    N_("The day preceding Korean New Year"),
    N_("The second day of Chuseok"),
    N_("The second day of Korean New Year"),
    N_("Tree Planting Day"),
)
"""Every name the holiday library gives since 2004, listed so that translators meet them."""


@dataclass(frozen=True)
class Reason:
    """Why a day is not counted: an English msgid, for public holidays with the names of the day."""

    msgid: str
    names: tuple[str, ...] = ()

    def text(self, gettext: Gettext) -> str:
        """The reason in the reader's language."""
        names = " · ".join(_holiday_name(name, gettext) for name in self.names)
        return gettext(self.msgid).format(name=names)


SATURDAY_REASON = Reason(N_("Saturday"))
SUNDAY_REASON = Reason(N_("Sunday"))
PUBLIC_HOLIDAY = N_("public holiday: {name}")
ADDED_HOLIDAY = N_("holiday set by the agency: {name}")


def _holiday_name(name: str, _: Gettext) -> str:
    if name.startswith(SUBSTITUTE_PREFIX):
        return _("Substitute holiday for {name}").format(name=_(name.removeprefix(SUBSTITUTE_PREFIX)))
    return _(name)


@cache
def _public_holidays(year: int) -> dict[date, tuple[str, ...]]:
    """The holidays of the year by the rules on public offices' holidays, temporary ones included."""
    table = holidays.country_holidays("KR", years=year, categories=("public",), language="en_US")
    return {day: tuple(name.split("; ")) for day, name in table.items()}


class Calendar:
    """Korea's working days.

    `added` maps further days off to their name: temporary holidays are declared weeks ahead, before a
    library can know them. `removed` holds public holidays that are working days after all. Saturdays and
    Sundays cannot be removed: the Act names them.
    """

    def __init__(self, added: Mapping[date, str] | None = None, removed: Collection[date] = ()) -> None:
        self._added = dict(added or {})
        self._removed = frozenset(removed)
        if both := self._removed & self._added.keys():
            raise ValueError(f"both added and removed: {', '.join(map(str, sorted(both)))}")
        self._known: dict[date, Reason | None] = {}

    def day_off(self, day: date) -> Reason | None:
        """Why the day is not a working day; `None` when it is one."""
        if day not in self._known:
            self._known[day] = self._find(day)
        return self._known[day]

    def working_day_from(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        while self.day_off(day):
            day += ONE_DAY
        return day

    def _find(self, day: date) -> Reason | None:
        if day in self._added:
            return Reason(ADDED_HOLIDAY, (self._added[day],))
        if day not in self._removed and (names := _public_holidays(day.year).get(day)):
            return Reason(PUBLIC_HOLIDAY, names)
        if day.weekday() == SATURDAY:
            return SATURDAY_REASON
        return SUNDAY_REASON if day.weekday() == SUNDAY else None
