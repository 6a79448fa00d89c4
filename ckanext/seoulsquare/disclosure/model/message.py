"""The outbox of mails."""

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

from .columns import Moment, key, number, of_case, text


class Message(tk.BaseModel):
    """A mail that waits or went. `sealed` holds recipient, subject and body until it was sent; then it is
    emptied.

    `once` is unique: a reminder that is made again by a second daily run stays one.
    """

    __tablename__ = "seoulsquare_disclosure_messages"

    id: Mapped[str] = key()
    case_id: Mapped[str] = of_case()
    party_id: Mapped[str] = text()
    recipient: Mapped[str] = mapped_column(sa.Text, nullable=False)
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    form: Mapped[str] = text()
    once: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    state: Mapped[str] = mapped_column(sa.Text, nullable=False, default="waiting")
    attempts: Mapped[int] = number()
    error: Mapped[str] = text()
    created_at: Mapped[dt.datetime] = mapped_column(Moment, nullable=False, default=now)
    sent_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    sealed: Mapped[Any] = mapped_column(Sealed, nullable=True)

    __table_args__ = (
        sa.Index("seoulsquare_disclosure_messages_case", "case_id"),
        sa.Index(
            "seoulsquare_disclosure_messages_waiting",
            "created_at",
            postgresql_where=sa.text("state = 'waiting'"),
        ),
    )

    @classmethod
    def waiting(cls, limit: int) -> Sequence[Message]:
        """The oldest mails that wait, held for this transaction; those that another one holds are passed
        over.
        """
        query = sa.select(cls).where(cls.state == "waiting").order_by(cls.created_at).limit(limit)
        return Session.scalars(query.with_for_update(skip_locked=True)).all()

    @classmethod
    def of(cls, case_id: str) -> Sequence[Message]:
        """A case's mails, newest first."""
        return Session.scalars(
            sa.select(cls).where(cls.case_id == case_id).order_by(cls.created_at.desc())
        ).all()
