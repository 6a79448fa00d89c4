"""Counting the requests in PostgreSQL, into the cells of `statistics`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.law import Calendar
from ckanext.seoulsquare.disclosure.statistics import DECIDED, Cell, Cells, GroundCell, ObjectionCell

_RECEIVED = "(coalesce(c.received_at, c.filed_at) AT TIME ZONE 'Asia/Seoul')::date"
_COUNTED = "c.receipt_number IS NOT NULL AND c.request NOT IN ('draft', 'unconfirmed')"

_SPAN = sa.text(
    f"SELECT min({_RECEIVED}), max(greatest({_RECEIVED}, c.decided_on, c.closed_on,"  # noqa: S608 - constants
    " (SELECT max(k.stopped_on) FROM seoulsquare_disclosure_clocks k WHERE k.case_id = c.id)))"
    f" FROM seoulsquare_disclosure_cases c WHERE {_COUNTED}"
)

# The last clock of the decision says when it was due and when it was made: a decision made anew after an
# objection does not count again.
_REQUESTS = sa.text(
    f"""
    WITH calendar(day, before, until) AS (
      SELECT * FROM unnest(cast(:days AS date[]), cast(:before AS int[]), cast(:until AS int[]))
    ), clock AS (
      SELECT DISTINCT ON (case_id) case_id, due, stopped_on
      FROM seoulsquare_disclosure_clocks
      WHERE clock IN ('decision', 'extension')
      ORDER BY case_id, due DESC
    ), request AS (
      SELECT {_RECEIVED} AS received, c.agency_id AS agency, c.result, c.extended, clock.due,
             CASE WHEN c.result NOT IN ('', 'withdrawn')
                  THEN coalesce(clock.stopped_on, c.decided_on, c.closed_on) END AS concluded
      FROM seoulsquare_disclosure_cases c LEFT JOIN clock ON clock.case_id = c.id
      WHERE {_COUNTED}
    ), measured AS (
      SELECT request.*, concluded IS NOT NULL AND due IS NOT NULL AS judged,
             CASE WHEN result IN :decided THEN greatest(1, finish.until - start.before) END AS days
      FROM request
      LEFT JOIN calendar start ON start.day = request.received
      LEFT JOIN calendar finish ON finish.day = request.concluded
    )
    SELECT extract(year FROM received)::int AS year, extract(month FROM received)::int AS month,
           agency, result,
           count(*) AS requests,
           count(*) FILTER (WHERE extended) AS extended,
           count(*) FILTER (WHERE judged) AS judged,
           count(*) FILTER (WHERE judged AND concluded <= due) AS in_time,
           count(days) AS timed,
           coalesce(sum(days), 0)::int AS days,
           count(*) FILTER (WHERE days <= 10) AS within_10,
           count(*) FILTER (WHERE days > 10 AND days <= 20) AS within_20,
           count(*) FILTER (WHERE days > 20) AS beyond
    FROM measured GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    """  # noqa: S608 - constants
).bindparams(sa.bindparam("decided", DECIDED, expanding=True))

_GROUNDS = sa.text(
    f"""
    SELECT extract(year FROM {_RECEIVED})::int AS year, extract(month FROM {_RECEIVED})::int AS month,
           c.agency_id AS agency, ground::int AS ground, count(DISTINCT c.id) AS requests
    FROM seoulsquare_disclosure_cases c
    JOIN seoulsquare_disclosure_items i ON i.case_id = c.id AND i.result IN ('partial', 'closed')
    CROSS JOIN jsonb_array_elements_text(i.grounds) ground
    WHERE {_COUNTED} AND c.result IN ('partial', 'closed')
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    """  # noqa: S608 - constants
)

_OBJECTIONS = sa.text(
    """
    WITH clock AS (
      SELECT case_id, party_id, started, max(due) AS due
      FROM seoulsquare_disclosure_clocks
      WHERE clock IN ('objection-decision', 'objection-extension')
      GROUP BY case_id, party_id, started
    ), objection AS (
      SELECT o.filed_on, c.agency_id AS agency, o.result,
             o.decided_on IS NOT NULL AND o.result <> 'withdrawn' AND clock.due IS NOT NULL AS judged,
             o.decided_on <= clock.due AS in_time
      FROM seoulsquare_disclosure_objections o
      JOIN seoulsquare_disclosure_cases c ON c.id = o.case_id
      LEFT JOIN clock ON clock.case_id = o.case_id AND clock.party_id = o.party_id
           AND clock.started = o.filed_on
    )
    SELECT extract(year FROM filed_on)::int AS year, extract(month FROM filed_on)::int AS month,
           agency, result,
           count(*) AS objections,
           count(*) FILTER (WHERE judged) AS judged,
           count(*) FILTER (WHERE judged AND in_time) AS in_time
    FROM objection GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    """
)


def read_cells(calendar: Calendar) -> Cells:
    """Everything that is counted, as of now; agencies by name, by id where they are gone."""
    first, last = Session.execute(_SPAN).one()
    if first is None:
        return Cells()
    names = dict(Session.execute(sa.select(core.Group.id, core.Group.name)).tuples().all())
    days = _numbered(first, last, calendar)
    return Cells(
        tuple(Cell(**row) for row in _rows(_REQUESTS, names, **days)),
        tuple(GroundCell(**row) for row in _rows(_GROUNDS, names)),
        tuple(ObjectionCell(**row) for row in _rows(_OBJECTIONS, names)),
    )


def _rows(query: sa.TextClause, names: Mapping[str, str], **values: Any) -> list[dict[str, Any]]:
    found = Session.execute(query, values).mappings()
    return [{**row, "agency": names.get(row["agency"], row["agency"])} for row in found]


def _numbered(first: date, last: date, calendar: Calendar) -> dict[str, list[Any]]:
    """Each day with the number of working days before it and up to it, so that SQL can count by
    subtracting.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    before, until, passed = [], [], 0
    for day in days:
        before.append(passed)
        passed += calendar.day_off(day) is None
        until.append(passed)
    return {"days": days, "before": before, "until": until}
