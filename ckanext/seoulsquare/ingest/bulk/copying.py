"""Rows to PostgreSQL by COPY, over the connection of CKAN's session."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from ckan import model

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to a table, in the session's transaction. Dicts are written as JSON."""
    text = "".join("\t".join(map(cell, row)) + "\n" for row in rows)
    names = ", ".join(f'"{column}"' for column in columns)
    cursor().copy_expert(f'COPY "{table}" ({names}) FROM STDIN', io.StringIO(text))


def cursor() -> Any:
    """A psycopg2 cursor on the connection of the session's transaction."""
    return model.Session.connection().connection.cursor()


def cell(value: Any) -> str:
    r"""A value in COPY's text format: `\N` for None, JSON for dicts."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES) if not value.isprintable() or "\\" in value else value
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict):
        return orjson.dumps(value).decode().replace("\\", "\\\\")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)
