"""The record of loads: what was loaded, by whom, how far it came; and whether its process still lives.

Written over a connection of its own, so that progress is seen while the load's transactions are open. That
connection also holds an advisory lock for the time of the run: PostgreSQL lets go of it when the process dies
in whatever way, so a run whose lock is free and that did not finish was interrupted.
"""

from __future__ import annotations

import getpass
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.ingest.bulk.tables import DAYS, RUNS
from ckanext.seoulsquare.ingest.records import Outcome
from ckanext.seoulsquare.ingest.report import Report

LOCK = 0x5E0
"""First key of the advisory locks; the second is the run's number."""

_BEAT = 2.0
"""Seconds between two notes of progress."""


class Run:
    """A load at work."""

    def __init__(self, connection: sa.Connection, number: int, report: Report) -> None:
        self.connection = connection
        self.number = number
        self.beaten = 0.0
        # One report may be kept for several files.
        self.read_before = report.read
        self.counts_before = report.counts.copy()

    def beat(self, state: str, report: Report) -> None:
        """Note progress, at most every other second."""
        if time.monotonic() - self.beaten > _BEAT:
            self.note(state, report)

    def note(self, state: str, report: Report, **more: Any) -> None:
        """Note state and counts now."""
        counts = {outcome.value: report.counts[outcome] - self.counts_before[outcome] for outcome in Outcome}
        read = report.read - self.read_before
        self.connection.execute(
            sa.update(RUNS)
            .where(RUNS.c.id == self.number)
            .values(state=state, read=read, heartbeat=sa.func.clock_timestamp(), **counts, **more)
        )
        self.beaten = time.monotonic()


@contextmanager
def recorded(path: Path, door: str, report: Report) -> Iterator[Run]:
    """Record the load of a file: `done` when the block ends, `failed` with the error when it raises."""
    with _autocommit() as connection:
        number = connection.execute(
            sa.insert(RUNS)
            .values(
                source=path.name,
                checksum=_checksum(path),
                size=path.stat().st_size if path.is_file() else 0,
                door=door,
                started_by=getpass.getuser(),
                state="reading",
            )
            .returning(RUNS.c.id)
        ).scalar_one()
        connection.execute(sa.select(sa.func.pg_advisory_lock(LOCK, number)))
        run = Run(connection, number, report)
        try:
            yield run
        except BaseException as error:
            run.note("failed", report, error=str(error)[:2000], finished=sa.func.clock_timestamp())
            raise
        else:
            run.note("done", report, finished=sa.func.clock_timestamp())
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(LOCK, number)))


def alive() -> set[int]:
    """Numbers of the runs whose processes live."""
    rows = model.Session.execute(
        sa.text(
            "SELECT objid::int AS number FROM pg_locks WHERE locktype = 'advisory' AND classid = :lock"
            " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        {"lock": LOCK},
    )
    return {row.number for row in rows}


def latest(limit: int = 50) -> list[dict[str, Any]]:
    """The latest runs, newest first; one that died has the state `interrupted`."""
    living = alive()
    rows = model.Session.execute(sa.select(RUNS).order_by(RUNS.c.id.desc()).limit(limit))
    result = []
    for row in rows:
        run = dict(row._mapping)
        if run["finished"] is None and run["id"] not in living:
            run["state"] = "interrupted"
        result.append(run)
    return result


def days(since: date, until: date, organization_id: str | None = None) -> list[dict[str, Any]]:
    """What came in, by agency and day on which the records were produced, both days included.

    Rows have `organization_id`, `day`, `stored` (records that exist because of lists), `rejected` (in the
    newest load that had records of that day) and `received`, their sum.
    """
    newest = (
        sa.select(DAYS.c.organization_id, DAYS.c.day, DAYS.c.rejected)
        .distinct(DAYS.c.organization_id, DAYS.c.day)
        .order_by(DAYS.c.organization_id, DAYS.c.day, DAYS.c.run_id.desc())
        .subquery()
    )
    query = (
        sa.select(
            DAYS.c.organization_id,
            DAYS.c.day,
            sa.func.sum(DAYS.c.created).label("stored"),
            newest.c.rejected,
            (sa.func.sum(DAYS.c.created) + newest.c.rejected).label("received"),
        )
        .join(newest, sa.and_(newest.c.organization_id == DAYS.c.organization_id, newest.c.day == DAYS.c.day))
        .where(DAYS.c.day.between(since, until))
        .group_by(DAYS.c.organization_id, DAYS.c.day, newest.c.rejected)
        .order_by(DAYS.c.day, DAYS.c.organization_id)
    )
    if organization_id:
        query = query.where(DAYS.c.organization_id == organization_id)
    return [dict(row._mapping) for row in model.Session.execute(query)]


@contextmanager
def _autocommit() -> Iterator[sa.Connection]:
    with model.Session.get_bind().engine.connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def _checksum(path: Path) -> str:
    """SHA-256 of a file; empty where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
