"""Create loads

Revision ID: e2b90d6f41c8
Revises: c5a7f2e8d014
Create Date: 2026-11-24
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "e2b90d6f41c8"
down_revision = "c5a7f2e8d014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seoulsquare_ingest_runs",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("checksum", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("door", sa.Text, nullable=False),
        sa.Column("started_by", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column(
            "started", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()
        ),
        sa.Column(
            "heartbeat", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()
        ),
        sa.Column("finished", sa.DateTime(timezone=True)),
        *(
            sa.Column(name, sa.BigInteger, nullable=False, server_default="0")
            for name in ("read", "created", "updated", "unchanged", "withdrawn", "rejected")
        ),
        sa.Column("error", sa.Text, nullable=False, server_default=""),
    )
    op.create_table(
        "seoulsquare_ingest_pending",
        sa.Column("run_id", sa.BigInteger, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
    )
    op.create_table(
        "seoulsquare_ingest_days",
        sa.Column("organization_id", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("run_id", sa.BigInteger, primary_key=True),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("created", "updated", "unchanged", "withdrawn", "rejected")
        ),
    )
    op.create_index("seoulsquare_ingest_days_day", "seoulsquare_ingest_days", ["day"])


def downgrade() -> None:
    op.drop_table("seoulsquare_ingest_days")
    op.drop_table("seoulsquare_ingest_pending")
    op.drop_table("seoulsquare_ingest_runs")
