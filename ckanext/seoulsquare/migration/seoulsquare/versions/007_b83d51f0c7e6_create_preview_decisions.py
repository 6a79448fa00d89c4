"""Create preview decisions

Every decision of an officer about a file, with its reason; the table of files keeps the one that counts.

Revision ID: b83d51f0c7e6
Revises: d7b3f1908e64
Create Date: 2026-11-25
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b83d51f0c7e6"
down_revision = "d7b3f1908e64"
branch_labels = None
depends_on = None

TABLE = "seoulsquare_previews_decisions"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("resource_id", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_index(f"{TABLE}_resource_id", TABLE, ["resource_id", "id"])


def downgrade() -> None:
    op.drop_table(TABLE)
