"""Whether everything that came in is stored and found: counts by agency and day of production.

What came in and was stored is counted while lists are loaded, in the same transactions; what is found is one
question to the index, however large the archive is. It says how many records are missing; which ones, a
comparison of the whole database with the whole index must tell.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ckan import model
from ckan.common import config
from ckan.lib.search.common import make_connection
from ckan.lib.search.query import solr_literal

from ckanext.seoulsquare.ingest.bulk import runs
from ckanext.seoulsquare.ingest.bulk.tables import DAYS

LONGEST = 31
"""Days that are compared at once."""


@dataclass(frozen=True)
class Count:
    """Records of an agency, produced on a day, that came in by lists, were stored, and are in the index.

    Records entered by hand are in the index, but in no list: more in the index than stored is no gap.
    """

    agency: str
    title: str
    day: dt.date
    received: int
    stored: int
    indexed: int

    @property
    def refused(self) -> int:
        """How many came in and were refused; the list that had them names them."""
        return self.received - self.stored

    @property
    def missing(self) -> int:
        """How many are stored and not found."""
        return max(0, self.stored - self.indexed)

    @property
    def complete(self) -> bool:
        """Whether all that came in is stored and found."""
        return not (self.refused or self.missing)


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: dt.date
    end: dt.date

    @classmethod
    def ending(cls, end: dt.date, days: int = LONGEST) -> Period:
        """The period of so many days that ends with this one."""
        return cls(end - dt.timedelta(days=days - 1), end)

    @classmethod
    def of_texts(cls, start: str, end: str) -> Period:
        """A period from ISO dates, of which either may be empty; the newest days that lists had without both.

        Raises ValueError for other texts and for a period that ends before it starts or is too long.
        """
        if not start and not end:
            return cls.ending(newest_day())
        if not end:
            first = dt.date.fromisoformat(start)
            return cls(first, first + dt.timedelta(days=LONGEST - 1))
        last = dt.date.fromisoformat(end)
        period = cls(dt.date.fromisoformat(start), last) if start else cls.ending(last)
        if not 0 <= (period.end - period.start).days < LONGEST:
            raise ValueError
        return period


def newest_day() -> dt.date:
    """The newest day of production that a list had; today where there was no list."""
    return model.Session.scalar(sa.select(sa.func.max(DAYS.c.day))) or dt.datetime.now(dt.UTC).date()


def counts(period: Period, agency: str = "") -> list[Count]:
    """Counts for each agency and day that lists had, by day and title; of one agency if its name is given."""
    organization = model.Group.get(agency) if agency else None
    if agency and organization is None:
        return []
    rows = runs.days(period.start, period.end, organization.id if organization else None)
    names = _names({row["organization_id"] for row in rows})
    indexed = _indexed(period)
    found = []
    for row in rows:
        name, title = names.get(row["organization_id"], (row["organization_id"], row["organization_id"]))
        found.append(
            Count(name, title, row["day"], row["received"], row["stored"], indexed.get((name, row["day"]), 0))
        )
    return sorted(found, key=lambda count: (count.day, count.title))


def by_day(found: Iterable[Count]) -> list[Count]:
    """Sums of all agencies for each day, newest first. A gap of one agency is not made up for by another."""
    sums: dict[dt.date, list[int]] = {}
    for count in found:
        day = sums.setdefault(count.day, [0, 0, 0])
        for place, number in enumerate((count.received, count.stored, count.stored - count.missing)):
            day[place] += number
    return [Count("", "", day, *sums[day]) for day in sorted(sums, reverse=True)]


def _names(ids: set[str]) -> dict[str, tuple[str, str]]:
    query = sa.select(model.Group.id, model.Group.name, model.Group.title).where(model.Group.id.in_(ids))
    return {row.id: (row.name, row.title or row.name) for row in model.Session.execute(query)}


def _indexed(period: Period) -> dict[tuple[str, dt.date], int]:
    """Records in the index by name of agency and day, seen by everyone or not."""
    days = {"type": "terms", "field": "production_date", "limit": LONGEST}
    agencies = {"type": "terms", "field": "organization", "limit": -1, "facet": {"days": days}}
    answer: Any = make_connection(decode_dates=False).search(
        "*:*",
        rows=0,
        fq=[
            f"site_id:{solr_literal(config['ckan.site_id'])}",
            "entity_type:package",
            "state:active",
            f"production_date:[{period.start}T00:00:00Z TO {period.end}T23:59:59Z]",
        ],
        **{"json.facet": json.dumps({"agencies": agencies})},
    )
    return {
        (agency["val"], dt.date.fromisoformat(day["val"][:10])): day["count"]
        for agency in answer.raw_response["facets"].get("agencies", {}).get("buckets", [])
        for day in agency["days"]["buckets"]
    }
