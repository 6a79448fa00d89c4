"""Tables of loads. They are written in sets, so they are tables and not classes."""

from __future__ import annotations

import sqlalchemy as sa

from ckan.model.meta import metadata

_COUNTS = ("created", "updated", "unchanged", "withdrawn", "rejected")

RUNS = sa.Table(
    "seoulsquare_ingest_runs",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("checksum", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("door", sa.Text, nullable=False),
    sa.Column("started_by", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, doc="reading, writing, done or failed"),
    sa.Column(
        "started", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()
    ),
    sa.Column(
        "heartbeat", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()
    ),
    sa.Column("finished", sa.DateTime(timezone=True)),
    *(sa.Column(name, sa.BigInteger, nullable=False, server_default="0") for name in ("read", *_COUNTS)),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    extend_existing=True,
)

PENDING = sa.Table(
    "seoulsquare_ingest_pending",
    metadata,
    sa.Column("run_id", sa.BigInteger, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    extend_existing=True,
)
"""Names of records that a run wrote, or was about to write, whose documents are not yet known to be safe."""

DAYS = sa.Table(
    "seoulsquare_ingest_days",
    metadata,
    sa.Column("organization_id", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("run_id", sa.BigInteger, primary_key=True),
    *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTS),
    sa.Index("seoulsquare_ingest_days_day", "day"),
    extend_existing=True,
)
"""Records by agency and day on which they were produced, as each run met them."""
