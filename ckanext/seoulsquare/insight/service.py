"""View counts: taken in, written to the database, shown in the search index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from ckan import model
from ckan.lib.redis import connect_to_redis
from ckan.lib.search.common import make_connection

from ckanext.seoulsquare.insight.buffer import ViewBuffer
from ckanext.seoulsquare.insight.model import Views

INDEX_BATCH = 1000


def buffer(site_id: str) -> ViewBuffer:
    """The site's views that wait in Redis."""
    return ViewBuffer(connect_to_redis(), site_id)


def exists(document_id: str) -> bool:
    """Is this the id of an active document?"""
    document = model.Session.get(model.Package, document_id)
    return document is not None and document.state == model.State.ACTIVE


def write(site_id: str) -> dict[str, int]:
    """Write the waiting views to the database and the index.

    :returns: the new totals by document id
    """
    with buffer(site_id).taken() as counts:
        Views.add(counts)
        model.Session.commit()
    totals = Views.totals({document_id for document_id, _ in counts})
    index(totals, site_id)
    return totals


def total(document_id: str) -> int:
    """How often a document was opened, in all months."""
    return Views.totals([document_id]).get(document_id, 0)


def totals(document_ids: Iterable[str] | None = None) -> dict[str, int]:
    """How often each document was opened, of those that ever were; of all documents, or of these."""
    return Views.totals(document_ids)


def most_read(today: date, limit: int) -> list[str]:
    """Ids of the documents opened most often this month, filled up with last month's."""
    this_month = today.replace(day=1)
    ids = Views.most_read(this_month, limit)
    ids += Views.most_read((this_month - timedelta(days=1)).replace(day=1), limit)
    return list(dict.fromkeys(ids))[:limit]


def index(totals: Mapping[str, int], site_id: str) -> None:
    """Set `view_count` of documents in the search index, in place: nothing else of them is touched."""
    solr = make_connection()
    keys = {_index_key(document_id, site_id): views for document_id, views in totals.items()}
    for batch in _batches(keys):
        # An update of a document that the index does not hold would make a bare new one.
        wanted = f"{{!terms f=index_id}}{','.join(batch)}"
        held = [hit["index_id"] for hit in solr.search("*:*", fq=wanted, fl="index_id", rows=len(batch))]
        updates = [{"index_id": key, "view_count": {"set": keys[key]}} for key in held]
        if updates:
            solr.add(updates, commit=False, softCommit=True)


def _index_key(document_id: str, site_id: str) -> str:
    """CKAN's key of a document in Solr."""
    return hashlib.md5(f"{document_id}{site_id}".encode(), usedforsecurity=False).hexdigest()


def _batches(keys: Mapping[str, int]) -> Iterator[list[str]]:
    remaining = iter(keys)
    while batch := list(islice(remaining, INDEX_BATCH)):
        yield batch
