"""Sends documents while the next records are read and written, and takes notes back when they are safe."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from ckanext.seoulsquare.documents.building import Builder, Stored
from ckanext.seoulsquare.ingest.bulk import outbox
from ckanext.seoulsquare.ingest.bulk.solr import Solr

log = logging.getLogger(__name__)

CLIENTS = 2
"""Threads that send. One leaves Solr waiting while it answers; more than two only share the same cores."""

_WAITING = 2 * CLIENTS
_DURABLE_EVERY = 15.0
"""Seconds after which documents that arrived are made durable, so that their notes can go."""


class Indexer:
    """Sends the documents of one run. Its methods are for one thread, the one that has the session."""

    def __init__(self, run: int, builder: Builder, solr: Solr) -> None:
        self.run = run
        self.builder = builder
        self.solr = solr
        self.threads = ThreadPoolExecutor(CLIENTS, thread_name_prefix="solr")
        self.under_way: deque[tuple[Future[dict[str, str]], dict[str, tuple[str, dt.datetime]]]] = deque()
        self.arrived: dict[str, dt.datetime] = {}
        self.refused: dict[str, str] = {}
        self.safe_at = time.monotonic()

    def send(self, records: Sequence[Stored]) -> None:
        """Index records that are in the database and noted; waits while too many are under way."""
        if not records:
            return
        documents = self.builder.documents(records)
        facts = {
            made["index_id"]: (stored.package["name"], stored.package["metadata_modified"])
            for made, stored in zip(documents, records, strict=True)
        }
        while len(self.under_way) >= _WAITING:
            self._take_one()
        self.under_way.append((self.threads.submit(self.solr.add, documents), facts))
        if time.monotonic() - self.safe_at > _DURABLE_EVERY:
            self.settle()

    def _take_one(self) -> None:
        """Wait for the oldest batch; raises SolrError when it could not be sent."""
        future, facts = self.under_way.popleft()
        refused = future.result()
        for key, (name, modified) in facts.items():
            if key in refused:
                log.error("Solr refuses %s: %s", name, refused[key])
                self.refused[name] = refused[key]
            else:
                self.arrived[name] = modified

    def settle(self) -> None:
        """Make durable what arrived, and take its notes back; what was changed meanwhile is indexed again."""
        while self.under_way:
            self._take_one()
        if not self.arrived:
            return
        self.solr.commit(visible=False)
        if outbox.confirm(self.run, self.arrived):
            outbox.index_pending(self.solr, self.run)
        self.arrived.clear()
        self.safe_at = time.monotonic()

    def close(self) -> None:
        """End the threads; what is under way is left to arrive or not, its notes stay."""
        self.threads.shutdown(wait=True, cancel_futures=True)
