"""Create search terms

Revision ID: 8d3e5c1f7a20
Revises: 4b1f6a0c92d7
Create Date: 2026-11-24
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "8d3e5c1f7a20"
down_revision = "4b1f6a0c92d7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seoulsquare_search_terms",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("ko", sa.Text, nullable=False, unique=True),
        sa.Column("zh_hans", sa.Text, nullable=False),
        sa.Column("en", sa.Text, nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("aliases", JSONB, nullable=False),
        sa.Column("edited", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("removed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column(
            "modified", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()
        ),
    )


def downgrade() -> None:
    op.drop_table("seoulsquare_search_terms")
