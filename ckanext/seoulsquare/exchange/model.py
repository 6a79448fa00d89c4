"""The change feed's table: for each package that ever existed, when it changed last.

Filled by triggers on the table `package` (see the migration), never by this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

import ckan.plugins.toolkit as tk
from ckan import model


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction number, which grows for ever."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Name of the type in SQL."""
        return "xid8"


class Change(tk.BaseModel):
    """A package's last change. A later one takes the row to the end of the order."""

    __tablename__ = "seoulsquare_exchange_changes"
    __table_args__ = (sa.Index("seoulsquare_exchange_changes_order", "transaction_id", "sequence"),)

    package_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    transaction_id: Mapped[int] = mapped_column(TransactionId, server_default=sa.func.pg_current_xact_id())
    sequence: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity())
    changed_at: Mapped[Any] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp()
    )

    @classmethod
    def after(cls, transaction: int, sequence: int, limit: int) -> Sequence[Change]:
        """At most `limit` changes after a place in the order, oldest first.

        Changes of transactions that run, or that started after one that runs, are not given yet: such a
        transaction could still put a change before them, and a reader past that place would never see it.
        """
        number = sa.cast(sa.cast(transaction, sa.Text), TransactionId)
        settled = cls.transaction_id < sa.func.pg_snapshot_xmin(sa.func.pg_current_snapshot())
        query = (
            sa.select(cls)
            .where(
                sa.tuple_(cls.transaction_id, cls.sequence) > sa.tuple_(number, sa.literal(sequence)), settled
            )
            .order_by(cls.transaction_id, cls.sequence)
            .limit(limit)
        )
        return model.Session.scalars(query).all()

    @classmethod
    def is_to_come(cls, transaction: int) -> bool:
        """Whether no transaction of this cluster has had this number yet."""
        return transaction >= int(
            model.Session.scalar(sa.text("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")) or 0
        )

    @classmethod
    def renumber(cls) -> int:
        """Give all changes numbers of this cluster, in the order that they have; how many there are."""
        place = sa.func.row_number().over(order_by=(cls.transaction_id, cls.sequence))
        ordered = sa.select(cls.package_id, place.label("number")).subquery()
        result = model.Session.execute(
            sa.update(cls)
            .where(cls.package_id == ordered.c.package_id)
            .values(transaction_id=sa.func.pg_current_xact_id(), sequence=ordered.c.number)
            .execution_options(synchronize_session=False)
        )
        return result.rowcount  # type: ignore[attr-defined]

    @classmethod
    def renew(cls, package_ids: Iterable[str]) -> None:
        """Take packages to the end of the order: what is seen of them changed, though their rows did not."""
        model.Session.execute(
            sa.update(cls)
            .where(cls.package_id.in_(list(package_ids)))
            .values(
                transaction_id=sa.text("DEFAULT"),
                sequence=sa.text("DEFAULT"),
                changed_at=sa.text("DEFAULT"),
            )
            .execution_options(synchronize_session=False)
        )
