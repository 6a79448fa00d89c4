"""What officers decided about files, all of it; the file itself keeps the decision that counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk
from ckan import model


class Decision(tk.BaseModel):
    """One decision about the file that a resource had then; "" takes the one before back."""

    __tablename__ = "seoulsquare_previews_decisions"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    resource_id: Mapped[str] = mapped_column(sa.Text)
    content_hash: Mapped[str] = mapped_column(sa.Text)
    decision: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    user_id: Mapped[str] = mapped_column(sa.Text)
    decided_at: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now())

    @classmethod
    def of(cls, resource_ids: Collection[str]) -> Sequence[Self]:
        """All decisions about these resources, the newest first."""
        query = sa.select(cls).where(cls.resource_id.in_(resource_ids)).order_by(cls.id.desc())
        return model.Session.scalars(query).all()
