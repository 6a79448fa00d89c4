"""Which packages a dump has, in which order: all of them, or those that changed since an earlier dump.

A walk reads a little in each of many short transactions: one that lasts for hours would keep PostgreSQL from
clearing away old rows. Each step gives the place from which a later process can go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.exchange import service

STEP = 500
"""Packages read at a time."""


class Walk(Protocol):
    """An order of packages."""

    kind: str
    tells_of_removed: bool

    def begin(self) -> tuple[str, str]:
        """The first place, and the cursor of the feed from which a harvester goes on after the walk."""
        ...

    def steps(self, place: str) -> Iterator[tuple[list[str], str]]:
        """Ids behind a place, a few at a time, each time with the place behind them."""
        ...

    def end(self, cursor: str, place: str) -> str:
        """The cursor again when the walk is done."""
        ...


class Everything:
    """Every package, in the order of ids. What changes meanwhile, the feed tells after the walk's cursor."""

    kind = "full"
    tells_of_removed = False

    def begin(self) -> tuple[str, str]:
        """See `Walk`."""
        return "", service.present()

    def steps(self, place: str) -> Iterator[tuple[list[str], str]]:
        """See `Walk`."""
        package = model.package_table
        active = sa.select(package.c.id).where(package.c.state == model.State.ACTIVE)
        while True:
            behind = active.where(package.c.id > place).order_by(package.c.id).limit(STEP)
            ids = list(model.Session.scalars(behind))
            if not ids:
                return
            place = ids[-1]
            yield ids, place

    def end(self, cursor: str, place: str) -> str:
        """See `Walk`."""
        return cursor


class Changed:
    """What the feed tells after a cursor, in its order, up to now. Its places are the feed's cursors."""

    kind = "changes"
    tells_of_removed = True

    def __init__(self, since: str) -> None:
        self.since = since

    def begin(self) -> tuple[str, str]:
        """See `Walk`."""
        return self.since, self.since

    def steps(self, place: str) -> Iterator[tuple[list[str], str]]:
        """See `Walk`."""
        while True:
            ids, place = service.changed(place, STEP)
            if not ids:
                return
            yield ids, place

    def end(self, cursor: str, place: str) -> str:
        """See `Walk`."""
        return place
