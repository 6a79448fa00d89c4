"""The room's only clock: today in Seoul, whose days the law counts."""

from __future__ import annotations

import datetime as dt

from ckanext.seoulsquare.disclosure.law.clocks import SEOUL

__all__ = ["SEOUL", "day_of", "now", "today"]


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def day_of(moment: dt.datetime) -> dt.date:
    """The day in Seoul at that moment."""
    return moment.astimezone(SEOUL).date()


def today() -> dt.date:
    """Today in Seoul."""
    return day_of(now())
