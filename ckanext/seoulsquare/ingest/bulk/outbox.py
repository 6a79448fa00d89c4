"""Bringing the index to what the database says, whatever dies in between.

A run notes the names of the records it writes in the transaction that writes them. A name goes when Solr has
made the record's document durable and the record is still the one that was sent. Names of runs that died are
taken over by whoever comes next. So the index never stays behind, and of two writers of one record the later
state wins: each looks at the record again, under a lock, after its own document arrived.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import search

from ckanext.seoulsquare.documents.building import Builder, index_id, read_records
from ckanext.seoulsquare.ingest.bulk import runs
from ckanext.seoulsquare.ingest.bulk.copying import copy_rows
from ckanext.seoulsquare.ingest.bulk.solr import Solr
from ckanext.seoulsquare.ingest.bulk.tables import PENDING

log = logging.getLogger(__name__)

BATCH = 1000


def note(run: int, names: Iterable[str]) -> None:
    """Note records as to be indexed, in the session's transaction."""
    copy_rows(PENDING.name, ("run_id", "name"), ((run, name) for name in names))


def forget(run: int, names: Sequence[str]) -> None:
    """Take notes back, in the session's transaction."""
    model.Session.execute(sa.delete(PENDING).where(PENDING.c.run_id == run, PENDING.c.name.in_(names)))


def confirm(run: int, sent: Mapping[str, dt.datetime]) -> list[str]:
    """Take back the notes of records that are still as they were sent; gives the others' names. Commits.

    `sent` has the time of each record's last change by name.
    """
    changed = _changed(sent)
    forget(run, sorted(set(sent).difference(changed)))
    model.Session.commit()
    return changed


def index_pending(solr: Solr, run: int | None = None) -> int:
    """Index what dead runs left behind, or what one run has noted; gives the number of records. Commits.

    What Solr refuses stays noted and is told in the log.
    """
    builder: Builder | None = None
    refused: set[str] = set()
    done = 0
    while names := _names(notes := _notes(run), refused):
        builder = builder or Builder()
        failed = _index(names, builder, solr, notes)
        refused.update(failed)
        done += len(names) - len(failed)
    return done


def _notes(run: int | None) -> sa.ColumnElement[bool]:
    """The notes that this process may take back."""
    return PENDING.c.run_id == run if run is not None else PENDING.c.run_id.not_in(runs.alive())


def _names(notes: sa.ColumnElement[bool], without: set[str]) -> list[str]:
    query = sa.select(PENDING.c.name).distinct().where(notes, PENDING.c.name.not_in(without)).limit(BATCH)
    names = list(model.Session.scalars(query))
    model.Session.commit()
    return names


def _index(names: list[str], builder: Builder, solr: Solr, notes: sa.ColumnElement[bool]) -> dict[str, str]:
    """Index records as the database has them now. Gives the refused ones by name with Solr's reason."""
    package = model.package_table
    ids = list(model.Session.scalars(sa.select(package.c.id).where(package.c.name.in_(names))))
    records, rare = read_records(ids)
    gone = [stored for stored in records if _is_kept_out(stored.package["state"])]
    there = [stored for stored in records if not _is_kept_out(stored.package["state"])]
    documents = builder.documents(there)
    model.Session.commit()
    name_of = {document["index_id"]: document["name"] for document in documents}
    refused = {name_of[key]: reason for key, reason in solr.add(documents).items()}
    for name, reason in refused.items():
        log.error("Solr refuses %s: %s", name, reason)
    solr.delete([index_id(stored.id, builder.site.id) for stored in gone])
    if rare:
        search.rebuild(package_ids=rare, force=True)
    solr.commit(visible=False)
    sent = {stored.package["name"]: stored.package["metadata_modified"] for stored in records}
    settled = set(names).difference(_changed(sent), refused)
    model.Session.execute(sa.delete(PENDING).where(notes, PENDING.c.name.in_(settled)))
    model.Session.commit()
    return refused


def _changed(sent: Mapping[str, dt.datetime]) -> list[str]:
    """Names of records that are no longer as they were sent; the others are locked for the transaction.

    CKAN's own writers index a record while they hold its row; waiting for the row here means seeing what they
    wrote.
    """
    package = model.package_table
    found = model.Session.execute(
        sa.select(package.c.name, package.c.metadata_modified)
        .where(package.c.name.in_(list(sent)))
        .order_by(package.c.id)
        .with_for_update(read=True)
    )
    return [row.name for row in found if row.metadata_modified != sent[row.name]]


def _is_kept_out(state: str | None) -> bool:
    return state in (None, model.State.DELETED) and tk.config["ckan.search.remove_deleted_packages"]
