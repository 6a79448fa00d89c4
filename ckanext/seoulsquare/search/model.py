"""Table of terms in three languages, edited on a page of its own."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.model.types import make_uuid


class Term(tk.BaseModel):
    """A concept. `edited`: changed or added by hand, so seeding leaves it alone. `removed`: out of use."""

    __tablename__ = "seoulsquare_search_terms"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    ko: Mapped[str] = mapped_column(sa.Text, unique=True, nullable=False)
    zh_hans: Mapped[str] = mapped_column(sa.Text, nullable=False)
    en: Mapped[str] = mapped_column(sa.Text, nullable=False)
    group: Mapped[str] = mapped_column(sa.Text, nullable=False, default="general")
    aliases: Mapped[list[str]] = mapped_column(JSONB, nullable=False, default=list)
    edited: Mapped[bool] = mapped_column(sa.Boolean, nullable=False, default=False)
    removed: Mapped[bool] = mapped_column(sa.Boolean, nullable=False, default=False)
    modified: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()
    )

    @classmethod
    def get(cls, term_id: str) -> Term | None:
        """The term with this id, unless it was removed."""
        term = model.Session.get(cls, term_id)
        return None if term is None or term.removed else term

    @classmethod
    def by_korean(cls, ko: str) -> Term | None:
        """The term with this Korean name, removed or not."""
        return model.Session.scalar(sa.select(cls).where(cls.ko == ko))

    @classmethod
    def all(cls) -> list[Term]:
        """Every term that was not removed, by its Korean name."""
        return list(model.Session.scalars(sa.select(cls).where(cls.removed.is_(False)).order_by(cls.ko)))

    @classmethod
    def search(cls, text: str, limit: int, offset: int) -> tuple[list[Term], int]:
        """Terms with the text in one of their spellings, and how many there are."""
        query = sa.select(cls).where(cls.removed.is_(False))
        if text:
            spellings = (cls.ko, cls.zh_hans, cls.en, cls.aliases.cast(sa.Text))
            query = query.where(
                sa.or_(*(spelling.icontains(text, autoescape=True) for spelling in spellings))
            )
        total = model.Session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
        return list(model.Session.scalars(query.order_by(cls.ko).limit(limit).offset(offset))), total

    @classmethod
    def stamp(cls) -> tuple[int, datetime | None]:
        """Changes whenever a term does; no terms while the migration has not run."""
        if model.Session.scalar(sa.select(sa.func.to_regclass(cls.__tablename__))) is None:
            return 0, None
        row = model.Session.execute(sa.select(sa.func.count(cls.id), sa.func.max(cls.modified))).one()
        return row[0], row[1]

    def touch(self) -> None:
        """Note the change."""
        self.modified = sa.func.clock_timestamp()

    def dictize(self) -> dict[str, str | list[str]]:
        """The term as the API shows it."""
        return {
            "id": self.id,
            "ko": self.ko,
            "zh_hans": self.zh_hans,
            "en": self.en,
            "group": self.group,
            "aliases": list(self.aliases),
        }
