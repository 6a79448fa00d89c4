"""What happened in a case: rows that are only added, each chained to the one before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ckan.model.meta import Session

from .columns import Moment


class _Apart(DeclarativeBase):
    """CKAN empties every table of its own metadata when it rebuilds a database; this one may not be
    emptied.
    """


class Event(_Apart):
    """An event; a trigger refuses UPDATE, DELETE and TRUNCATE.

    No personal data: requesters and third parties are named by their role and party id alone, their words
    are in sealed columns elsewhere. `audience` lists the roles that may read it, `internal` is for staff
    only.
    """

    __tablename__ = "seoulsquare_disclosure_events"

    case_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False)
    actor_role: Mapped[str] = mapped_column(sa.Text, nullable=False)
    actor_id: Mapped[str] = mapped_column(sa.Text, nullable=False)
    action: Mapped[str] = mapped_column(sa.Text, nullable=False)
    track: Mapped[str] = mapped_column(sa.Text, nullable=False)
    before: Mapped[str] = mapped_column(sa.Text, nullable=False)
    after: Mapped[str] = mapped_column(sa.Text, nullable=False)
    party_id: Mapped[str] = mapped_column(sa.Text, nullable=False)
    form: Mapped[str] = mapped_column(sa.Text, nullable=False)
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, nullable=False)
    internal: Mapped[dict[str, Any]] = mapped_column(JSONB, nullable=False)
    audience: Mapped[list[str]] = mapped_column(JSONB, nullable=False)
    previous: Mapped[str] = mapped_column(sa.Text, nullable=False)
    hash: Mapped[str] = mapped_column(sa.Text, nullable=False)

    @classmethod
    def of(cls, case_id: str) -> Sequence[Event]:
        """A case's events, oldest first."""
        return Session.scalars(sa.select(cls).where(cls.case_id == case_id).order_by(cls.number)).all()

    @classmethod
    def every(cls) -> Iterator[Event]:
        """All events by case and number, read in pieces."""
        query = sa.select(cls).order_by(cls.case_id, cls.number)
        return iter(Session.scalars(query.execution_options(yield_per=1000)))
