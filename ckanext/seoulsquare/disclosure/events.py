"""The log of a case: appending to it, and finding out whether anybody touched it.

Each event carries the SHA-256 of all its fields and of the hash before it; the case keeps the number and
hash of its last one. A changed, removed or added row breaks the chain, a removed tail contradicts the case,
and a removed case leaves a gap in the receipt numbers.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.model import Case, Event, Number

STAFF = ("officer", "manager", "council_clerk")
"""Roles of people who work on the case; the daily run's own events carry the role `system`."""

_HASHED = (
    "case_id", "number", "actor_role", "actor_id", "action", "track", "before", "after", "party_id", "form",
    "detail", "internal", "audience", "previous",
)  # fmt: skip


class Actor(NamedTuple):
    """Who did it; the id is kept for staff only, so that nothing in the log names a requester."""

    role: str
    user_id: str = ""


SYSTEM = Actor("system")


def append(  # noqa: PLR0913 - an event has these facts
    case: Case,
    actor: Actor,
    action: str,
    at: dt.datetime,
    *,
    track: str = "",
    before: str = "",
    after: str = "",
    party_id: str = "",
    form: str = "",
    detail: Mapping[str, Any] | None = None,
    internal: Mapping[str, Any] | None = None,
    audience: Iterable[str] = ("requester",),
) -> Event:
    """Add an event to the case, which has to be locked; staff may read every event."""
    event = Event(
        case_id=case.id,
        number=case.events + 1,
        at=at,
        actor_role=actor.role,
        actor_id=actor.user_id if actor.role in STAFF else "",
        action=action,
        track=track,
        before=before,
        after=after,
        party_id=party_id,
        form=form,
        detail=_plain(detail or {}),
        internal=_plain(internal or {}),
        audience=sorted(audience),
        previous=case.chain,
    )
    event.hash = digest(event)
    case.events, case.chain = event.number, event.hash
    Session.add(event)
    return event


def digest(event: Event) -> str:
    """The hash that an event should carry."""
    fields = {name: getattr(event, name) for name in _HASHED}
    fields["at"] = event.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def verify() -> Iterator[str]:
    """Every sign of tampering, one sentence each; nothing when all is as it was written."""
    ends: dict[str, tuple[int, str]] = {}
    for event in Event.every():
        number, chain = ends.get(event.case_id, (0, ""))
        if event.number != number + 1:
            yield f"case {event.case_id}: event {number + 1} is missing"
        elif event.previous != chain:
            yield f"case {event.case_id}: event {event.number} does not follow the one before it"
        if event.hash != digest(event):
            yield f"case {event.case_id}: event {event.number} was changed"
        ends[event.case_id] = (event.number, event.hash)
        Session.expunge(event)
    cases = {case_id: (events, chain) for case_id, events, chain in _ends()}
    for case_id in sorted(ends.keys() - cases.keys()):
        yield f"case {case_id}: the case is missing"
    for case_id, end in sorted(cases.items()):
        if end != ends.get(case_id, (0, "")):
            yield f"case {case_id}: the last event is not the one that the case names"
    yield from _gaps()


def _ends() -> Iterator[tuple[str, int, str]]:
    yield from Session.execute(sa.select(Case.id, Case.events, Case.chain)).tuples()


def _gaps() -> Iterator[str]:
    """Receipt numbers that were given out and are gone."""
    held = set(Session.scalars(sa.select(Case.receipt_number).where(Case.receipt_number.isnot(None))))
    for year, last in Session.execute(sa.select(Number.year, Number.last).order_by(Number.year)).tuples():
        for number in range(1, last + 1):
            if f"{year}-{number:07}" not in held:
                yield f"case {year}-{number:07}: the case is missing"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON gives them back, so that the hash is the same after reading."""
    return json.loads(json.dumps(values, default=str))
