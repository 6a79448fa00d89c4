"""Create previews

Uploads come in by CKAN's actions, by loads and by harvests, and all of them pass the table `resource`. So
that table itself notes, in the same transaction, which files have to be screened before the public may have
them.
See docs/decisions/0074-uploads-are-noted-by-trigger.md.

Revision ID: a1c4e7052b9d
Revises: e2b90d6f41c8
Create Date: 2026-11-25
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "a1c4e7052b9d"
down_revision = "e2b90d6f41c8"
branch_labels = None
depends_on = None

FILES = "seoulsquare_previews_files"
CONTENTS = "seoulsquare_previews_contents"

# A new upload starts anew: what was found and decided was about the file before.
WAIT = f"""
  INSERT INTO {FILES} (resource_id, package_id)
  SELECT id, package_id FROM {{rows}}
  ON CONFLICT (resource_id) DO UPDATE SET
    package_id = EXCLUDED.package_id, content_hash = '', fingerprint = '', state = 'waiting', verdict = '',
    findings = '[]', decision = '', decided_by = '', decided_at = NULL, screened_at = NULL,
    attempts = 0, error = '', noted_at = clock_timestamp();
"""
IS_UPLOAD = "url_type = 'upload' AND state = 'active'"

NOTE_NEW = f"""
CREATE OR REPLACE FUNCTION seoulsquare_previews_note_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{WAIT.format(rows=f"added WHERE {IS_UPLOAD}")}
  RETURN NULL;
END $$
"""

NOTE_CHANGED = f"""
CREATE OR REPLACE FUNCTION seoulsquare_previews_note_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{
    WAIT.format(
        rows=f'''(
    SELECT n.id, n.package_id, n.url_type, n.state FROM after n JOIN before o USING (id)
    WHERE (n.url, n.url_type, n.state, n.last_modified, n.package_id)
      IS DISTINCT FROM (o.url, o.url_type, o.state, o.last_modified, o.package_id)
  ) changed WHERE {IS_UPLOAD}'''
    )
}
  DELETE FROM {FILES} f USING after n
  WHERE f.resource_id = n.id AND (n.url_type IS DISTINCT FROM 'upload' OR n.state <> 'active');
  RETURN NULL;
END $$
"""

NOTE_GONE = f"""
CREATE OR REPLACE FUNCTION seoulsquare_previews_note_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM {FILES} f USING gone g WHERE f.resource_id = g.id;
  RETURN NULL;
END $$
"""

TRIGGERS = {
    "new": "AFTER INSERT ON resource REFERENCING NEW TABLE AS added",
    "changed": "AFTER UPDATE ON resource REFERENCING OLD TABLE AS before NEW TABLE AS after",
    "gone": "AFTER DELETE ON resource REFERENCING OLD TABLE AS gone",
}


def upgrade() -> None:
    op.create_table(
        CONTENTS,
        sa.Column("content_hash", sa.Text, primary_key=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.Column("format", sa.Text, nullable=False, server_default=""),
        sa.Column("reader", sa.Text, nullable=False, server_default=""),
        sa.Column("renderer", sa.Text, nullable=False, server_default=""),
        sa.Column("pages", sa.Integer, nullable=False, server_default="0"),
        sa.Column("characters", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("details", JSONB, nullable=False, server_default="{}"),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("findings", JSONB, nullable=False, server_default="[]"),
        sa.Column("masked", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("seconds", sa.Float, nullable=False, server_default="0"),
    )
    op.create_table(
        FILES,
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False, server_default=""),
        sa.Column("fingerprint", sa.Text, nullable=False, server_default=""),
        sa.Column("state", sa.Text, nullable=False, server_default="waiting"),
        sa.Column("verdict", sa.Text, nullable=False, server_default=""),
        sa.Column("findings", JSONB, nullable=False, server_default="[]"),
        sa.Column("decision", sa.Text, nullable=False, server_default=""),
        sa.Column("decided_by", sa.Text, nullable=False, server_default=""),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("screened_at", sa.DateTime(timezone=True)),
        sa.Column("priority", sa.Integer, nullable=False, server_default="0"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("error", sa.Text, nullable=False, server_default=""),
        sa.Column(
            "noted_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()
        ),
    )
    for column in ("package_id", "content_hash"):
        op.create_index(f"{FILES}_{column}", FILES, [column])
    op.create_index(
        f"{FILES}_waiting",
        FILES,
        [sa.text("priority DESC"), sa.text("noted_at DESC")],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        f"{FILES}_found",
        FILES,
        ["verdict", "screened_at"],
        postgresql_where=sa.text("verdict NOT IN ('', 'clear')"),
    )
    for function in (NOTE_NEW, NOTE_CHANGED, NOTE_GONE):
        op.execute(function)
    for name, event in TRIGGERS.items():
        op.execute(
            f"CREATE TRIGGER seoulsquare_previews_{name} {event} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION seoulsquare_previews_note_{name}()"
        )
    # Uploads from before this table existed: the newest come first.
    op.execute(
        f"INSERT INTO {FILES} (resource_id, package_id, noted_at) "
        f"SELECT id, package_id, coalesce(last_modified, created, now()) FROM resource WHERE {IS_UPLOAD}"
    )


def downgrade() -> None:
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER seoulsquare_previews_{name} ON resource")
        op.execute(f"DROP FUNCTION seoulsquare_previews_note_{name}()")
    op.drop_table(FILES)
    op.drop_table(CONTENTS)
