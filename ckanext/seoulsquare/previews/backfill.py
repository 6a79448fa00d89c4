"""Looks at many files one after the other."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews import making
from ckanext.seoulsquare.previews.making import Outcome
from ckanext.seoulsquare.previews.model import Upload

_BATCH = 50


def run(
    *, resource_id: str | None = None, everything: bool = False, limit: int | None = None
) -> Iterator[Outcome]:
    """Look at files that wait, by priority, and tell what became of each. Commits after each.

    :param resource_id: this one only, anew
    :param everything: all files anew
    """
    ids = [resource_id] if resource_id else _all() if everything else _waiting()
    for count, id_ in enumerate(ids):
        if count == limit:
            return
        yield making.make(id_, again=everything or bool(resource_id))


def _waiting() -> Iterator[str]:
    """What waits, asked anew after each batch: a file that readers ask for meanwhile comes first."""
    passed: set[str] = set()
    while found := Upload.waiting(_BATCH, passed):
        yield from found
        passed |= set(found)


def _all() -> Iterator[str]:
    last = ""
    while found := model.Session.scalars(
        sa.select(Upload.resource_id)
        .where(Upload.resource_id > last)
        .order_by(Upload.resource_id)
        .limit(_BATCH)
    ).all():
        yield from found
        last = found[-1]
