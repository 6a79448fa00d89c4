"""Create disclosure

The log of events is only added to: triggers refuse every change and removal of its rows. See
docs/decisions/0067-events-chained-by-case.md.

Revision ID: d7b3f1908e64
Revises: a1c4e7052b9d
Create Date: 2026-11-25
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "d7b3f1908e64"
down_revision = "a1c4e7052b9d"
branch_labels = None
depends_on = None

EVENTS = "seoulsquare_disclosure_events"
TABLES = (
    "cases", "items", "parties", "clocks", "objections", "reviews", "files", "events", "links", "messages",
    "accesses", "holidays", "numbers",
)  # fmt: skip
REFUSE = f"""
CREATE OR REPLACE FUNCTION {EVENTS}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{EVENTS} is append-only';
END $$
"""


def upgrade() -> None:
    op.create_table(
        "seoulsquare_disclosure_cases",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("receipt_number", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("council", sa.Text, nullable=False),
        sa.Column("objection", sa.Text, nullable=False),
        sa.Column("extended", sa.Boolean, nullable=False),
        sa.Column("objection_extended", sa.Boolean, nullable=False),
        sa.Column("objection_heard", sa.Boolean, nullable=False),
        sa.Column("reopened", sa.Boolean, nullable=False),
        sa.Column("review_end_told", sa.Boolean, nullable=False),
        sa.Column("agency_id", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("officer_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("written_by", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("disclosure_methods", JSONB, nullable=False),
        sa.Column("receipt_methods", JSONB, nullable=False),
        sa.Column("fee_reduction", JSONB, nullable=False),
        sa.Column("earlier_case_id", sa.Text, nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True)),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.Column("decided_on", sa.Date),
        sa.Column("notified_on", sa.Date),
        sa.Column("disclosure_on", sa.Date),
        sa.Column("disclosed_on", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.Column("due_on", sa.Date),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("extension", JSONB, nullable=False),
        sa.Column("approval", JSONB, nullable=False),
        sa.Column("remarks", JSONB, nullable=False),
        sa.Column("fee", JSONB, nullable=False),
        sa.Column("fee_total", sa.Integer, nullable=False),
        sa.Column("fee_paid", sa.Integer, nullable=False),
        sa.Column("transferred_from", sa.Text, nullable=False),
        sa.Column("transferred_to", JSONB, nullable=False),
        sa.Column("merged_into", sa.Text, nullable=False),
        sa.Column("rating", sa.Integer),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("chain", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("receipt_number"),
    )
    op.create_index(
        "seoulsquare_disclosure_cases_document_id",
        "seoulsquare_disclosure_cases",
        ["document_id"],
        postgresql_where=sa.text("document_id <> ''"),
    )
    op.create_index(
        "seoulsquare_disclosure_cases_due", "seoulsquare_disclosure_cases", ["agency_id", "due_on"]
    )
    op.create_index(
        "seoulsquare_disclosure_cases_filed", "seoulsquare_disclosure_cases", ["agency_id", "filed_at"]
    )
    op.create_index(
        "seoulsquare_disclosure_cases_merged_into",
        "seoulsquare_disclosure_cases",
        ["merged_into"],
        postgresql_where=sa.text("merged_into <> ''"),
    )
    op.create_index(
        "seoulsquare_disclosure_cases_person",
        "seoulsquare_disclosure_cases",
        ["person"],
        postgresql_where=sa.text("person <> ''"),
    )
    op.create_index(
        "seoulsquare_disclosure_cases_state",
        "seoulsquare_disclosure_cases",
        ["agency_id", "request", "due_on"],
    )
    op.create_index(
        "seoulsquare_disclosure_cases_user_id",
        "seoulsquare_disclosure_cases",
        ["user_id"],
        postgresql_where=sa.text("user_id <> ''"),
    )
    op.create_table(
        "seoulsquare_disclosure_items",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("sealed", sa.Text),
        sa.Column("result", sa.Text),
        sa.Column("grounds", JSONB, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("in_review", sa.Boolean, nullable=False),
        sa.Column("review_stage", sa.Text, nullable=False),
        sa.Column("review_ends", sa.Date),
        sa.Column("documents", JSONB, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["seoulsquare_disclosure_cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "seoulsquare_disclosure_items_case", "seoulsquare_disclosure_items", ["case_id", "position"]
    )
    op.create_table(
        "seoulsquare_disclosure_parties",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notified_on", sa.Date),
        sa.ForeignKeyConstraint(["case_id"], ["seoulsquare_disclosure_cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "seoulsquare_disclosure_parties_case", "seoulsquare_disclosure_parties", ["case_id", "role"]
    )
    op.create_table(
        "seoulsquare_disclosure_clocks",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("party_id", sa.Text, nullable=False),
        sa.Column("clock", sa.Text, nullable=False),
        sa.Column("started", sa.Date, nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True)),
        sa.Column("amount", sa.Integer),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("stopped_on", sa.Date),
        sa.ForeignKeyConstraint(["case_id"], ["seoulsquare_disclosure_cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("seoulsquare_disclosure_clocks_case", "seoulsquare_disclosure_clocks", ["case_id"])
    op.create_index(
        "seoulsquare_disclosure_clocks_due",
        "seoulsquare_disclosure_clocks",
        ["due", "clock"],
        postgresql_where=sa.text("stopped_on IS NULL"),
    )
    op.create_table(
        "seoulsquare_disclosure_objections",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("party_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("filed_on", sa.Date, nullable=False),
        sa.Column("sealed", sa.Text),
        sa.Column("extended", sa.Boolean, nullable=False),
        sa.Column("extension_reason", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Date),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("council_exemption", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["seoulsquare_disclosure_cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "seoulsquare_disclosure_objections_case", "seoulsquare_disclosure_objections", ["case_id", "number"]
    )
    op.create_table(
        "seoulsquare_disclosure_reviews",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("referred_on", sa.Date, nullable=False),
        sa.Column("held_on", sa.Date),
        sa.Column("members", JSONB, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("opinion", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["seoulsquare_disclosure_cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "seoulsquare_disclosure_reviews_case", "seoulsquare_disclosure_reviews", ["case_id", "number"]
    )
    op.create_table(
        "seoulsquare_disclosure_files",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("party_id", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mimetype", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Text, nullable=False),
        sa.Column("screening", sa.Text, nullable=False),
        sa.Column("findings", JSONB, nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True)),
        sa.Column("expires_on", sa.Date),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.Column("downloads", sa.Integer, nullable=False),
        sa.Column("downloaded_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["seoulsquare_disclosure_cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("seoulsquare_disclosure_files_case", "seoulsquare_disclosure_files", ["case_id", "kind"])
    op.create_index(
        "seoulsquare_disclosure_files_expires",
        "seoulsquare_disclosure_files",
        ["expires_on"],
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "seoulsquare_disclosure_events",
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_role", sa.Text, nullable=False),
        sa.Column("actor_id", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("track", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("party_id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("detail", JSONB, nullable=False),
        sa.Column("internal", JSONB, nullable=False),
        sa.Column("audience", JSONB, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    op.create_table(
        "seoulsquare_disclosure_links",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("party_id", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["seoulsquare_disclosure_cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("seoulsquare_disclosure_links_case", "seoulsquare_disclosure_links", ["case_id"])
    op.create_table(
        "seoulsquare_disclosure_messages",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("party_id", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("once", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("sealed", sa.Text),
        sa.ForeignKeyConstraint(["case_id"], ["seoulsquare_disclosure_cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once"),
    )
    op.create_index("seoulsquare_disclosure_messages_case", "seoulsquare_disclosure_messages", ["case_id"])
    op.create_index(
        "seoulsquare_disclosure_messages_waiting",
        "seoulsquare_disclosure_messages",
        ["created_at"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "seoulsquare_disclosure_accesses",
        sa.Column("id", sa.BigInteger, sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("agency_id", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "seoulsquare_disclosure_accesses_agency", "seoulsquare_disclosure_accesses", ["agency_id", "at"]
    )
    op.create_index("seoulsquare_disclosure_accesses_case", "seoulsquare_disclosure_accesses", ["case_id"])
    op.create_table(
        "seoulsquare_disclosure_holidays",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("added", sa.Boolean, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "seoulsquare_disclosure_numbers",
        sa.Column("year", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("year"),
    )
    op.execute(REFUSE)
    for event, level in {"UPDATE OR DELETE": "ROW", "TRUNCATE": "STATEMENT"}.items():
        op.execute(
            f"CREATE TRIGGER {EVENTS}_{level.lower()} BEFORE {event} ON {EVENTS} "
            f"FOR EACH {level} EXECUTE FUNCTION {EVENTS}_refuse()"
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(f"seoulsquare_disclosure_{table}")
    op.execute(f"DROP FUNCTION {EVENTS}_refuse()")
