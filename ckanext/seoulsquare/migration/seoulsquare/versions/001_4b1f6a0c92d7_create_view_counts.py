"""Create view counts

Revision ID: 4b1f6a0c92d7
Revises:
Create Date: 2026-11-24
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4b1f6a0c92d7"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seoulsquare_insight_views",
        sa.Column("package_id", sa.Text, primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("views", sa.Integer, nullable=False),
    )
    op.create_index("seoulsquare_insight_views_rank", "seoulsquare_insight_views", ["month", "views"])


def downgrade() -> None:
    op.drop_table("seoulsquare_insight_views")
