"""The one door for lawful steps: judged by the table, then written with clocks, log and mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock, events, states
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, Event, Party
from ckanext.seoulsquare.disclosure.service import clocks, facts, merging, running, telling
from ckanext.seoulsquare.disclosure.service.effects import EFFECTS
from ckanext.seoulsquare.disclosure.service.given import read
from ckanext.seoulsquare.disclosure.service.holding import hold
from ckanext.seoulsquare.disclosure.service.reader import Reader
from ckanext.seoulsquare.disclosure.service.taking import Taking

CASE_FACTS = ("extended", "objection_extended", "objection_heard", "reopened", "review_end_told")
TRACKS = ("request", "council", "objection")


class Offer(NamedTuple):
    """A step of the reader's and whether it is lawful now; `refusal` says why not, `parties` whom it may
    concern.
    """

    step: states.Step
    refusal: states.StepRefusedError | None
    parties: tuple[str, ...]


def take(  # noqa: PLR0913 - a step is all of this
    case_id: str,
    name: str,
    data: Mapping[str, Any],
    reader: Reader,
    *,
    party_id: str = "",
    version: int | None = None,
    now: dt.datetime,
) -> tuple[Case, list[Event]]:
    """Take a step and everything it brings, on the cases that were merged into this one too.

    Raises `StepRefusedError` when it is not lawful, `LookupError` when there is no such step, `InvalidError`
    for wrong data and `ConflictError` when somebody was faster.
    """
    step = states.load_table().steps[name]
    case = hold(case_id, version)
    if case.merged_into:
        lead = Session.get(Case, case.merged_into)
        raise InvalidError(
            "step",
            N_("This request is handled together with {number}."),
            number=lead.receipt_number if lead else "–",
        )
    given = read(data)
    taken = [_take(case, step, given, reader, party_id, now)]
    if merging.goes_along(step):
        for follower in Case.followers(case.id):
            held = hold(follower.id)
            merging.copy_items(case, held, step)
            taken.append(_take(held, step, given, reader, "", now))
    return case, taken


def offers(case: Case, reader: Reader, today: dt.date) -> list[Offer]:
    """The reader's steps in the table's order, lawful or not."""
    found = facts.of(case, today)
    return [
        _offer(step, found, reader)
        for step in states.load_table().steps.values()
        if reader.has(*step.who) and _is_for(step, reader) and not case.merged_into
    ]


def _offer(step: states.Step, found: facts.Facts, reader: Reader) -> Offer:
    if step.track != "third_party" or "absent" in step.sources:
        return Offer(step, states.refusal(step, found.case), ())
    refusals = {
        party_id: states.refusal(step, found.case, party)
        for party_id, party in found.parties.items()
        if reader.party_id in ("", party_id)
    }
    lawful = tuple(party_id for party_id, refusal in refusals.items() if refusal is None)
    first = next(iter(refusals.values()), states.refusal(step, found.case))
    return Offer(step, None if lawful else first, lawful)


def _take(  # noqa: PLR0913, PLR0917 - a step is all of this
    case: Case, step: states.Step, given: dict[str, Any], reader: Reader, party_id: str, now: dt.datetime
) -> Event:
    today = clock.day_of(now)
    party = _party(case, step, reader.party_id or party_id)
    found = facts.of(case, today)
    role = _role(step, reader, party)
    value = found.parties.get(party.id) if party else None
    states.check(step.name, found.case, role, given, value)
    before = _state(case, step, party)
    taking = Taking(case, step, given, reader.actor([role]), party, now, today)
    if effect := EFFECTS.get(step.name):
        effect(taking)
    _move(taking, states.advance(found.case, step, value))
    Session.flush()
    running.turn(taking)
    clocks.refresh(case)
    case.version += 1
    event = events.append(
        case,
        taking.actor,
        step.name,
        now,
        track=step.track,
        before=before,
        after=_state(case, step, taking.party),
        party_id=taking.party.id if taking.party else "",
        form=step.notice or "",
        detail=telling.detail(taking),
        internal=telling.internal(taking),
        audience=telling.audience(taking),
    )
    Session.flush()
    telling.tell(taking)
    return event


def _party(case: Case, step: states.Step, party_id: str) -> Party | None:
    """The third party a step concerns; `InvalidError` where one has to be named and is not."""
    if step.track != "third_party" or "absent" in step.sources:
        return None
    party = Session.get(Party, party_id) if party_id else None
    if party is None or party.case_id != case.id or party.role != "third_party":
        raise InvalidError("party", N_("Name the third party that this concerns."))
    return party


def _is_for(step: states.Step, reader: Reader) -> bool:
    """An address is confirmed by the link that was mailed to it and nothing else; that link does no more."""
    return (step.name == "confirm_email") == reader.confirming


def _role(step: states.Step, reader: Reader, party: Party | None) -> str:
    """The role in which the step is taken: for a third party that cannot be reached by mail, an officer
    writes.
    """
    if not _is_for(step, reader):
        return ""
    acting = next((role for role in step.who if role in reader.roles), "")
    if not acting and party and not party.data.get("email") and reader.has("officer"):
        acting = "third_party" if "third_party" in step.who else ""
    return acting or (reader.roles[0] if reader.roles else "")


def _state(case: Case, step: states.Step, party: Party | None) -> str:
    if step.track == "third_party":
        return party.state if party else "absent"
    return getattr(case, step.track)


def _move(taking: Taking, after: states.Case) -> None:
    """Write the states and facts that the table sets; a payment is written by its effect."""
    case, step = taking.case, taking.step
    if step.track == "third_party" and taking.party and step.target:
        taking.party.state = step.target
    for name in (*TRACKS, *CASE_FACTS):
        setattr(case, name, getattr(after, name))
