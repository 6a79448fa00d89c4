"""Processes that index records side by side: of Python's work a process does one thing at a time."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.search.indexing import Indexing

BATCH = 1000
_WAITING = 2
"""Batches that wait for each process, so that none is ever idle and few records are in memory."""

_indexing: Indexing


class Workers:
    """Processes that write to the index at an address; a context manager."""

    def __init__(self, address: str, number: int) -> None:
        self.number = number
        # A child must find no connection that its parent goes on using.
        model.Session.remove()
        model.ensure_engine().dispose()
        self.pool = ProcessPoolExecutor(number, multiprocessing.get_context("fork"), _begin, (address,))
        self.pool.submit(_ready).result()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)

    def put(
        self, batches: Iterable[list[str]], *, surely: bool = False
    ) -> Iterator[tuple[list[str], dict[str, str]]]:
        """Index batches of ids; gives each in order, when it and all before it were sent, with failures.

        `surely`: somebody else writes to this index too (`Indexing.bring`).
        """
        under_way: deque[tuple[list[str], Future[dict[str, str]]]] = deque()
        for ids in batches:
            under_way.append((ids, self.pool.submit(_bring if surely else _put, ids)))
            if len(under_way) > _WAITING * self.number:
                yield _done(*under_way.popleft())
        while under_way:
            yield _done(*under_way.popleft())


def _done(ids: list[str], future: Future[dict[str, str]]) -> tuple[list[str], dict[str, str]]:
    return ids, future.result()


def _begin(address: str) -> None:
    global _indexing  # noqa: PLW0603  a process of the pool serves one index
    model.ensure_engine().dispose(close=False)
    # CKAN's own functions, which index records with rare parts, write where its configuration says.
    tk.config["solr_url"] = address
    _indexing = Indexing()


def _ready() -> None:
    """Makes the pool start its processes."""


def _put(ids: list[str]) -> dict[str, str]:
    return _indexing.put(ids)


def _bring(ids: list[str]) -> dict[str, str]:
    return _indexing.bring(ids)
