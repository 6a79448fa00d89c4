"""One builder for each form: which values of a case and an event it prints."""

from __future__ import annotations

from collections.abc import Callable

from ckanext.seoulsquare.disclosure.law import Clock as Period
from ckanext.seoulsquare.disclosure.letters.dossier import Dossier
from ckanext.seoulsquare.disclosure.model import Case, Event, Objection
from ckanext.seoulsquare.disclosure.notices import forms
from ckanext.seoulsquare.disclosure.notices.forms import Form
from ckanext.seoulsquare.disclosure.states import ItemResult
from ckanext.seoulsquare.disclosure.vocabulary import names

Builder = Callable[[Dossier], Form]

LETTERS: dict[str, Builder] = {}
"""The builder of an event's form by the event's action: the notices of the table, and what people filed."""


class NoFormError(LookupError):
    """Nothing was sent or filed with that event."""


def form_of(case: Case, event: Event) -> Form:
    """The form of an event; raises `NoFormError` when it has none."""
    if event.action not in LETTERS:
        raise NoFormError(event.action)
    return LETTERS[event.action](Dossier(case, event))


def _letter(*actions: str) -> Callable[[Builder], Builder]:
    def register(builder: Builder) -> Builder:
        LETTERS.update(dict.fromkeys(actions, builder))
        return builder

    return register


# --- filed by requesters and third parties -----------------------------------------------------------------


@_letter("file", "confirm_email")
def _request(dossier: Dossier) -> Form:
    reduction = dossier.case.fee_reduction
    return forms.Request(
        **dossier.filed,
        requester=dossier.requester,
        content=dossier.content,
        wishes=dossier.wishes,
        reduction_claimed=bool(reduction.get("claimed")),
        reduction_reason=reduction.get("reason", ""),
    )


@_letter("register_oral_request")
def _oral_request(dossier: Dossier) -> Form:
    reduction = dossier.case.fee_reduction
    return forms.OralRequest(
        **dossier.filed,
        requester=dossier.requester,
        content=dossier.content,
        wishes=dossier.wishes,
        reduction_claimed=bool(reduction.get("claimed")),
        reduction_reason=reduction.get("reason", ""),
        recorder=dossier.officer(dossier.event.actor_id),
    )


@_letter("agree", "ask_non_disclosure", "record_oral_opinion")
def _opinion(dossier: Dossier) -> Form:
    return forms.ThirdPartyOpinion(
        **dossier.filed,
        third_party=dossier.third_party,
        content=dossier.case.title,
        stance="agreed" if dossier.event.action == "agree" else "opposed",
        reason=dossier.opinion,
    )


@_letter("object", "receive_late_objection")
def _objection(dossier: Dossier) -> Form:
    objection = _objected(dossier)
    words = objection.sealed or {}
    result = dossier.case.result
    cause = result if result in ("closed", "partial", "not_held") else "silence"
    return forms.Objection(
        **dossier.filed,
        objector=dossier.requester,
        cause=cause,
        decision="" if cause == "silence" else _decision(dossier),
        known_on=dossier.received_on if cause == "silence" else dossier.case.notified_on,
        purport=words.get("purport") or words.get("reason", ""),
        reason=words.get("reason", ""),
    )


# --- sent by the agency ------------------------------------------------------------------------------------


@_letter("receive")
def _receipt(dossier: Dossier) -> Form:
    return forms.ReceiptSlip(
        **dossier.filed,
        requester_name=dossier.requester.name,
        handler=dossier.officer(dossier.event.actor_id),
        content=dossier.content,
        due_on=dossier.due(Period.DECISION),
    )


@_letter("extend")
def _extension(dossier: Dossier) -> Form:
    return forms.Extension(
        **dossier.notice,
        content=dossier.content,
        due_on=dossier.due(Period.DECISION),
        extended_to=dossier.due(Period.EXTENSION),
        ground=dossier.detail.get("ground"),
        reason=dossier.detail.get("reason", ""),
    )


@_letter("transfer")
def _transfer(dossier: Dossier) -> Form:
    return forms.Transfer(
        **dossier.notice,
        content=dossier.content,
        transferred_to=dossier.case.transferred_to.get("agency", ""),
        transferred_on=dossier.dated,
        reason=dossier.detail.get("reason", ""),
    )


@_letter(
    "treat_as_petition", "close_repeated", "close_published", "close_impossible_method", "decide_not_held"
)
def _closing(dossier: Dossier) -> Form:
    detail = dossier.detail
    ground = {
        "treat_as_petition": "not_held" if detail.get("ground") == 1 else "complaint",
        "close_repeated": "decided_before" if detail.get("ground") == 1 else "petition_before",
        "close_published": "published",
        "close_impossible_method": "impossible_method",
        "decide_not_held": "not_held",
    }[dossier.event.action]
    reasons = [item.reason for item in dossier.items if item.reason]
    outcome = detail.get("result") or detail.get("location") or detail.get("method") or ""
    return forms.Closing(
        **dossier.notice,
        content=dossier.content,
        ground=ground,
        reason=detail.get("reason") or "\n".join(reasons) or names("closing_grounds", "ko")[ground],
        outcome=outcome,
        earlier_case=detail.get("earlier_case", ""),
        remedies=dossier.remedies(),
    )


@_letter("notify_third_party")
def _third_party_notice(dossier: Dossier) -> Form:
    return forms.ThirdPartyNotice(
        **dossier.notice,
        third_party=dossier.third_party,
        content=dossier.case.title,
        answer_until=dossier.due(Period.THIRD_PARTY),
    )


@_letter("decide_open", "decide_partly", "decide_refuse")
def _decision_notice(dossier: Dossier) -> Form:
    withheld = any(item.result != ItemResult.OPEN for item in dossier.items)
    return forms.Decision(
        **dossier.notice,
        requester_name=dossier.requester.name,
        content=dossier.content,
        items=dossier.items,
        delivering=None if dossier.event.action == "decide_refuse" else dossier.delivering,
        remedies=dossier.remedies() if withheld else None,
    )


@_letter("announce_review_end")
def _review_end(dossier: Dossier) -> Form:
    stages = [item.review_stage for item in dossier.items if item.in_review]
    return forms.ReviewEnd(
        **dossier.notice,
        requester_name=dossier.requester.name,
        content=dossier.content,
        review_stage=", ".join(dict.fromkeys(stages)),
        ended_on=dossier.dated,
    )


@_letter("tell_third_party")
def _third_party_decision(dossier: Dossier) -> Form:
    return forms.ThirdPartyDecision(
        **dossier.notice,
        third_party=dossier.third_party,
        content=dossier.case.title,
        disclosed=dossier.case.title,
        reason=dossier.detail.get("reason", ""),
        decided_on=dossier.case.decided_on,
        disclosure_on=dossier.day("disclosure_on"),
        remedies=dossier.remedies(),
    )


@_letter("extend_objection")
def _objection_extension(dossier: Dossier) -> Form:
    objection = _objected(dossier)
    return forms.ObjectionExtension(
        **dossier.notice,
        objector_name=dossier.requester.name,
        objected_on=objection.filed_on,
        subject=_purport(dossier),
        due_on=dossier.due(Period.OBJECTION_DECISION),
        extended_to=dossier.due(Period.OBJECTION_EXTENSION),
        reason=dossier.detail.get("reason", ""),
    )


@_letter(
    "uphold_objection",
    "partly_uphold_objection",
    "dismiss_objection",
    "reject_objection",
    "uphold_third_party_objection",
    "overrule_third_party_objection",
)
def _objection_decision(dossier: Dossier) -> Form:
    objection = _objected(dossier)
    objector = dossier.third_party if dossier.event.party_id else dossier.requester
    return forms.ObjectionDecision(
        **dossier.notice,
        objector_name=objector.name,
        objected_on=objection.filed_on,
        subject=_purport(dossier),
        result=objection.result,
        reason=objection.answer,
        council_on=dossier.council_on,
        council_exemption=objection.council_exemption,
        remedies=None if objection.result == "upheld" else dossier.remedies(objection=False),
    )


def _objected(dossier: Dossier) -> Objection:
    objection = dossier.objection
    if objection is None:
        raise NoFormError(dossier.event.action)
    return objection


def _purport(dossier: Dossier) -> str:
    words = _objected(dossier).sealed or {}
    return words.get("purport") or words.get("reason") or dossier.case.title


def _decision(dossier: Dossier) -> str:
    """The decision that is objected to, item by item."""
    results = names("results", "ko")
    lines = []
    for item in dossier.items:
        if item.result != ItemResult.OPEN:
            grounds = ", ".join(f"제{ground}호" for ground in sorted(item.grounds))
            lines.append(f"{item.asked}: {results[item.result.value]}" + (f" ({grounds})" if grounds else ""))
    return "\n".join(lines)
