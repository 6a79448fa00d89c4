"""A request, its items and its clocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.clock import now
from ckanext.seoulsquare.disclosure.crypto import Sealed

from .columns import Moment, flag, key, listed, mapping, number, of_case, text


class Case(tk.BaseModel):
    """A disclosure request: the states of its tracks, its facts and dates.

    `sealed` holds `content` and `other_method`, which are the requester's own words. `person` is the keyed
    hash of the requester's e-mail address, by which one person's requests are found. `due_on` is the
    nearest day on which the agency owes something. `events` and `chain` are the number and the hash of the
    last event.
    """

    __tablename__ = "seoulsquare_disclosure_cases"

    id: Mapped[str] = key()
    receipt_number: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    version: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False, default=now)
    changed_at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False, default=now, onupdate=now)

    request: Mapped[str] = mapped_column(sa.Text, nullable=False, default="draft")
    council: Mapped[str] = mapped_column(sa.Text, nullable=False, default="idle")
    objection: Mapped[str] = mapped_column(sa.Text, nullable=False, default="none")
    extended: Mapped[bool] = flag()
    objection_extended: Mapped[bool] = flag()
    objection_heard: Mapped[bool] = flag()
    reopened: Mapped[bool] = flag()
    review_end_told: Mapped[bool] = flag()

    agency_id: Mapped[str] = text()
    department: Mapped[str] = text()
    officer_id: Mapped[str] = text()
    user_id: Mapped[str] = text()
    written_by: Mapped[str] = text()
    person: Mapped[str] = text()
    channel: Mapped[str] = mapped_column(sa.Text, nullable=False, default="online")
    language: Mapped[str] = mapped_column(sa.Text, nullable=False, default="ko")

    title: Mapped[str] = text()
    sealed: Mapped[Any] = mapped_column(Sealed, nullable=True)
    document_id: Mapped[str] = text()
    disclosure_methods: Mapped[list[str]] = listed()
    receipt_methods: Mapped[list[str]] = listed()
    fee_reduction: Mapped[dict[str, Any]] = mapping()
    earlier_case_id: Mapped[str] = text()

    filed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    received_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    decided_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    notified_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    disclosure_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    disclosed_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    closed_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    due_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    place: Mapped[str] = text()
    result: Mapped[str] = text()
    extension: Mapped[dict[str, Any]] = mapping()
    approval: Mapped[dict[str, Any]] = mapping()
    remarks: Mapped[dict[str, Any]] = mapping()
    fee: Mapped[dict[str, Any]] = mapping()
    fee_total: Mapped[int] = number()
    fee_paid: Mapped[int] = number()
    transferred_from: Mapped[str] = text()
    transferred_to: Mapped[dict[str, Any]] = mapping()
    merged_into: Mapped[str] = text()
    rating: Mapped[int | None] = mapped_column(sa.Integer)
    package_id: Mapped[str] = text()
    erased_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    events: Mapped[int] = number()
    chain: Mapped[str] = text()

    __table_args__ = (
        sa.Index("seoulsquare_disclosure_cases_due", "agency_id", "due_on"),
        sa.Index("seoulsquare_disclosure_cases_filed", "agency_id", "filed_at"),
        sa.Index(
            "seoulsquare_disclosure_cases_running",
            "agency_id",
            "due_on",
            postgresql_where=sa.text("closed_on IS NULL OR due_on IS NOT NULL"),
        ),
        sa.Index("seoulsquare_disclosure_cases_state", "agency_id", "request", "due_on"),
        *(
            sa.Index(
                f"seoulsquare_disclosure_cases_{column}", column, postgresql_where=sa.text(f"{column} <> ''")
            )
            for column in ("user_id", "person", "document_id", "merged_into")
        ),
    )

    @classmethod
    def locked(cls, case_id: str) -> Case | None:
        """The case as it is now, held against changes by others until the transaction ends."""
        query = sa.select(cls).where(cls.id == case_id).with_for_update()
        return Session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    @classmethod
    def named(cls, name: str) -> Case | None:
        """The case with this id or receipt number."""
        return Session.scalars(
            sa.select(cls).where(sa.or_(cls.id == name, cls.receipt_number == name))
        ).one_or_none()

    @classmethod
    def followers(cls, case_id: str) -> Sequence[Case]:
        """The cases that were merged into this one."""
        return Session.scalars(sa.select(cls).where(cls.merged_into == case_id).order_by(cls.filed_at)).all()

    @property
    def fee_owed(self) -> int:
        """Won that are still to be paid."""
        return max(self.fee_total - self.fee_paid, 0)


class Item(tk.BaseModel):
    """A requested item and what was decided on it; `sealed` holds its `text`, the requester's words."""

    __tablename__ = "seoulsquare_disclosure_items"

    id: Mapped[str] = key()
    case_id: Mapped[str] = of_case()
    position: Mapped[int] = number()
    sealed: Mapped[Any] = mapped_column(Sealed, nullable=True)
    result: Mapped[str | None] = mapped_column(sa.Text)
    grounds: Mapped[list[int]] = listed()
    reason: Mapped[str] = text()
    in_review: Mapped[bool] = flag()
    review_stage: Mapped[str] = text()
    review_ends: Mapped[dt.date | None] = mapped_column(sa.Date)
    documents: Mapped[list[str]] = listed()

    __table_args__ = (sa.Index("seoulsquare_disclosure_items_case", "case_id", "position"),)

    @classmethod
    def of(cls, case_id: str) -> Sequence[Item]:
        """A case's items in their order."""
        return Session.scalars(sa.select(cls).where(cls.case_id == case_id).order_by(cls.position)).all()


class Clock(tk.BaseModel):
    """A period of the law that runs or ran for a case, or for a third party of it.

    `started` is the day of the event, `moment` the time of receipt where the office hours count, `amount`
    the days of a shortened extension. `stopped_on` is empty while it runs.
    """

    __tablename__ = "seoulsquare_disclosure_clocks"

    id: Mapped[str] = key()
    case_id: Mapped[str] = of_case()
    party_id: Mapped[str] = text()
    clock: Mapped[str] = mapped_column(sa.Text, nullable=False)
    started: Mapped[dt.date] = mapped_column(sa.Date, nullable=False)
    moment: Mapped[dt.datetime | None] = mapped_column(Moment)
    amount: Mapped[int | None] = mapped_column(sa.Integer)
    due: Mapped[dt.date] = mapped_column(sa.Date, nullable=False)
    stopped_on: Mapped[dt.date | None] = mapped_column(sa.Date)

    __table_args__ = (
        sa.Index("seoulsquare_disclosure_clocks_case", "case_id"),
        sa.Index(
            "seoulsquare_disclosure_clocks_due",
            "due",
            "clock",
            postgresql_where=sa.text("stopped_on IS NULL"),
        ),
    )

    @classmethod
    def of(cls, case_id: str) -> Sequence[Clock]:
        """A case's clocks, running ones first, then as they were due."""
        order = (cls.stopped_on.isnot(None), cls.due, cls.clock)
        return Session.scalars(sa.select(cls).where(cls.case_id == case_id).order_by(*order)).all()

    @classmethod
    def running(cls, case_id: str) -> Sequence[Clock]:
        """A case's clocks that run."""
        return Session.scalars(
            sa.select(cls).where(cls.case_id == case_id, cls.stopped_on.is_(None)).order_by(cls.due)
        ).all()
