"""What the log and the mails say of a step, and to whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ckanext.seoulsquare.disclosure.events import STAFF
from ckanext.seoulsquare.disclosure.model import Clock
from ckanext.seoulsquare.disclosure.service import clocks, notify
from ckanext.seoulsquare.disclosure.service.taking import Taking

PERSONAL = frozenset({"name", "email", "phone", "address", "purport"})
"""What is given with a step about a person: never in the log."""

INTERNAL = frozenset(
    {"members", "opinion", "question", "note", "reviewer", "document_number", "council_exemption"}
)
"""What staff alone read in the log."""

STAFF_ONLY = frozenset({"submit_decision", "send_back", "hear_producing_agency", "reduce_fee"})
"""Steps that requesters learn of by what comes of them. (A lower fee shows in the fee.)"""

QUIET = frozenset(
    {"file_without_account", "submit_decision", "send_back", "hear_producing_agency", "reduce_fee"}
)
"""Steps of staff that are not mailed about."""


def detail(taking: Taking) -> dict[str, Any]:
    """What was given with the step by staff, without personal data; nothing of what others wrote."""
    if taking.actor.role not in STAFF or taking.step.name in _OTHERS_WORDS:
        return {}
    return _without(taking.given, PERSONAL | INTERNAL)


def internal(taking: Taking) -> dict[str, Any]:
    """What staff alone should read."""
    if taking.actor.role not in STAFF:
        return {}
    return {key: value for key, value in taking.given.items() if key in INTERNAL}


def audience(taking: Taking) -> list[str]:
    """Who besides staff may read the event: a requester does not see who the third parties are or what they
    say.
    """
    if taking.step.track == "third_party":
        return ["third_party"]
    return [] if taking.step.name in STAFF_ONLY else ["requester"]


def tell(taking: Taking) -> None:
    """Put the mails about a step into the outbox."""
    step, case = taking.step, taking.case
    match step.name:
        case "file_without_account":
            day = taking.today + dt.timedelta(days=notify.links.CONFIRM_DAYS)
            notify.requester(case, "confirm", day=day)
        case "file" | "confirm_email" | "register_oral_request":
            notify.requester(case, "filed", day=case.due_on, form=step.notice or "")
            notify.officers(case, "officer_filed", day=case.due_on)
        case _ if taking.party is not None:
            _tell_of_third_party(taking)
        case _ if taking.actor.role in STAFF:
            if step.name not in QUIET and step.track != "council":
                notify.requester(case, "step", step=step.label, form=step.notice or "")
        case _:
            notify.officers(case, "officer_step", step=step.label)


def _tell_of_third_party(taking: Taking) -> None:
    step, party = taking.step, taking.party
    if party is None:
        return
    if taking.actor.role not in STAFF:
        notify.officers(taking.case, "officer_step", step=step.label)
    elif step.notice:
        notify.third_party(taking.case, party, step, _answer_due(taking), step.notice)


def _answer_due(taking: Taking) -> dt.date | None:
    wanted = {period.value for period in clocks.THIRD_PARTY}
    own = taking.party.id if taking.party else ""
    running = Clock.running(taking.case.id)
    return min(
        (clock.due for clock in running if clock.party_id == own and clock.clock in wanted), default=None
    )


_OTHERS_WORDS = frozenset(
    {"object", "receive_late_objection", "agree", "ask_non_disclosure", "record_oral_opinion"}
)
"""Steps in which staff write down what somebody else said."""


def _without(given: dict[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key not in keys}
