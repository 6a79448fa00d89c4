"""Index running requests

Revision ID: c2e95a7d4f18
Revises: b83d51f0c7e6
Create Date: 2026-11-25
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c2e95a7d4f18"
down_revision = "b83d51f0c7e6"
branch_labels = None
depends_on = None

CASES = "seoulsquare_disclosure_cases"


def upgrade() -> None:
    op.create_index(
        f"{CASES}_running",
        CASES,
        ["agency_id", "due_on"],
        postgresql_where=sa.text("closed_on IS NULL OR due_on IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(f"{CASES}_running", CASES)
