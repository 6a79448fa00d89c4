"""What passes between the steps of loading: plain values that know neither files nor CKAN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Outcome(StrEnum):
    """What became of a row; every row read has exactly one."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Agency:
    """Whose record it is: names to look for, in this order, and what to do when none is known.

    `unknown` is `default` (take `fallback`), `create` (a new agency of the first name) or `reject`.
    """

    names: list[str] = field(default_factory=list)
    unknown: str = "default"
    fallback: str = ""


@dataclass(frozen=True)
class Entry:
    """One row, mapped and checked. `key` identifies its record, `cells` is its line in the record's table."""

    kind: str
    key: tuple[str, ...]
    line: int
    fields: dict[str, Any]
    agency: Agency = field(default_factory=Agency)
    resources: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    cells: list[Any] | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table as the data dictionary keeps it.

    `type` is PostgreSQL's; empty means that the values decide. `unit` is what the amounts are counted in.
    """

    id: str
    label: str = ""
    unit: str = ""
    type: str = ""


@dataclass(frozen=True)
class TableFile:
    """A table written out as CSV (UTF-8, comma, heading); `digest` changes when table or columns do."""

    title: str
    columns: list[Column]
    path: Path
    digest: str


@dataclass(frozen=True)
class Record:
    """A record to write. `lines` are the rows it was made of; later rows replaced the first `superseded`."""

    kind: str
    name: str
    fields: dict[str, Any]
    agency: Agency
    resources: list[dict[str, Any]]
    tables: list[TableFile]
    lines: list[int]
    superseded: int = 0
    withdrawn: bool = False


@dataclass(frozen=True)
class Written:
    """What the writer made of a record; a rejected one says which field and why."""

    record: Record
    outcome: Outcome
    field: str = ""
    value: str = ""
    reason: str = ""


Records = Iterator[Record]
