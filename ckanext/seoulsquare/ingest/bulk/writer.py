"""The fast door: has the interface `loading.Writer`, as the slow one does.

A batch is compared with what the archive has, written in one transaction by COPY and set-based statements,
and indexed while the next one is read. Records with parts that are rare, and those that the compiled rules do
not take, go through CKAN's actions, which also give the reason when they refuse one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ckan import model

from ckanext.seoulsquare.documents.building import Builder
from ckanext.seoulsquare.ingest import config
from ckanext.seoulsquare.ingest.bulk import outbox
from ckanext.seoulsquare.ingest.bulk.daily import Daily
from ckanext.seoulsquare.ingest.bulk.indexer import Indexer
from ckanext.seoulsquare.ingest.bulk.planning import Change, Planner
from ckanext.seoulsquare.ingest.bulk.solr import Solr
from ckanext.seoulsquare.ingest.bulk.storing import store, stored_by_name
from ckanext.seoulsquare.ingest.records import Record, Written
from ckanext.seoulsquare.ingest.writer import ActionWriter

_TURN = 0x5E1
"""Advisory lock of the database's part of a batch: the batches of two loads take turns."""

_TRIES = 3


@dataclass
class _Batch:
    records: list[Record]
    written: dict[str, Written]
    slow: list[Record]
    changes: list[Change]


class BulkWriter:
    """Writes records in large batches. `run` is the number of the load, under which its work is noted."""

    def __init__(self, run: int = 0) -> None:
        self.run = run
        self.actions = ActionWriter()
        self.solr = Solr()

    def write(self, records: Iterable[Record]) -> Iterator[Written]:
        """Write records; see `loading.Writer`. What an earlier load left unfinished is finished first."""
        outbox.index_pending(self.solr)
        builder = Builder()
        indexer = Indexer(self.run, builder, self.solr)
        planner = Planner(self.actions, builder)
        daily = Daily(self.run)
        try:
            for batch in _batches(records, config.bulk_batch_size()):
                yield from self._write_batch(batch, planner, indexer, daily)
            indexer.settle()
            self.solr.commit()
        finally:
            indexer.close()

    def _write_batch(
        self, records: list[Record], planner: Planner, indexer: Indexer, daily: Daily
    ) -> list[Written]:
        batch = self._store(records, planner, daily)
        indexer.send([change.stored for change in batch.changes])
        if batch.slow:
            slow = self._write_slowly(batch.slow)
            daily.add(slow, planner)
            model.Session.commit()
            batch.written |= {written.record.name: written for written in slow}
        return [batch.written[record.name] for record in records]

    def _store(self, records: list[Record], planner: Planner, daily: Daily) -> _Batch:
        """Compare and write a batch; again when another writer made a record of the same name meanwhile."""
        for attempt in range(1, _TRIES + 1):
            try:
                batch = self._try(records, planner)
                daily.add(batch.written.values(), planner)
                model.Session.commit()
            except IntegrityError:
                model.Session.rollback()
                if attempt == _TRIES:
                    raise
            except BaseException:
                model.Session.rollback()
                raise
            else:
                return batch
        raise AssertionError("unreachable")

    def _try(self, records: list[Record], planner: Planner) -> _Batch:
        planner.find_agencies(records)
        # An index must never hear of rows that a crash of the database then takes back.
        model.Session.execute(sa.text("SET LOCAL synchronous_commit = on"))
        model.Session.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))
        kept = stored_by_name([record.name for record in records])
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        batch = _Batch(records, {}, [], [])
        for record in records:
            known = record.name in kept
            plan = (
                None
                if known and kept[record.name] is None
                else planner.plan(record, kept.get(record.name), now)
            )
            if plan is None:
                batch.slow.append(record)
            elif isinstance(plan, Change):
                batch.changes.append(plan)
                batch.written[record.name] = Written(record, plan.outcome)
            else:
                batch.written[record.name] = plan
        store(batch.changes)
        outbox.note(self.run, [change.stored.package["name"] for change in batch.changes])
        outbox.note(self.run, [record.name for record in batch.slow])
        return batch

    def _write_slowly(self, records: list[Record]) -> list[Written]:
        """Write records through CKAN's actions, which index them too; they are noted already."""
        written = list(self.actions.write(records))
        outbox.forget(self.run, [record.name for record in records])
        model.Session.commit()
        return written


def _batches(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """Records in batches; a name occurs once in a batch."""
    batch: dict[str, Record] = {}
    for record in records:
        if len(batch) == size or record.name in batch:
            yield list(batch.values())
            batch = {}
        batch[record.name] = record
    if batch:
        yield list(batch.values())
