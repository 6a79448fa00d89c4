"""What is known of uploaded files: what was made of each content, and which resource has which content.

Rows of `Upload` are made by triggers on the table `resource` (see the migration): no way in is missed.
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
    def unused(cls) -> Sequence[Self]:
        """Contents that no resource has any more."""
        used = sa.select(Upload.content_hash).where(Upload.content_hash == cls.content_hash)
        return model.Session.scalars(sa.select(cls).where(~used.exists())).all()


class Upload(tk.BaseModel):
    """An uploaded file of a resource: whether it was looked at, what was found, what an officer decided.

    `state`: waiting, made, failed (given up; `error` says why) or infected (`error` names the malware).
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
    def having(cls, content_hash: str, *, state: str) -> Sequence[Self]:
        """Uploads of a content that are in a state."""
        query = sa.select(cls).where(cls.content_hash == content_hash, cls.state == state)
        return model.Session.scalars(query).all()

    @classmethod
    def of_package(cls, package_id: str) -> Sequence[Self]:
        """All uploads of a record."""
        return model.Session.scalars(sa.select(cls).where(cls.package_id == package_id)).all()

    @classmethod
    def waiting(cls, limit: int, passed: Collection[str] = ()) -> Sequence[str]:
        """Ids of the next resources to look at: those that readers wait for, then the newest.

        :param passed: resources that are left out, because they were tried just now
        """
        query = (
            sa.select(cls.resource_id)
            .join(model.Package, model.Package.id == cls.package_id)
            .where(cls.state == "waiting", is_kept(), cls.resource_id.notin_(passed))
            .order_by(cls.priority.desc(), cls.noted_at.desc())
            .limit(limit)
        )
        return model.Session.scalars(query).all()

    @classmethod
    def troubled(cls) -> Sequence[Self]:
        """Uploads that were given up, carry malware, or wait for a reason."""
        query = sa.select(cls).where(sa.or_(cls.state.in_(("failed", "infected")), cls.error != ""))
        return model.Session.scalars(query.order_by(cls.noted_at)).all()

    def is_wanted(self) -> bool:
        """Whether its record is still there: of one that was withdrawn or deleted nothing is made."""
        query = sa.select(model.Package.id).where(model.Package.id == self.package_id, is_kept())
        return model.Session.scalar(query) is not None

    def names(self) -> str:
        """What the file is called: its title, and its name in its address."""
        resource = model.Resource.get(self.resource_id)
        names = [resource.name or "", (resource.url or "").rpartition("/")[2]] if resource else []
        return " ".join(name.replace("/", " ") for name in dict.fromkeys(names))


def is_kept() -> sa.ColumnElement[bool]:
    """Whether previews of a package are kept: it is neither deleted nor withdrawn."""
    withdrawn = sa.func.coalesce(model.Package.extras["withdrawn_at"].astext, "")
    return sa.and_(model.Package.state == "active", withdrawn == "")
