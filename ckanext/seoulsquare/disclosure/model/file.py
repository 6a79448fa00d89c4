"""Attachments and answers; the bytes are in the private storage."""

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

from .columns import Moment, key, listed, number, of_case, text


class CaseFile(tk.BaseModel):  # CKAN names a model of its own "File", and finds it by that name
    """A file of a case; kinds in docs/disclosure.md. `sealed` holds its `name`, `location` is its place in
    the storage.
    """

    __tablename__ = "seoulsquare_disclosure_files"

    id: Mapped[str] = key()
    case_id: Mapped[str] = of_case()
    party_id: Mapped[str] = text()
    item_id: Mapped[str] = text()
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    sealed: Mapped[Any] = mapped_column(Sealed, nullable=True)
    location: Mapped[str] = text()
    size: Mapped[int] = mapped_column(sa.BigInteger, nullable=False)
    mimetype: Mapped[str] = text()
    digest: Mapped[str] = text()
    uploaded_at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False, default=now)
    uploaded_by: Mapped[str] = text()
    screening: Mapped[str] = mapped_column(sa.Text, nullable=False, default="waiting")
    findings: Mapped[list[Any]] = listed()
    released_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    expires_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    removed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    downloads: Mapped[int] = number()
    downloaded_at: Mapped[dt.datetime | None] = mapped_column(Moment)

    __table_args__ = (
        sa.Index("seoulsquare_disclosure_files_case", "case_id", "kind"),
        sa.Index(
            "seoulsquare_disclosure_files_expires",
            "expires_on",
            postgresql_where=sa.text("removed_at IS NULL"),
        ),
    )

    @property
    def name(self) -> str:
        """The file's name, empty once it was erased."""
        return (self.sealed or {}).get("name", "")

    @classmethod
    def of(cls, case_id: str, kind: str | None = None) -> Sequence[CaseFile]:
        """A case's files that were not removed, oldest first."""
        query = sa.select(cls).where(cls.case_id == case_id, cls.removed_at.is_(None))
        if kind:
            query = query.where(cls.kind == kind)
        return Session.scalars(query.order_by(cls.uploaded_at, cls.id)).all()
