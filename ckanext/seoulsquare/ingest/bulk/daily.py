"""Counts of records by agency and day, for the page that shows what came in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.seoulsquare.ingest.bulk.planning import Planner
from ckanext.seoulsquare.ingest.bulk.tables import DAYS
from ckanext.seoulsquare.ingest.records import Outcome, Written

_KEY = ["organization_id", "day", "run_id"]
_COUNTS = tuple(outcome.value for outcome in Outcome)


class Daily:
    """The counts of one run."""

    def __init__(self, run: int) -> None:
        self.run = run

    def add(self, written: Iterable[Written], planner: Planner) -> None:
        """Count records in the session's transaction; those without agency or day are left out."""
        counts: dict[tuple[str, dt.date], Counter[str]] = {}
        for one in written:
            owner, day = planner.owners.get(one.record.name), _day(one.record.fields.get("production_date"))
            if isinstance(owner, str) and day:
                counts.setdefault((owner, day), Counter())[one.outcome.value] += 1
        if not counts:
            return
        statement = insert(DAYS)
        added = {name: DAYS.c[name] + statement.excluded[name] for name in _COUNTS}
        model.Session.execute(
            statement.on_conflict_do_update(index_elements=_KEY, set_=added),
            [
                {
                    "organization_id": owner,
                    "day": day,
                    "run_id": self.run,
                    **{name: count[name] for name in _COUNTS},
                }
                for (owner, day), count in sorted(counts.items())
            ],
        )


def _day(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        return None
