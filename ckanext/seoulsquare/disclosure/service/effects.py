"""What each step writes besides the states of the table: dates, results, people, files.

A function per step or family of steps. It runs after the step was found lawful and before its clocks turn,
and raises `InvalidError` where data are missing that the table does not know of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, Item, Number, Objection, Party, Review
from ckanext.seoulsquare.disclosure.service import charges, drafting, files, forwarding, person
from ckanext.seoulsquare.disclosure.service.taking import Taking

EFFECTS: dict[str, Callable[[Taking], None]] = {}

RESULTS = {
    "decide_open": "open",
    "decide_partly": "partial",
    "decide_refuse": "closed",
    "decide_not_held": "not_held",
    "treat_as_petition": "petition",
    "close_repeated": "repeated",
    "close_published": "published",
    "close_impossible_method": "impossible",
    "disclose_immediately": "immediate",
    "transfer": "transferred",
    "withdraw": "withdrawn",
}
"""The result that a step gives the case."""

OBJECTION_RESULTS = {
    "uphold_objection": "upheld",
    "partly_uphold_objection": "partly_upheld",
    "dismiss_objection": "dismissed",
    "reject_objection": "rejected",
    "withdraw_objection": "withdrawn",
    "uphold_third_party_objection": "upheld",
    "overrule_third_party_objection": "dismissed",
}


def _effect(*steps: str) -> Callable[[Callable[[Taking], None]], Callable[[Taking], None]]:
    def register(effect: Callable[[Taking], None]) -> Callable[[Taking], None]:
        EFFECTS.update(dict.fromkeys(steps, effect))
        return effect

    return register


# --- asking and receiving ----------------------------------------------------------------------------------


@_effect("file_without_account")
def _wait_for_confirmation(taking: Taking) -> None:
    _complete(taking.case)


@_effect("file", "confirm_email", "register_oral_request")
def _file(taking: Taking) -> None:
    """The request reaches the agency now; on paper, when the officer says it did."""
    _complete(taking.case)
    case = taking.case
    case.filed_at = taking.now
    case.received_at = (case.received_at if case.channel != "online" else None) or taking.now
    case.receipt_number = Number.following(clock.day_of(case.received_at).year)


def _complete(case: Case) -> None:
    if found := drafting.missing(case):
        raise found[0]


@_effect("withdraw")
def _withdraw(taking: Taking) -> None:
    _end(taking.case, taking)


@_effect("receive")
def _receive(taking: Taking) -> None:
    taking.case.department = taking.given.get("department") or taking.case.department


@_effect("return_for_completion")
def _return(taking: Taking) -> None:
    _remark(taking, "completion", "reason", "until")


@_effect("transfer")
def _transfer(taking: Taking) -> None:
    case = taking.case
    case.transferred_to = forwarding.forward(case, taking.given["agency"], taking.now)
    _remark(taking, "closing", "reason")
    _end(case, taking)


@_effect("treat_as_petition", "close_published", "close_impossible_method")
def _close(taking: Taking) -> None:
    _remark(taking, "closing", "ground", "result", "location", "method", "reason")
    _end(taking.case, taking)


@_effect("close_repeated")
def _close_repeated(taking: Taking) -> None:
    earlier = Case.named(taking.given["earlier_case"])
    if earlier is None or earlier.id == taking.case.id or earlier.agency_id != taking.case.agency_id:
        raise InvalidError("earlier_case", N_("The agency has no such request."))
    taking.case.earlier_case_id = earlier.id
    _close(taking)


@_effect("disclose_immediately")
def _disclose_immediately(taking: Taking) -> None:
    case = taking.case
    _remark(taking, "closing", "ground", "location", "note")
    case.decided_on = case.notified_on = case.disclosure_on = case.disclosed_on = taking.today
    files.release(case, taking.given.get("expires_on"), taking.now)
    _end(case, taking)


# --- preparing and deciding --------------------------------------------------------------------------------


@_effect("extend")
def _extend(taking: Taking) -> None:
    given = taking.given
    days = given.setdefault("days", 10)
    if not 1 <= days <= 10:
        raise InvalidError("days", N_("The period can be extended by 1 to 10 days."))
    taking.case.extension = {"ground": given["ground"], "reason": given["reason"], "days": days}


@_effect("refer_to_council", "refer_objection")
def _refer(taking: Taking) -> None:
    subject = "request" if taking.step.name == "refer_to_council" else "objection"
    Session.add(
        Review(
            case_id=taking.case.id,
            number=len(Review.of(taking.case.id)) + 1,
            subject=subject,
            question=taking.given.get("question", ""),
            referred_on=taking.today,
        )
    )


@_effect("conclude_review", "conclude_objection_review")
def _conclude(taking: Taking) -> None:
    review, given = Review.of(taking.case.id)[-1], taking.given
    if given["date"] > taking.today:
        raise InvalidError("date", N_("This day has not come yet."))
    review.held_on, review.members = given["date"], given["members"]
    review.result, review.opinion = given["result"], given.get("opinion", "")


@_effect("submit_decision")
def _submit(taking: Taking) -> None:
    given = taking.given
    taking.case.approval = {
        "drafter": taking.actor.user_id,
        "reviewer": given.get("reviewer", ""),
        "document_number": given.get("document_number", ""),
    }


@_effect("decide_open", "decide_partly", "decide_refuse", "decide_not_held")
def _decide(taking: Taking) -> None:
    case, given = taking.case, taking.given
    case.decided_on = taking.today
    case.notified_on = given.get("notified_on") or taking.today
    if case.notified_on < taking.today:
        raise InvalidError("notified_on", N_("The notice cannot arrive before the decision."))
    case.disclosure_on, case.place = given.get("disclosure_on"), given.get("place", "")
    case.approval = {
        **case.approval,
        "approver": taking.actor.user_id,
        "kind": given.get("approval", "self"),
        "document_number": given.get("document_number") or case.approval.get("document_number", ""),
    }
    case.result = RESULTS[taking.step.name]
    case.closed_on = None if case.disclosure_on else taking.today
    _keep_decision(case)


def _keep_decision(case: Case) -> None:
    """Keep the items as they are decided, under the number of the event that follows.

    So a notice that is made again says what it said, even when an objection led to another decision.
    """
    items = [
        {
            "id": item.id,
            "result": item.result,
            "grounds": item.grounds,
            "reason": item.reason,
            "in_review": item.in_review,
            "review_stage": item.review_stage,
            "review_ends": item.review_ends.isoformat() if item.review_ends else None,
        }
        for item in Item.of(case.id)
    ]
    decisions = {**case.remarks.get("decisions", {}), str(case.events + 1): items}
    case.remarks = {**case.remarks, "decisions": decisions}


# --- delivering --------------------------------------------------------------------------------------------


@_effect("change_disclosure_date")
def _change_date(taking: Taking) -> None:
    day = taking.given["disclosure_on"]
    if day < taking.today:
        raise InvalidError("disclosure_on", N_("This day has passed."))
    taking.case.disclosure_on = day


@_effect("reduce_fee")
def _reduce(taking: Taking) -> None:
    charges.reduce(taking.case, taking.given["ground"])


@_effect("record_payment")
def _pay(taking: Taking) -> None:
    given = taking.given
    method = given.get("method", "electronic")
    if method not in ("electronic", "stamp", "cash"):
        raise InvalidError("method", N_("One of these is wanted: {known}."), known="electronic, stamp, cash")
    charges.pay(taking.case, given["amount"], method, given.get("date") or taking.today)


@_effect("disclose", "finish_delivery")
def _disclose(taking: Taking) -> None:
    files.release(taking.case, taking.given.get("expires_on"), taking.now)
    taking.case.disclosed_on = taking.today
    _end(taking.case, taking)


@_effect("deliver_in_parts")
def _deliver(taking: Taking) -> None:
    files.release(taking.case, taking.given.get("expires_on"), taking.now)


@_effect("close_uncollected")
def _uncollected(taking: Taking) -> None:
    _end(taking.case, taking)


# --- third parties -----------------------------------------------------------------------------------------


@_effect("notify_third_party")
def _bring_in(taking: Taking) -> None:
    given = taking.given
    if not given.get("name"):
        raise InvalidError("name", N_("The third party's name is needed."))
    data = person.clean({key: given.get(key) for key in ("name", "email", "phone", "address")}, taking.today)
    party = Party(
        case_id=taking.case.id,
        role="third_party",
        state="notified",
        language=given.get("language", "ko"),
        sealed={key: data[key] for key in ("name", "email", "phone", "address")},
        created_at=taking.now,
        notified_on=_reached(taking),
    )
    Session.add(party)
    Session.flush()
    taking.party = party


@_effect("agree", "ask_non_disclosure", "record_oral_opinion")
def _opinion(taking: Taking) -> None:
    if taking.party:
        taking.party.sealed = {**taking.party.data, "opinion": taking.given.get("reason", "")}


@_effect("tell_third_party")
def _tell(taking: Taking) -> None:
    """The disclosure moves to the day that the third party is told of."""
    _reached(taking)
    day = taking.given["disclosure_on"]
    if day < max(taking.today, taking.case.disclosure_on or taking.today):
        raise InvalidError("disclosure_on", N_("The disclosure cannot be earlier than it was announced."))
    taking.case.disclosure_on = day


def _reached(taking: Taking) -> dt.date:
    day = taking.given.get("reached_on") or taking.today
    if day < taking.today:
        raise InvalidError("reached_on", N_("The notice cannot arrive before it is sent."))
    return day


# --- objections and what follows ---------------------------------------------------------------------------


@_effect("object", "receive_late_objection", "third_party_object")
def _object(taking: Taking) -> None:
    case, given = taking.case, taking.given
    for key in ("purport", "reason"):
        person.refuse_numbers(key, given.get(key, ""), taking.today)
    Session.add(
        Objection(
            case_id=case.id,
            party_id=taking.party.id if taking.party else "",
            number=len(Objection.of(case.id)) + 1,
            late=taking.step.name == "receive_late_objection",
            filed_on=taking.today,
            sealed={"purport": given.get("purport", ""), "reason": given.get("reason", "")},
        )
    )


@_effect("extend_objection")
def _extend_objection(taking: Taking) -> None:
    objection = _open_objection(taking)
    objection.extended, objection.extension_reason = True, taking.given["reason"]


@_effect(*OBJECTION_RESULTS)
def _settle_objection(taking: Taking) -> None:
    objection, given = _open_objection(taking), taking.given
    objection.decided_on, objection.result = taking.today, OBJECTION_RESULTS[taking.step.name]
    objection.answer = given.get("reason", "")
    objection.council_exemption = given.get("council_exemption", "")


def _open_objection(taking: Taking) -> Objection:
    wanted = taking.party.id if taking.party else ""
    return next(
        objection
        for objection in reversed(Objection.of(taking.case.id))
        if objection.party_id == wanted and not objection.result
    )


@_effect("reopen")
def _reopen(taking: Taking) -> None:
    case = taking.case
    case.closed_on = case.decided_on = case.notified_on = case.disclosure_on = case.disclosed_on = None
    case.result = ""


@_effect("record_appeal", "record_lawsuit")
def _record_remedy(taking: Taking) -> None:
    given = taking.given
    entry = {
        "kind": taking.step.name.removeprefix("record_"),
        "date": given["date"].isoformat(),
        "number": given.get("number", ""),
        "body": given.get("body", ""),
    }
    case = taking.case
    case.remarks = {**case.remarks, "remedies": [*case.remarks.get("remedies", []), entry]}


def _end(case: Case, taking: Taking) -> None:
    case.closed_on = taking.today
    case.result = RESULTS.get(taking.step.name, case.result)


def _remark(taking: Taking, name: str, *keys: str) -> None:
    """Keep what was given with the step for notices and registers."""
    given = {key: str(taking.given[key]) for key in keys if key in taking.given}
    taking.case.remarks = {**taking.case.remarks, name: {"step": taking.step.name, **given}}
