"""The change feed: what a harvester must do to hold exactly the archive that it may see."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.documents import labels, visibility
from ckanext.seoulsquare.exchange.model import Change

START = (0, 0)
LAST = 2**63 - 1


class CursorError(ValueError):
    """The text is no cursor that this feed gave."""


class Standing(StrEnum):
    """What a record is to a reader, and so what a harvester does with it (see `read`)."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@dataclass(frozen=True)
class Page:
    """A stretch of the feed, and the cursor after which it goes on."""

    changes: list[dict[str, Any]]
    cursor: str
    more: bool


def read(
    cursor: str, limit: int, labels_of: Callable[[model.Package], Collection[str]], reader: Collection[str]
) -> Page:
    """The changes after `cursor` ("" for the beginning), at most `limit`, for somebody with these labels.

    Each change is `published` (take over the record as it is now), `withdrawn` (as published, with the public
    reason; its files are gone) or `removed` (drop it, if you hold it). A package that the reader may not see
    is told of by its id alone: it may have been public once, and a name would tell of what is not public yet.

    Raises CursorError for what is no cursor, and for one of a database from which this one was not continued
    (an older state of it was restored): its reader holds what this archive does not know of.
    """
    place = decode(cursor)
    if Change.is_to_come(place[0]):
        raise CursorError(cursor)
    rows = Change.after(*place, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    packages = {
        package.id: package
        for package in model.Session.scalars(
            sa.select(model.Package).where(model.Package.id.in_([row.package_id for row in rows]))
        )
    }
    changes = [_change(row, packages.get(row.package_id), labels_of, reader) for row in rows]
    end = (int(rows[-1].transaction_id), rows[-1].sequence) if rows else place
    return Page(changes, encode(*end), more)


def standing(package: Any, labels_of: Callable[[Any], Collection[str]], reader: Collection[str]) -> Standing:
    """What a package (None for one that is gone) is to a reader with these labels.

    A package is a `model.Package`, or whatever has the columns of its row as attributes.
    """
    if package is None or package.state != model.State.ACTIVE:
        return Standing.REMOVED
    record = labels.record_of(package)
    withdrawn = visibility.is_withdrawn(record)
    # A tombstone is public though search leaves it out: the labels of a withdrawn record are its staff's.
    tombstone = withdrawn and not package.private and not visibility.is_embargoed(record, labels.now())
    if not tombstone and set(reader).isdisjoint(labels_of(package)):
        return Standing.REMOVED
    return Standing.WITHDRAWN if withdrawn else Standing.PUBLISHED


def present() -> str:
    """The cursor of now: whoever reads the database from here on sees all that the feed told before it.

    What the feed tells after it may be seen too. So a copy made from here on, and the feed from this cursor,
    together hold everything.
    """
    oldest_open = model.Session.scalar(sa.text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text"))
    return encode(int(oldest_open or 1) - 1, LAST)


def renumber() -> int:
    """Make the feed go on after the database was restored into another cluster; how many changes it has.

    The numbers of the old cluster's transactions say nothing there: those above the new one's would be kept
    back. Commits. Cursors of before are void.
    """
    number = Change.renumber()
    model.Session.commit()
    return number


def changed(cursor: str, limit: int) -> tuple[list[str], str]:
    """Ids of at most `limit` packages that changed after a cursor, in order, and the cursor behind them."""
    rows = Change.after(*decode(cursor), limit)
    if not rows:
        return [], cursor
    return [row.package_id for row in rows], encode(int(rows[-1].transaction_id), rows[-1].sequence)


def _change(
    row: Change,
    package: model.Package | None,
    labels_of: Callable[[model.Package], Collection[str]],
    reader: Collection[str],
) -> dict[str, Any]:
    now = standing(package, labels_of, reader)
    told = {"id": row.package_id, "changed_at": row.changed_at.isoformat(), "change": now.value}
    if package is None or now is Standing.REMOVED:
        return told
    return {
        **told,
        "name": package.name,
        "type": package.type,
        "metadata_modified": package.metadata_modified.isoformat(),
    }


def encode(transaction: int, sequence: int) -> str:
    """A place in the order as an opaque text, fit for an address."""
    return base64.urlsafe_b64encode(f"{transaction}.{sequence}".encode()).decode().rstrip("=")


def decode(cursor: str) -> tuple[int, int]:
    """The place that a cursor names. Raises CursorError for any other text."""
    if not cursor:
        return START
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        transaction, sequence = (int(part) for part in text.split("."))
    except (binascii.Error, ValueError) as error:
        raise CursorError(cursor) from error
    if not (0 <= transaction < 2**64 and 0 <= sequence < 2**63):
        raise CursorError(cursor)
    return transaction, sequence
