"""Sealing everything with the newest key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import crypto, storage
from ckanext.seoulsquare.disclosure.model import Case, File, Item, Message, Objection, Party
from ckanext.seoulsquare.disclosure.service import person

SEALED = (Case, Item, Party, Objection, File, Message)
BATCH = 500


def rotate() -> int:
    """Seal all rows and files that an older key sealed with the newest. Returns how many there were.

    It commits in pieces and can be stopped and started again at any time.
    """
    return sum(_rows(table) for table in SEALED) + _files()


def stale() -> int:
    """How many rows and files an older key sealed."""
    rows = sum(1 for table in SEALED for _ in _stale(table))
    return rows + sum(1 for file in _kept() if not storage.is_newest(file.location))


def _rows(table: type[Any]) -> int:
    ids = list(_stale(table))
    for start in range(0, len(ids), BATCH):
        query = sa.select(table).where(table.id.in_(ids[start : start + BATCH])).with_for_update()
        for row in Session.scalars(query):
            sealed = row.sealed
            Session.execute(
                sa.update(table)
                .where(table.id == row.id)
                .values(sealed=sealed)
                .execution_options(synchronize_session=False)
            )
            if table is Party and row.role == "requester":
                mark = next(iter(person.fingerprint((sealed or {}).get("email", ""))), "")
                Session.execute(sa.update(Case).where(Case.id == row.case_id).values(person=mark))
        Session.commit()
    return len(ids)


def _stale(table: type[Any]) -> Iterator[str]:
    """Ids of rows whose token the newest key cannot open; the token itself is read, not what it hides."""
    keys = crypto.keys()
    token = sa.type_coerce(table.sealed, sa.Text)
    for row_id, sealed in Session.execute(
        sa.select(table.id, token).where(table.sealed.isnot(None))
    ).tuples():
        if not keys.is_newest(sealed.encode()):
            yield row_id


def _files() -> int:
    count = 0
    for file in _kept():
        if storage.is_newest(file.location):
            continue
        before, file.location = file.location, storage.write(storage.read(file.location))
        Session.commit()
        storage.remove(before)
        count += 1
    return count


def _kept() -> list[File]:
    return list(Session.scalars(sa.select(File).where(File.location != "").order_by(File.id)))
