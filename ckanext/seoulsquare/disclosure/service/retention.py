"""What becomes of personal data: whole export, erasure, and the day on which it is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import config, events
from ckanext.seoulsquare.disclosure.model import Case, File, Item, Link, Message, Objection, Party
from ckanext.seoulsquare.disclosure.service import files

NEVER_HANDLED = ("draft", "unconfirmed")


def due(today: dt.date, limit: int) -> Sequence[str]:
    """Ids of cases whose retention has ended and whose personal data are still there."""
    last = today - dt.timedelta(days=config.retention_days())
    query = sa.select(Case.id).where(Case.closed_on < last, Case.erased_at.is_(None)).limit(limit)
    return Session.scalars(query.order_by(Case.closed_on, Case.id)).all()


def forgotten(now: dt.datetime, limit: int) -> Sequence[str]:
    """Ids of drafts and unconfirmed requests that nobody went on with."""
    last = now - dt.timedelta(days=config.draft_days())
    query = sa.select(Case.id).where(Case.request.in_(NEVER_HANDLED), Case.changed_at < last).limit(limit)
    return Session.scalars(query.order_by(Case.changed_at)).all()


def erase(case: Case, actor: events.Actor, now: dt.datetime) -> list[str]:
    """Erase the personal data of a case that is held: people, words, files, links. The case stays.

    Returns where the bytes of its files lie; they are removed after the commit.
    """
    places = []
    for file in Session.scalars(sa.select(File).where(File.case_id == case.id, File.removed_at.is_(None))):
        places.append(file.location)
        files.forget(file, now)
    for table in (Party, Item, Objection):
        Session.execute(sa.update(table).where(table.case_id == case.id).values(sealed=None))
    Session.execute(sa.update(Message).where(Message.case_id == case.id).values(sealed=None))
    Session.execute(
        sa.update(Message).where(Message.case_id == case.id, Message.state != "sent").values(state="dropped")
    )
    Session.execute(sa.delete(Link).where(Link.case_id == case.id))
    case.sealed, case.user_id, case.person, case.erased_at = None, "", "", now
    case.version += 1
    events.append(case, actor, "erased", now, audience=())
    Session.flush()
    Session.expire_all()
    return places
