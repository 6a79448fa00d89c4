"""The way to a day: a period that is a year has months, one that is a month has days."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """What a period is."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True)
class Span:
    """A whole year, a whole month or a day of the calendar."""

    unit: Unit
    start: dt.date

    @classmethod
    def of(cls, start: dt.date | None, end: dt.date | None) -> Span | None:
        """The one that begins and ends with these days; None for other periods."""
        if start is None:
            return None
        return next(
            (span for unit in Unit if (span := cls(unit, start)).end == end and span.is_whole()), None
        )

    def is_whole(self) -> bool:
        """Whether it begins where a year or month does."""
        first = {Unit.YEAR: (1, 1), Unit.MONTH: (self.start.month, 1)}
        return self.unit is Unit.DAY or (self.start.month, self.start.day) == first[self.unit]

    @property
    def end(self) -> dt.date:
        """Its last day."""
        match self.unit:
            case Unit.YEAR:
                return self.start.replace(month=12, day=31)
            case Unit.MONTH:
                return self.start.replace(day=calendar.monthrange(self.start.year, self.start.month)[1])
            case Unit.DAY:
                return self.start

    @property
    def above(self) -> Span | None:
        """The year of a month, the month of a day."""
        match self.unit:
            case Unit.YEAR:
                return None
            case Unit.MONTH:
                return Span(Unit.YEAR, self.start.replace(month=1))
            case Unit.DAY:
                return Span(Unit.MONTH, self.start.replace(day=1))

    def beside(self, steps: int) -> Span | None:
        """The one so many steps later, or earlier; None outside of the calendar."""
        try:
            match self.unit:
                case Unit.YEAR:
                    return Span(self.unit, self.start.replace(year=self.start.year + steps))
                case Unit.MONTH:
                    months = self.start.year * 12 + self.start.month - 1 + steps
                    return Span(self.unit, dt.date(months // 12, months % 12 + 1, 1))
                case Unit.DAY:
                    return Span(self.unit, self.start + dt.timedelta(days=steps))
        except (ValueError, OverflowError):
            return None


_PARTS = {Unit.YEAR: (Unit.MONTH, "+1MONTH"), Unit.MONTH: (Unit.DAY, "+1DAY")}


def parameters(start: dt.date | None, end: dt.date | None) -> dict[str, Any]:
    """Solr's parameters for counts of the parts of a period. Only hits of the period itself are counted."""
    span = Span.of(start, end)
    if span is None or span.unit not in _PARTS:
        return {}
    return {
        "facet.range": "production_date",
        "facet.range.start": f"{span.start}T00:00:00Z",
        "facet.range.end": f"{span.end}T23:59:59Z",
        "facet.range.gap": _PARTS[span.unit][1],
    }


def counts(
    start: dt.date | None, end: dt.date | None, facet_counts: Mapping[str, Any]
) -> list[tuple[Span, int]]:
    """The months of a year, the days of a month, with their numbers of hits; none for other periods."""
    span = Span.of(start, end)
    if span is None or span.unit not in _PARTS:
        return []
    unit = _PARTS[span.unit][0]
    flat = (facet_counts.get("facet_ranges") or {}).get("production_date", {}).get("counts", [])
    return [
        (Span(unit, dt.date.fromisoformat(moment[:10])), number)
        for moment, number in zip(flat[::2], flat[1::2], strict=True)
        if number
    ]
