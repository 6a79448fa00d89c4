"""What the database and an index say about each record, in a form in which the two can be compared.

A version is what must agree: when the record was changed last, and who may find it. Ids are compared by their
bytes, which is how both sides can give them in order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import orjson
import sqlalchemy as sa
import urllib3

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import plugins as lib_plugins

Version = tuple[int, tuple[str, ...]]
"""Milliseconds of UTC, which is as fine as Solr keeps moments, and sorted permission labels."""

STRETCH = 10_000
"""Records that are compared at a time."""

_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001  CKAN keeps UTC without a zone
_BYTEWISE = ("C", "POSIX", "C.UTF-8", "C.utf8")
_TIMEOUT = 300
_OK = 200


class IndexUnreadableError(Exception):
    """Solr does not answer a question about the index."""


class Database:
    """Records that belong into the index."""

    def __init__(self) -> None:
        self.labels = lib_plugins.get_permission_labels()
        package = model.package_table
        self.query = sa.select(package)
        if tk.config["ckan.search.remove_deleted_packages"]:
            self.query = self.query.where(package.c.state != model.State.DELETED)

    def stretches(self) -> Iterator[list[tuple[str, Version]]]:
        """All records in order, as one snapshot has them, over a connection of its own."""
        with model.ensure_engine().connect() as connection:
            query = self.query.order_by(self._order(connection))
            rows = connection.execution_options(yield_per=STRETCH).execute(query)
            for part in rows.partitions():
                yield [self._version(row) for row in part]

    def ids(self, after: str | None) -> Iterator[list[str]]:
        """Ids alone, from behind one of them, in the same order."""
        with model.ensure_engine().connect() as connection:
            order = self._order(connection)
            query = self.query.with_only_columns(model.package_table.c.id).order_by(order)
            if after is not None:
                query = query.where(order > after)
            result = connection.execution_options(yield_per=STRETCH).execute(query)
            for part in result.scalars().partitions():
                yield list(part)

    def of(self, ids: Sequence[str]) -> dict[str, Version]:
        """Versions of these records now."""
        rows = model.Session.execute(self.query.where(model.package_table.c.id.in_(ids))).all()
        model.Session.remove()
        return dict(map(self._version, rows))

    def _version(self, row: Any) -> tuple[str, Version]:
        labels = self.labels.get_dataset_labels(SimpleNamespace(**row._mapping))
        return row.id, (_milliseconds(row.metadata_modified), tuple(sorted(labels)))

    @staticmethod
    def _order(connection: sa.Connection) -> Any:
        """The primary key's own order where that is by bytes; else the rows have to be sorted."""
        collation = connection.scalar(
            sa.text("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        )
        column = model.package_table.c.id
        return column if collation in _BYTEWISE else column.collate("C")


class Index:
    """Documents of this site's records in the index at an address."""

    def __init__(self, address: str) -> None:
        self.address = address
        user, password = tk.config["solr_user"], tk.config["solr_password"]
        login = urllib3.make_headers(basic_auth=f"{user}:{password}") if user and password else {}
        self.http = urllib3.PoolManager(headers=login, timeout=_TIMEOUT)
        self.json = {**login, "Content-Type": "application/json"}

    def between(self, low: str | None, high: str | None) -> Iterator[tuple[str, Version]]:
        """Documents with ids above `low` and up to `high`, in order; None is no bound.

        Asking for one stretch of ids after another costs the same wherever the stretch lies, with a single
        core as with shards.
        """
        while True:
            left = f'{{"{_quoted(low)}"' if low is not None else "[*"
            right = f'"{_quoted(high)}"]' if high is not None else "*]"
            found = self._ask(f"id:{left} TO {right}", STRETCH)
            yield from found
            if len(found) < STRETCH:
                return
            low = found[-1][0]

    def of(self, ids: Sequence[str]) -> dict[str, Version]:
        """Versions of the documents of these records."""
        return dict(self._ask("{!terms f=id}" + ",".join(ids), len(ids))) if ids else {}

    def commit(self) -> None:
        """Make visible what was sent so far."""
        self.http.request("POST", f"{self.address}/update?commit=true", body=b"{}", headers=self.json)

    def _ask(self, query: str, rows: int) -> list[tuple[str, Version]]:
        fields = {
            "q": query,
            "fq": [
                '{!cache=false}site_id:"' + _quoted(tk.config["ckan.site_id"]) + '"',
                "{!cache=false}entity_type:package",
            ],
            "fl": "id,metadata_modified,visible_to",
            "sort": "id asc",
            "rows": rows,
            "wt": "json",
        }
        answer = self.http.request_encode_body(
            "POST", f"{self.address}/select", fields=_pairs(fields), encode_multipart=False
        )
        if answer.status != _OK:
            raise IndexUnreadableError(
                f"Solr answers {answer.status}: {answer.data[:300].decode(errors='replace')}"
            )
        return [
            (
                found["id"],
                (
                    _milliseconds(_moment(found["metadata_modified"])),
                    tuple(sorted(found.get("visible_to", ()))),
                ),
            )
            for found in orjson.loads(answer.data)["response"]["docs"]
        ]


def _pairs(fields: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in fields.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def _milliseconds(moment: dt.datetime) -> int:
    return (moment - _EPOCH) // dt.timedelta(milliseconds=1)


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.removesuffix("Z"))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
