"""Brings documents of given records in one index to what the database says."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ckan import logic, model

from ckanext.seoulsquare.documents.building import Builder, Stored, index_id, read_records
from ckanext.seoulsquare.ingest.bulk.solr import Solr

log = logging.getLogger(__name__)

_ROUNDS = 5
"""How often a record that changes all the while is sent again; its writers index it too."""


class Indexing:
    """Writes to the index at CKAN's `solr_url`. Reads the site's facts once: make a new one for each run."""

    def __init__(self) -> None:
        self.solr = Solr()
        self.builder = Builder()

    def bring(self, ids: Sequence[str]) -> dict[str, str]:
        """`put`, and again for records that somebody changed meanwhile, so that the later state wins."""
        failed: dict[str, str] = {}
        wanted = list(ids)
        for _ in range(_ROUNDS):
            sent, refused = self._put(wanted)
            failed = {**{key: reason for key, reason in failed.items() if key not in wanted}, **refused}
            if not (wanted := self._changed(sent)):
                break
        return failed

    def put(self, ids: Sequence[str]) -> dict[str, str]:
        """Send records as they are now, and take out those that are gone; give reasons of failures by id.

        Nothing is committed in Solr.
        """
        return self._put(ids)[1]

    def _put(self, ids: Sequence[str]) -> tuple[dict[str, dt.datetime | None], dict[str, str]]:
        """Also gives when each record was changed last; None for one that is gone."""
        records, rare = read_records(ids)
        there = [stored for stored in records if not self.is_kept_out(stored.package["state"])]
        documents, failed = self._built(there)
        model.Session.remove()
        id_of = {document["index_id"]: document["id"] for document in documents}
        failed |= {id_of[key]: reason for key, reason in self.solr.add(documents).items()}
        modified: dict[str, dt.datetime | None] = {**dict.fromkeys(ids), **_modified(rare)}
        modified |= {stored.id: stored.package["metadata_modified"] for stored in records}
        failed |= {package_id: reason for package_id in rare if (reason := _by_ckan(package_id))}
        gone = set(ids).difference(rare, (stored.id for stored in there))
        self.solr.delete([index_id(package_id, self.builder.site.id) for package_id in gone])
        return modified, failed

    def is_kept_out(self, state: str | None) -> bool:
        """Whether records in this state are not in the index."""
        return state in (None, model.State.DELETED) and self.builder.site.removes_deleted

    def _built(self, records: list[Stored]) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """Documents, and reasons of those that cannot be made: one record must not stop the others."""
        try:
            return self.builder.documents(records), {}
        except Exception as error:  # noqa: BLE001  any plugin's hook may raise anything; it is told by id
            model.Session.rollback()
            if len(records) == 1:
                log.exception("No document can be made of %s", records[0].id)
                return [], {records[0].id: _told(error)}
        middle = len(records) // 2
        (left, failed), (right, more) = self._built(records[:middle]), self._built(records[middle:])
        return left + right, failed | more

    @staticmethod
    def _changed(sent: Mapping[str, dt.datetime | None]) -> list[str]:
        """Ids of records that are no longer as they were sent.

        CKAN's writers index a record while they hold its row; who waits for the row sees what they wrote.
        """
        now = {**dict.fromkeys(sent), **_modified(sent, lock=True)}
        model.Session.remove()
        return [package_id for package_id, modified in now.items() if modified != sent[package_id]]


def _modified(ids: Iterable[str], *, lock: bool = False) -> dict[str, dt.datetime]:
    package = model.package_table
    query = sa.select(package.c.id, package.c.metadata_modified).where(package.c.id.in_(list(ids)))
    if lock:
        query = query.order_by(package.c.id).with_for_update(read=True)
    return {row.id: row.metadata_modified for row in model.Session.execute(query)}


def _by_ckan(package_id: str) -> str:
    """Index a record by CKAN's own code; gives what went wrong, or "" ."""
    try:
        logic.index_update_package({"ignore_auth": True}, package_id, True)
    except Exception as error:  # noqa: BLE001  as above
        model.Session.rollback()
        log.exception("CKAN cannot index %s", package_id)
        return _told(error)
    finally:
        model.Session.remove()
    return ""


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
