"""Days that the agency set, and receipt numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.clock import now

from .columns import Moment, text


class Holiday(tk.BaseModel):
    """A day off that the calendar lacks (`added`), or a public holiday that is a working day."""

    __tablename__ = "seoulsquare_disclosure_holidays"

    day: Mapped[dt.date] = mapped_column(sa.Date, primary_key=True)
    added: Mapped[bool] = mapped_column(sa.Boolean, nullable=False)
    name: Mapped[str] = text()
    set_by: Mapped[str] = text()
    set_at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False, default=now, onupdate=now)

    @classmethod
    def every(cls) -> Sequence[Holiday]:
        """All of them, earliest first."""
        return Session.scalars(sa.select(cls).order_by(cls.day)).all()


class Number(tk.BaseModel):
    """The last receipt number given in a year; numbers leave no gap, so a case that vanished shows."""

    __tablename__ = "seoulsquare_disclosure_numbers"

    year: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(sa.Integer, nullable=False)

    @classmethod
    def following(cls, year: int) -> str:
        """The year's next receipt number, `2026-0000123`; taken when the transaction commits."""
        taken = insert(cls).values(year=year, last=1)
        taken = taken.on_conflict_do_update(index_elements=["year"], set_={"last": cls.last + 1})
        number = Session.scalars(taken.returning(cls.last)).one()
        return f"{year}-{number:07}"
