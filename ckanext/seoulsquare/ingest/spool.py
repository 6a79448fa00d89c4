"""Rows of one list, put together to records, on disk: a list may be larger than memory.

Nothing is written to the archive before the whole list was read, so a list that breaks off changes nothing.
Where several rows have one key, they are the lines of one record; in a list of one row a record the last
row counts, as in lists that repeat a record with each of its changes.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from ckanext.seoulsquare.documents.service import KINDS, dataset_name
from ckanext.seoulsquare.ingest.errors import Fault
from ckanext.seoulsquare.ingest.formats import Format
from ckanext.seoulsquare.ingest.records import Agency, Column, Entry, Record, TableFile
from ckanext.seoulsquare.ingest.tables import write_table

BATCH = 1000


class Spool:
    """Takes entries and gives records, in the order in which their keys were first seen."""

    def __init__(self, declared: Format, columns: list[Column]) -> None:
        self.declared = declared
        self.columns = columns
        self.folder = tempfile.TemporaryDirectory(prefix="seoulsquare-")
        self.database = sqlite3.connect(Path(self.folder.name) / "entries.sqlite")
        self.database.execute("PRAGMA synchronous=OFF")
        self.database.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, key TEXT, body BLOB)")
        self.pending: list[tuple[str, bytes]] = []

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()
        self.folder.cleanup()

    def add(self, entry: Entry) -> None:
        """Keep an entry. Raises Fault where it holds what the archive cannot keep."""
        try:
            body = orjson.dumps({**vars(entry), "agency": vars(entry.agency)})
        except TypeError as error:
            raise Fault("", "", f"holds a value that cannot be kept: {error}") from error
        if b"\\u0000" in body:
            raise Fault("", "", "holds a zero character, which cannot be kept")
        # by name, in which keys may be the same that differ in case or dashes only
        self.pending.append((_name(entry.kind, list(entry.key)), body))
        if len(self.pending) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        self.database.executemany("INSERT INTO entry (key, body) VALUES (?, ?)", self.pending)
        self.pending.clear()

    def records(self) -> Iterator[Record]:
        """All records; the files of their tables are gone when the spool closes."""
        self._flush()
        self.database.execute("CREATE INDEX IF NOT EXISTS entry_key ON entry (key, seq)")
        if self.declared.group_by is None:
            yield from self._singles()
        else:
            for (key,) in self.database.execute("SELECT key FROM entry GROUP BY key ORDER BY MIN(seq)"):
                yield self._group(key)

    def _singles(self) -> Iterator[Record]:
        """Records of one row each, as they lie; only of keys that were repeated the rows are looked up."""
        self.database.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS repeated (key TEXT PRIMARY KEY, first INTEGER)"
        )
        self.database.execute("DELETE FROM repeated")
        self.database.execute(
            "INSERT INTO repeated SELECT key, MIN(seq) FROM entry GROUP BY key HAVING COUNT(*) > 1"
        )
        rows = self.database.execute(
            "SELECT seq, entry.key, body, first FROM entry LEFT JOIN repeated USING (key) ORDER BY seq"
        )
        for seq, key, body, first in rows:
            if first is None or first == seq:
                entries = [orjson.loads(body)] if first is None else list(self._entries(key))
                yield self._single(key, entries)

    def _entries(self, key: str) -> Iterator[dict[str, Any]]:
        for (body,) in self.database.execute("SELECT body FROM entry WHERE key = ? ORDER BY seq", (key,)):
            yield orjson.loads(body)

    def _single(self, key: str, entries: list[dict[str, Any]]) -> Record:
        entry = entries[-1]
        lines = [other["line"] for other in entries]
        tables = [self._given_table(key, number, table) for number, table in enumerate(entry["tables"])]
        return self._record(key, entry, entry["fields"], lines, tables, superseded=len(lines) - 1)

    def _group(self, key: str) -> Record:
        first: dict[str, Any] = {}
        merged = _Merged(self.declared)
        lines = []
        for entry in self._entries(key):
            first = first or entry
            merged.add(entry["fields"])
            lines.append(entry["line"])
        tables = []
        if self.declared.table:
            rows = lambda: (entry["cells"] for entry in self._entries(key))  # noqa: E731
            tables = [write_table(self._file(key, 0), merged.title(self.declared), self.columns, rows)]
        return self._record(key, first, merged.fields(), lines, tables)

    def _record(  # noqa: PLR0913, PLR0917  what a record has
        self,
        name: str,
        entry: dict[str, Any],
        fields: dict[str, Any],
        lines: list[int],
        tables: list[TableFile],
        superseded: int = 0,
    ) -> Record:
        return Record(
            kind=entry["kind"],
            name=name,
            fields=fields,
            agency=Agency(**entry["agency"]),
            resources=entry["resources"],
            tables=tables,
            lines=lines,
            superseded=superseded,
            withdrawn=entry["withdrawn"],
        )

    def _file(self, key: str, number: int) -> Path:
        digest = hashlib.sha256(key.encode()).hexdigest()[:16]
        return Path(self.folder.name) / f"{digest}-{number}.csv"

    def _given_table(self, key: str, number: int, table: dict[str, Any]) -> TableFile:
        """A table that the row itself brings along."""
        columns = [Column(**column) for column in table["columns"]]
        return write_table(self._file(key, number), table["title"], columns, lambda: table["rows"])


class _Merged:
    """The fields of a group of rows: the first row's, or what the format makes of all of them."""

    def __init__(self, declared: Format) -> None:
        self.specs = declared.fields
        self.values: dict[str, Any] = {}

    def add(self, fields: dict[str, Any]) -> None:
        for target, value in fields.items():
            how = self.specs[target].aggregate
            if how == "count":
                self.values[target] = self.values.get(target, 0) + 1
            elif value in ("", None, []) or (target in self.values and how == "first"):
                self.values.setdefault(target, value)
            elif how in ("min", "max"):
                kept = self.values.get(target)
                self.values[target] = {"min": min, "max": max}[how](value, kept) if kept else value
            elif how == "sum":
                self.values[target] = (self.values.get(target) or 0) + value
            elif how == "distinct":
                known = self.values.setdefault(target, {}) or {}
                self.values[target] = known | dict.fromkeys(value if isinstance(value, list) else [value])
            elif how == "join":
                self.values[target] = [*(self.values.get(target) or []), value]
            else:
                self.values[target] = value

    def fields(self) -> dict[str, Any]:
        """The merged fields."""
        return {target: self._plain(target, value) for target, value in self.values.items()}

    def _plain(self, target: str, value: Any) -> Any:
        how = self.specs[target].aggregate
        if how == "distinct":
            return list(value or [])
        return "\n\n".join(value or []) if how == "join" else value

    def title(self, declared: Format) -> str:
        """The table's title."""
        return declared.table.title if declared.table else ""


def _name(kind: str, key: list[str]) -> str:
    if kind not in KINDS or KINDS[kind].key:
        return dataset_name(kind, *key) if kind in KINDS else key[0]
    slug = re.sub(r"[^a-z0-9]+", "-", key[0].lower()).strip("-")
    digest = hashlib.sha256(key[0].encode()).hexdigest()[:8]
    plain = slug == key[0]
    return f"{kind}-{slug[:80]}" if plain else "-".join(filter(None, [kind, slug[:60].strip("-"), digest]))
