"""Compares an index with the database, record by record, in one pass over both in the order of ids.

What differs at first sight is looked at again at the end: records change while the pass goes on, and Solr
shows what it was sent a moment later. Such ids wait in a temporary file, so memory does not grow with their
number.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import chain, islice
from typing import IO, NamedTuple, TypeVar

from ckanext.seoulsquare.search.versions import STRETCH, Database, Index

Item = TypeVar("Item")

_LOOKS = 10
_PAUSE = 2.0
"""Seconds between two looks: Solr shows by then what it was sent."""


class Kind(StrEnum):
    """What is wrong with a record's document."""

    MISSING = "missing"
    ORPHANED = "orphaned"
    STALE = "stale"


class Difference(NamedTuple):
    """A record on which database and index do not agree."""

    kind: Kind
    id: str


class Verification:
    """One comparison. `database` and `index` count records and documents as the pass went by."""

    def __init__(self, index: Index) -> None:
        self.records = Database()
        self.documents = index
        self.database = 0
        self.index = 0
        self.counts: Counter[Kind] = Counter()

    def differences(self) -> Iterator[Difference]:
        """Every difference that lasts, in the order of ids."""
        self.documents.commit()
        with ExitStack() as files:
            suspects = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
            left = _write(suspects, (one.id for one in self._now(self._first_sight())))
            for _ in range(_LOOKS):
                if not left:
                    return
                before = left
                time.sleep(_PAUSE)
                self.documents.commit()
                again = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
                left = _write(again, (one.id for one in self._now(_read(suspects))))
                suspects = again
                if left == before:
                    break
            for difference in self._now(_read(suspects)):
                self.counts[difference.kind] += 1
                yield difference

    def _first_sight(self) -> Iterator[str]:
        """Ids of records that differ in any way while both sides pass by."""
        low: str | None = None
        # The empty stretch at the end: documents behind the last record.
        for stretch in chain(self.records.stretches(), [[]]):
            expected = dict(stretch)
            high = stretch[-1][0] if stretch else None
            self.database += len(stretch)
            for package_id, version in self.documents.between(low, high):
                self.index += 1
                if expected.pop(package_id, None) != version:
                    yield package_id
            yield from expected
            low = high

    def _now(self, ids: Iterable[str]) -> Iterator[Difference]:
        """Those of these records that differ now, and how."""
        for some in batches(ids, STRETCH):
            records, documents = self.records.of(some), self.documents.of(some)
            for package_id in sorted(some):
                record, document = records.get(package_id), documents.get(package_id)
                if record is None and document is not None:
                    yield Difference(Kind.ORPHANED, package_id)
                elif record is not None and document is None:
                    yield Difference(Kind.MISSING, package_id)
                elif record != document:
                    yield Difference(Kind.STALE, package_id)

    def summary(self) -> str:
        """The counts in one line."""
        counts = {"database": self.database, "index": self.index}
        counts |= {str(kind): self.counts[kind] for kind in Kind}
        return " ".join(f"{name}={count}" for name, count in counts.items())


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most so many."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _write(file: IO[str], ids: Iterable[str]) -> int:
    return sum(1 for package_id in ids if file.write(f"{package_id}\n"))


def _read(file: IO[str]) -> Iterator[str]:
    file.seek(0)
    return (line.rstrip("\n") for line in file)
