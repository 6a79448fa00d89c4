"""Builds the index anew beside the one that the site asks, and puts it in that one's place.

What is under way is remembered in the database, so a reindex that died goes on where it was. Records that
change meanwhile are found in the change feed: it is read from where it was at the beginning, before the new
index takes over and after it, until every transaction that could have written to the old one has ended.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain

import sqlalchemy as sa

from ckan import model
from ckan.model.system_info import delete_system_info, get_system_info, set_system_info

from ckanext.seoulsquare.exchange import service as feed
from ckanext.seoulsquare.ingest.bulk.solr import Solr
from ckanext.seoulsquare.search.cores import Place
from ckanext.seoulsquare.search.verify import Difference, Verification, batches
from ckanext.seoulsquare.search.versions import Database, Index
from ckanext.seoulsquare.search.workers import BATCH, Workers

_KEY = "ckanext.seoulsquare.search.reindex"
_LOCK = 0x5E2
"""Advisory lock: one reindex of a database at a time."""

_SAVED_EVERY = 15.0
_LONGEST_WAIT = 600.0
"""Seconds that transactions which were open at the switch may take."""

_LAST = 2**63 - 1
_ANYBODY = ("anybody",)


class ReindexError(Exception):
    """Why the reindex cannot go on."""


@dataclass
class State:
    """A reindex under way: the new index's name ("" in place), place in the change feed, last safe id."""

    target: str
    cursor: str
    last: str | None = None

    @classmethod
    def saved(cls) -> State | None:
        """The one that an earlier process left unfinished."""
        text = get_system_info(_KEY)
        return cls(**json.loads(text)) if text else None

    def save(self) -> None:
        """Remember it."""
        set_system_info(_KEY, json.dumps(asdict(self)))


class Reindex:
    """One run. `place` None: documents are replaced in the index that the site asks.

    `tell` hears of failures, with id and reason; `progress` of the number of records sent.
    """

    def __init__(
        self,
        address: str,
        place: Place | None,
        workers: int,
        tell: Callable[[str, str], None],
        progress: Callable[[int], object],
    ) -> None:
        self.place = place
        self.number = workers
        self.tell = tell
        self.progress = progress
        self.own_address = address
        self.failed: dict[str, str] = {}

    def run(self, config_set: str, *, fresh: bool = False, force: bool = False) -> Verification:
        """Build, check and switch; gives the last comparison. `fresh`: forget what an earlier run left.

        `force`: switch although some documents could not be made. Raises ReindexError or cores.AdminError
        when the site's index stays the old one; the new one is kept, and the next run goes on with it.
        """
        with _alone():
            state = self._state(config_set, fresh=fresh)
            new = self.place is not None and not self.place.serves(state.target)
            address = self.place.address(state.target) if self.place and new else self.own_address
            solr = Solr()
            solr.address = address
            with Workers(address, self.number) as workers:
                self._build(state, solr, workers)
                self._follow(state, solr, workers)
                verification = self._check(Index(address), solr, workers)
            if new and self.place:
                if verification.counts.total() and not force:
                    raise ReindexError(f"{verification.counts.total()} documents are not in the new index")
                self.place.switch(state.target)
            with Workers(self.own_address, self.number) as workers:
                solr.address = self.own_address
                self._follow_to_the_end(state, solr, workers)
            if self.place and (old := self.place.replaced(state.target)):
                self.place.drop(old)
            delete_system_info(_KEY)
        return verification

    def _state(self, config_set: str, *, fresh: bool) -> State:
        """What to go on with, or a new beginning."""
        state = State.saved()
        if state and (fresh or bool(state.target) != bool(self.place)):
            if (
                state.target
                and self.place
                and self.place.exists(state.target)
                and not self.place.serves(state.target)
            ):
                self.place.drop(state.target)
            state = None
        if state is None:
            name = f"{self.place.name}_{dt.datetime.now(dt.UTC):%Y%m%d%H%M%S%f}" if self.place else ""
            state = State(name, feed.encode(_oldest_open() - 1, _LAST))
            state.save()
        if self.place and not self.place.serves(state.target) and not self.place.exists(state.target):
            state.last = None
            self.place.create(state.target, config_set)
        return state

    def _build(self, state: State, solr: Solr, workers: Workers) -> None:
        """Send every record behind the last one that is safe."""
        ids = chain.from_iterable(Database().ids(state.last))
        saved_at, last = time.monotonic(), state.last
        for sent, failed in workers.put(batches(ids, BATCH), surely=not state.target):
            self._note(failed)
            self.progress(len(sent))
            last = sent[-1]
            if time.monotonic() - saved_at > _SAVED_EVERY:
                self._save(state, solr, last)
                saved_at = time.monotonic()
        self._save(state, solr, last)

    @staticmethod
    def _save(state: State, solr: Solr, last: str | None) -> None:
        solr.commit(visible=False)
        state.last = last
        state.save()

    def _note(self, failed: dict[str, str]) -> None:
        for package_id, reason in failed.items():
            if self.failed.get(package_id) != reason:
                self.tell(package_id, reason)
        self.failed |= failed

    def _follow(self, state: State, solr: Solr, workers: Workers) -> None:
        """Send what the feed tells of until it has no more."""
        more = True
        while more:
            page = feed.read(state.cursor, BATCH, lambda _: _ANYBODY, _ANYBODY)
            model.Session.remove()
            for _, failed in workers.put(
                [[change["id"] for change in page.changes]] if page.changes else [], surely=True
            ):
                self._note(failed)
            state.cursor, more = page.cursor, page.more
        self._save(state, solr, state.last)

    def _follow_to_the_end(self, state: State, solr: Solr, workers: Workers) -> None:
        """Follow the feed until all transactions of this moment have ended and were heard of."""
        goal, deadline = _next(), time.monotonic() + _LONGEST_WAIT
        while True:
            reached = _oldest_open() >= goal
            self._follow(state, solr, workers)
            if reached:
                break
            if time.monotonic() > deadline:
                raise ReindexError(
                    "a transaction has been open since before the switch; reindex again when it is over"
                )
            time.sleep(0.5)
        solr.commit()

    def _check(self, index: Index, solr: Solr, workers: Workers) -> Verification:
        """Compare; send once more what differs, and compare again. What differs then has failed."""
        verification = Verification(index)
        differing = _ids(verification.differences())
        for _, failed in workers.put(batches(differing, BATCH), surely=True):
            self._note(failed)
        solr.commit()
        if not verification.counts.total():
            return verification
        verification = Verification(index)
        for difference in verification.differences():
            if difference.id not in self.failed:
                self.tell(difference.id, difference.kind)
        return verification


def _ids(differences: Iterator[Difference]) -> Iterator[str]:
    return (difference.id for difference in differences)


def _oldest_open() -> int:
    """Number of the oldest transaction that has not ended."""
    return _number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")


def _next() -> int:
    """Number above those of all transactions that have begun: a new one.

    A snapshot's `xmax` follows the last transaction that ended, and one that runs may have that very number.
    """
    return _number("SELECT pg_current_xact_id()::text")


def _number(query: str) -> int:
    number = int(model.Session.scalar(sa.text(query)) or 0)
    model.Session.remove()
    return number


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock that a second reindex of this database waits for in vain."""
    autocommit = model.ensure_engine().execution_options(isolation_level="AUTOCOMMIT")
    with autocommit.connect() as connection:
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_LOCK))):
            raise ReindexError("another reindex is at work")
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_LOCK)))
