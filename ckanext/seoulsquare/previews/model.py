"""What is known of uploaded files: what was made of each content, and which resource has which content.

Rows of `File` are made by triggers on the table `resource` (see the migration), so that no way in is missed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk
from ckan import model


class Content(tk.BaseModel):
    """What was made of one content, however many resources have it.

    `status` and most of the rest are those of `pipeline.Preview`; `details` are its `missing`, `clipped`,
    `scanned`, `fonts`. `findings` are those of the leak screen, masked. `masked`: a masked copy exists.
    """

    __tablename__ = "seoulsquare_previews_contents"

    content_hash: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    status: Mapped[str] = mapped_column(sa.Text)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    format: Mapped[str] = mapped_column(sa.Text, default="")
    reader: Mapped[str] = mapped_column(sa.Text, default="")
    renderer: Mapped[str] = mapped_column(sa.Text, default="")
    pages: Mapped[int] = mapped_column(sa.Integer, default=0)
    characters: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    verdict: Mapped[str] = mapped_column(sa.Text)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    masked: Mapped[bool] = mapped_column(sa.Boolean, default=False)
    version: Mapped[int] = mapped_column(sa.Integer)
    made: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True))
    seconds: Mapped[float] = mapped_column(sa.Float, default=0.0)

    @classmethod
    def get(cls, content_hash: str) -> Self | None:
        """What was made of a content."""
        return model.Session.get(cls, content_hash) if content_hash else None

    @classmethod
    def unused(cls) -> Sequence[str]:
        """Hashes of contents that no resource has any more."""
        used = sa.select(File.content_hash).where(File.content_hash == cls.content_hash)
        return model.Session.scalars(sa.select(cls.content_hash).where(~used.exists())).all()


class File(tk.BaseModel):
    """An uploaded file of a resource: whether it was looked at, what was found, what an officer decided.

    `state`: waiting, made, failed (given up; `error` says why) or skipped (not opened on purpose).
    `verdict`: "" while unknown, then clear, warn, block or unreadable. `decision`: "", publish, masked or
    withhold. `fingerprint` tells whether the stored file is still the one that was looked at.
    """

    __tablename__ = "seoulsquare_previews_files"

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    package_id: Mapped[str] = mapped_column(sa.Text)
    content_hash: Mapped[str] = mapped_column(sa.Text, default="")
    fingerprint: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[str] = mapped_column(sa.Text, default="waiting")
    verdict: Mapped[str] = mapped_column(sa.Text, default="")
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    decision: Mapped[str] = mapped_column(sa.Text, default="")
    decided_by: Mapped[str] = mapped_column(sa.Text, default="")
    decided_at: Mapped[dt.datetime | None] = mapped_column(sa.DateTime(timezone=True))
    screened_at: Mapped[dt.datetime | None] = mapped_column(sa.DateTime(timezone=True))
    priority: Mapped[int] = mapped_column(sa.Integer, default=0)
    attempts: Mapped[int] = mapped_column(sa.Integer, default=0)
    error: Mapped[str] = mapped_column(sa.Text, default="")
    noted_at: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True))

    @classmethod
    def get(cls, resource_id: str) -> Self | None:
        """The upload of a resource."""
        return model.Session.get(cls, resource_id)

    @classmethod
    def of(cls, resource_ids: Collection[str]) -> Sequence[Self]:
        """The uploads of these resources."""
        return model.Session.scalars(sa.select(cls).where(cls.resource_id.in_(resource_ids))).all()
