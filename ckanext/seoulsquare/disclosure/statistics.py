"""Figures on disclosure requests: what is counted, as pure functions. The counting itself is SQL.

Requests are put into cells by the month they were received in, the agency and the result; figures are sums of
cells. The definitions:

- received: every request that got a receipt number.
- decided: open, partly open, closed, not held, disclosed at once. Concluded: these, and what ended without a
  decision (transferred, petition, closed), withdrawn requests excepted.
- in time: concluded on or before the last day of the period to decide, its extension included. Requests
  without a clock, which were imported, are not judged.
- days: working days from the day of receipt to that of the decision, both counted (Art 29), one at least.
- disclosure rate: open, disclosed at once and partly open among these and closed ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, TypeVar

from ckanext.seoulsquare.disclosure.law import Calendar
from ckanext.seoulsquare.disclosure.law.calendar import ONE_DAY

DECIDED = ("open", "partial", "closed", "not_held", "immediate")
ENDED = ("transferred", "petition", "repeated", "published", "impossible")
RESULTS = (*DECIDED, *ENDED, "withdrawn", "")
"""Every result a request can be counted under; empty while it is pending."""

OBJECTION_RESULTS = ("upheld", "partly_upheld", "dismissed", "rejected", "withdrawn", "")

Key = TypeVar("Key")


@dataclass(frozen=True)
class Request:
    """What is counted of a request. `due_on` is the last day to decide, `None` where no clock ran."""

    agency: str
    received_on: date
    result: str = ""
    concluded_on: date | None = None
    due_on: date | None = None
    extended: bool = False


@dataclass(frozen=True)
class Cell:
    """Requests of one agency and result received in one month.

    `days` are the working days of the `timed` ones together; `within_10`, `within_20` and `beyond` split
    these by days.
    """

    year: int
    month: int
    agency: str
    result: str
    requests: int = 0
    extended: int = 0
    judged: int = 0
    in_time: int = 0
    timed: int = 0
    days: int = 0
    within_10: int = 0
    within_20: int = 0
    beyond: int = 0


@dataclass(frozen=True)
class GroundCell:
    """Requests received in a month at an agency of which something was withheld under an item of Art 9(1)."""

    year: int
    month: int
    agency: str
    ground: int
    requests: int


@dataclass(frozen=True)
class ObjectionCell:
    """Objections filed in a month at an agency, by result; `in_time` among the `judged` ones."""

    year: int
    month: int
    agency: str
    result: str
    objections: int = 0
    judged: int = 0
    in_time: int = 0


AnyCell = TypeVar("AnyCell", Cell, GroundCell, ObjectionCell)


@dataclass(frozen=True)
class Cells:
    """All that is counted."""

    requests: tuple[Cell, ...] = ()
    grounds: tuple[GroundCell, ...] = ()
    objections: tuple[ObjectionCell, ...] = ()

    def of(self, year: int | None = None, month: int | None = None, agency: str = "") -> Cells:
        """The cells of a year, a month of it, an agency."""

        def chosen(cells: tuple[AnyCell, ...]) -> tuple[AnyCell, ...]:
            return tuple(
                cell
                for cell in cells
                if year in (None, cell.year) and month in (None, cell.month) and agency in ("", cell.agency)
            )

        return Cells(chosen(self.requests), chosen(self.grounds), chosen(self.objections))


@dataclass(frozen=True)
class Figures:
    """Sums over requests."""

    received: int
    results: Mapping[str, int]
    extended: int
    judged: int
    in_time: int
    timed: int
    days: int
    within_10: int
    within_20: int
    beyond: int

    @property
    def pending(self) -> int:
        """Not concluded yet."""
        return self.results[""]

    @property
    def decided(self) -> int:
        """Concluded by a decision."""
        return sum(self.results[result] for result in DECIDED)

    @property
    def concluded(self) -> int:
        """Concluded by a decision or otherwise; withdrawn ones are not."""
        return self.decided + sum(self.results[result] for result in ENDED)

    @property
    def average_days(self) -> float | None:
        """Working days to a decision."""
        return round(self.days / self.timed, 1) if self.timed else None

    @property
    def in_time_percent(self) -> float | None:
        """Of those that can be judged."""
        return percent(self.in_time, self.judged)

    @property
    def disclosure_percent(self) -> float | None:
        """Disclosed at least in part, of what was decided on its merits."""
        given = self.results["open"] + self.results["immediate"] + self.results["partial"]
        return percent(given, given + self.results["closed"])

    def as_dict(self) -> dict[str, Any]:
        """All of it with plain keys; results under their codes, pending under `pending`."""
        sums = {name: value for name, value in asdict(self).items() if name != "results"}
        named = {result: number for result, number in self.results.items() if result}
        return {
            **sums,
            **named,
            "pending": self.pending,
            "decided": self.decided,
            "concluded": self.concluded,
            "average_days": self.average_days,
            "in_time_percent": self.in_time_percent,
            "disclosure_percent": self.disclosure_percent,
        }


def figures(cells: Iterable[Cell]) -> Figures:
    """The sums of the cells."""
    results: dict[str, int] = dict.fromkeys(RESULTS, 0)
    sums = {field.name: 0 for field in fields(Figures) if field.name not in ("received", "results")}
    for cell in cells:
        results[cell.result if cell.result in results else ""] += cell.requests
        for name in sums:
            sums[name] += getattr(cell, name)
    return Figures(received=sum(results.values()), results=results, **sums)


def grouped(cells: Iterable[AnyCell], key: Callable[[AnyCell], Key]) -> dict[Key, list[AnyCell]]:
    """The cells by a key, the keys in their order."""
    groups: dict[Key, list[AnyCell]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    return {name: groups[name] for name in sorted(groups)}  # pyright: ignore[reportArgumentType]


def objection_figures(cells: Iterable[ObjectionCell]) -> dict[str, Any]:
    """Objections by result, pending ones under `pending`, and how many of the judged were in time."""
    results: dict[str, int] = dict.fromkeys(OBJECTION_RESULTS, 0)
    judged = in_time = 0
    for cell in cells:
        results[cell.result] += cell.objections
        judged, in_time = judged + cell.judged, in_time + cell.in_time
    pending = results.pop("")
    return {
        "filed": pending + sum(results.values()),
        **results,
        "pending": pending,
        "judged": judged,
        "in_time": in_time,
        "in_time_percent": percent(in_time, judged),
    }


def cells_of(requests: Iterable[Request], calendar: Calendar) -> list[Cell]:
    """The cells of single requests: what the SQL of `statistics_query` has to come to."""
    found: dict[tuple[int, int, str, str], dict[str, int]] = {}
    for request in requests:
        place = (request.received_on.year, request.received_on.month, request.agency, request.result)
        sums = found.setdefault(place, {})
        for name, number in measures(request, calendar).items():
            sums[name] = sums.get(name, 0) + number
    return [Cell(*place, **sums) for place, sums in sorted(found.items())]


def measures(request: Request, calendar: Calendar) -> dict[str, int]:
    """What one request adds to its cell."""
    concluded = request.result not in ("", "withdrawn") and request.concluded_on is not None
    judged = concluded and request.due_on is not None
    timed = concluded and request.result in DECIDED
    days = days_taken(request.received_on, request.concluded_on, calendar) if timed else 0  # pyright: ignore[reportArgumentType]
    return {
        "requests": 1,
        "extended": int(request.extended),
        "judged": int(judged),
        "in_time": int(judged and request.concluded_on <= request.due_on),  # pyright: ignore[reportOperatorIssue]
        "timed": int(timed),
        "days": days,
        "within_10": int(timed and days <= 10),
        "within_20": int(timed and 10 < days <= 20),
        "beyond": int(timed and days > 20),
    }


def days_taken(received_on: date, concluded_on: date, calendar: Calendar) -> int:
    """Working days from one day to the other, both counted; one at least."""
    days = (received_on + ONE_DAY * number for number in range((concluded_on - received_on).days + 1))
    return max(1, sum(calendar.day_off(day) is None for day in days))


def percent(part: int, whole: int) -> float | None:
    """A share in percent to one place; nothing of nothing."""
    return round(100 * part / whole, 1) if whole else None
