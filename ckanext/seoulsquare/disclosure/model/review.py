"""Objections and what the council reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.crypto import Sealed

from .columns import flag, key, listed, number, of_case, text


class Objection(tk.BaseModel):
    """An objection by the requester, or by the third party `party_id`; `sealed` holds purport and reason."""

    __tablename__ = "seoulsquare_disclosure_objections"

    id: Mapped[str] = key()
    case_id: Mapped[str] = of_case()
    party_id: Mapped[str] = text()
    number: Mapped[int] = number()
    late: Mapped[bool] = flag()
    filed_on: Mapped[dt.date] = mapped_column(sa.Date, nullable=False)
    sealed: Mapped[Any] = mapped_column(Sealed, nullable=True)
    extended: Mapped[bool] = flag()
    extension_reason: Mapped[str] = text()
    decided_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    result: Mapped[str] = text()
    answer: Mapped[str] = text()
    council_exemption: Mapped[str] = text()

    __table_args__ = (sa.Index("seoulsquare_disclosure_objections_case", "case_id", "number"),)

    @classmethod
    def of(cls, case_id: str) -> Sequence[Objection]:
        """A case's objections in the order in which they came."""
        return Session.scalars(sa.select(cls).where(cls.case_id == case_id).order_by(cls.number)).all()


class Review(tk.BaseModel):
    """A referral to the council and its result; `subject` is `request` or `objection`."""

    __tablename__ = "seoulsquare_disclosure_reviews"

    id: Mapped[str] = key()
    case_id: Mapped[str] = of_case()
    number: Mapped[int] = number()
    subject: Mapped[str] = mapped_column(sa.Text, nullable=False)
    question: Mapped[str] = text()
    referred_on: Mapped[dt.date] = mapped_column(sa.Date, nullable=False)
    held_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    members: Mapped[list[str]] = listed()
    result: Mapped[str] = text()
    opinion: Mapped[str] = text()

    __table_args__ = (sa.Index("seoulsquare_disclosure_reviews_case", "case_id", "number"),)

    @classmethod
    def of(cls, case_id: str) -> Sequence[Review]:
        """A case's referrals, oldest first."""
        return Session.scalars(sa.select(cls).where(cls.case_id == case_id).order_by(cls.number)).all()
