"""Table of view counts: one row a document and month, no visitor in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk
from ckan import model


class Views(tk.BaseModel):
    """How often a document was opened in a month; `month` is the month's first day."""

    __tablename__ = "seoulsquare_insight_views"
    __table_args__ = (sa.Index("seoulsquare_insight_views_rank", "month", "views"),)

    package_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    month: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    views: Mapped[int] = mapped_column(sa.Integer, nullable=False)

    @classmethod
    def add(cls, counts: Mapping[tuple[str, date], int]) -> None:
        """Add counts by (package id, month); ids that are no package are left out."""
        ids = {package_id for package_id, _ in counts}
        known = set(model.Session.scalars(sa.select(model.Package.id).where(model.Package.id.in_(ids))))
        rows = [
            {"package_id": package_id, "month": month, "views": views}
            for (package_id, month), views in sorted(counts.items())
            if package_id in known
        ]
        if not rows:
            return
        statement = insert(cls)
        statement = statement.on_conflict_do_update(
            index_elements=["package_id", "month"], set_={"views": cls.views + statement.excluded.views}
        )
        model.Session.execute(statement, rows)

    @classmethod
    def totals(cls, package_ids: Iterable[str] | None = None) -> dict[str, int]:
        """Views in all months by package id; of every counted package when no ids are given."""
        query = sa.select(cls.package_id, sa.func.sum(cls.views)).group_by(cls.package_id)
        if package_ids is not None:
            query = query.where(cls.package_id.in_(list(package_ids)))
        return {package_id: int(views) for package_id, views in model.Session.execute(query)}

    @classmethod
    def most_read(cls, month: date, limit: int) -> list[str]:
        """Ids of the documents opened most often in `month`, most first."""
        query = sa.select(cls.package_id).where(cls.month == month)
        return list(model.Session.scalars(query.order_by(cls.views.desc(), cls.package_id).limit(limit)))
