"""Column types that the tables of the room share."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import mapped_column

Moment = sa.DateTime(timezone=True)


def make_id() -> str:
    """A random id, which tells nothing about how many there are."""
    return str(uuid.uuid4())


def key() -> Any:
    """Primary key with a random value."""
    return mapped_column(sa.Text, primary_key=True, default=make_id)


def text() -> Any:
    """Text that is empty rather than null."""
    return mapped_column(sa.Text, nullable=False, default="")


def flag() -> Any:
    """Yes or no, no by default."""
    return mapped_column(sa.Boolean, nullable=False, default=False)


def number() -> Any:
    """Whole number, zero by default."""
    return mapped_column(sa.Integer, nullable=False, default=0)


def listed() -> Any:
    """A list as JSON, empty by default."""
    return mapped_column(JSONB, nullable=False, default=list)


def mapping() -> Any:
    """A dict as JSON, empty by default."""
    return mapped_column(JSONB, nullable=False, default=dict)


def of_case() -> Any:
    """The case that a row belongs to; rows go with it."""
    return mapped_column(sa.ForeignKey("seoulsquare_disclosure_cases.id", ondelete="CASCADE"), nullable=False)
