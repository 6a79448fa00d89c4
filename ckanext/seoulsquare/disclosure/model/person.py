"""People: who takes part in a case, the secret links they hold, and who read their data."""

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

from .columns import Moment, key, of_case, text


class Party(tk.BaseModel):
    """The requester of a case (`role` "requester") or a third party, whose state is the one of its track.

    `sealed` holds all personal data, a third party's opinion and a requester's comment on the answer.
    """

    __tablename__ = "seoulsquare_disclosure_parties"

    id: Mapped[str] = key()
    case_id: Mapped[str] = of_case()
    role: Mapped[str] = mapped_column(sa.Text, nullable=False)
    state: Mapped[str] = text()
    language: Mapped[str] = mapped_column(sa.Text, nullable=False, default="ko")
    sealed: Mapped[Any] = mapped_column(Sealed, nullable=True)
    created_at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False, default=now)
    notified_on: Mapped[dt.date | None] = mapped_column(sa.Date)

    __table_args__ = (sa.Index("seoulsquare_disclosure_parties_case", "case_id", "role"),)

    @classmethod
    def requester(cls, case_id: str) -> Party:
        """Who asked."""
        return Session.scalars(sa.select(cls).where(cls.case_id == case_id, cls.role == "requester")).one()

    @classmethod
    def third_parties(cls, case_id: str) -> Sequence[Party]:
        """A case's third parties as they were brought in."""
        query = sa.select(cls).where(cls.case_id == case_id, cls.role == "third_party")
        return Session.scalars(query.order_by(cls.created_at, cls.id)).all()

    @property
    def data(self) -> dict[str, Any]:
        """The personal data, empty once they were erased."""
        return self.sealed or {}


class Link(tk.BaseModel):
    """A secret link to one case. Only the hash of its token is kept, so the table opens nothing.

    `purpose`: `follow` (the requester's), `confirm` (proves an e-mail address), `third_party`.
    """

    __tablename__ = "seoulsquare_disclosure_links"

    id: Mapped[str] = key()
    case_id: Mapped[str] = of_case()
    party_id: Mapped[str] = text()
    purpose: Mapped[str] = mapped_column(sa.Text, nullable=False)
    token_hash: Mapped[str] = mapped_column(sa.Text, nullable=False, unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False, default=now)
    expires_at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False)
    used_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Moment)

    __table_args__ = (sa.Index("seoulsquare_disclosure_links_case", "case_id"),)


class Access(tk.BaseModel):
    """A reading of personal data by staff: who, when, what and why."""

    __tablename__ = "seoulsquare_disclosure_accesses"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False, default=now)
    user_id: Mapped[str] = mapped_column(sa.Text, nullable=False)
    role: Mapped[str] = mapped_column(sa.Text, nullable=False)
    case_id: Mapped[str] = mapped_column(sa.Text, nullable=False)
    agency_id: Mapped[str] = text()
    what: Mapped[str] = mapped_column(sa.Text, nullable=False)
    purpose: Mapped[str] = mapped_column(sa.Text, nullable=False)

    __table_args__ = (
        sa.Index("seoulsquare_disclosure_accesses_case", "case_id"),
        sa.Index("seoulsquare_disclosure_accesses_agency", "agency_id", "at"),
    )
