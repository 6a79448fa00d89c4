"""Conditions of the law on a step, each with its article and the sentence that refuses the step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ckanext.seoulsquare.disclosure.law import Citation, Clock, cite
from ckanext.seoulsquare.disclosure.law.messages import N_

from .case import Case, ItemResult, ThirdParty

EXEMPT_FROM_COUNCIL = {
    "reviewed": "Act 18(2)1",
    "repeated": "Act 18(2)2",
    "secret_by_law": "Act 18(2)3",
    "repeated_objection": "Decree 11(2)2",
    "late": "Decree 11(2)2",
}
"""Why an objection may be decided without the council, each with its article."""


class Situation(NamedTuple):
    """What a guard looks at: the case, what is given with the step, and the third party concerned."""

    case: Case
    given: Mapping[str, Any]
    party: ThirdParty | None


@dataclass(frozen=True)
class Guard:
    """A condition; `on_given` ones can only be judged once the step's own data are there."""

    holds: Callable[[Situation], bool]
    article: Citation
    refusal: str
    on_given: bool = False


GUARDS: dict[str, Guard] = {}


def _guard(article: str, refusal: str, *, on_given: bool = False) -> Callable[[Callable], Callable]:
    def register(holds: Callable[[Situation], bool]) -> Callable[[Situation], bool]:
        GUARDS[holds.__name__] = Guard(holds, cite(article), refusal, on_given)
        return holds

    return register


# --- who asks ----------------------------------------------------------------------------------------------


@_guard("Act 10(1)", N_("Without an account, the e-mail address has to be confirmed first."))
def known_requester(at: Situation) -> bool:
    return at.case.known


@_guard("Act 10(1)", N_("Whoever is logged in files the request at once."))
def unknown_requester(at: Situation) -> bool:
    return not at.case.known


# --- the decision and its period -------------------------------------------------------------------------


@_guard("Act 11(2)", N_("The period was extended already; it can be extended once."))
def not_extended(at: Situation) -> bool:
    return not at.case.extended


@_guard("Act 11(2)", N_("The period to decide has ended; it can only be extended before."))
def within_decision_period(at: Situation) -> bool:
    return at.case.within(Clock.DECISION)


@_guard("Act 11(1)", N_("Every requested item needs a decision."))
def every_item_decided(at: Situation) -> bool:
    return bool(at.case.items) and all(item.result for item in at.case.items)


@_guard("Act 13(5)", N_("What is withheld needs its ground, 1 to 8 of Article 9(1), and its reason."))
def grounds_given(at: Situation) -> bool:
    """An item that is not held needs a reason only."""
    withheld = [item for item in at.case.items if item.result not in (None, ItemResult.OPEN)]
    return all(
        item.reason
        and (item.result == ItemResult.NOT_HELD or (item.grounds and item.grounds <= set(range(1, 9))))
        for item in withheld
    )


@_guard(
    "Act 13(5)", N_("Withheld because of a review in progress: its stage and expected end have to be told.")
)
def review_stage_given(at: Situation) -> bool:
    in_review = [item for item in at.case.items if item.in_review]
    return all(5 in item.grounds and item.review_stage and item.review_ends for item in in_review)


@_guard("Act 12(1)", N_("The council is still reviewing the request."))
def council_not_sitting(at: Situation) -> bool:
    return at.case.council != "reviewing_request"


@_guard("Act 13(1)", N_("Not every requested item is open."))
def all_items_open(at: Situation) -> bool:
    return bool(at.case.items) and _results(at) == {ItemResult.OPEN}


@_guard("Act 14", N_("Partial disclosure needs both an open part and a withheld one."))
def items_partly_open(at: Situation) -> bool:
    results = _results(at)
    return ItemResult.PARTIAL in results or (ItemResult.OPEN in results and len(results) > 1)


@_guard("Act 14", N_("A part can be disclosed; the request cannot be refused as a whole."))
def no_item_open(at: Situation) -> bool:
    return ItemResult.CLOSED in _results(at) and not _results(at) & {ItemResult.OPEN, ItemResult.PARTIAL}


@_guard("Act 11(5)1", N_("The agency holds some of what was asked for."))
def no_item_held(at: Situation) -> bool:
    return _results(at) == {ItemResult.NOT_HELD}


@_guard("Act 9(1)5", N_("Nothing was withheld because of a review, or its end was told already."))
def review_ground_used(at: Situation) -> bool:
    return not at.case.review_end_told and any(item.in_review for item in at.case.items)


# --- third parties ---------------------------------------------------------------------------------------


@_guard("Act 21(1)", N_("A third party has not answered yet and its three days have not passed."))
def third_parties_heard(at: Situation) -> bool:
    waiting = [party for party in at.case.third_parties if party.state == "notified"]
    return all(party.due is not None and at.case.today > party.due for party in waiting)


@_guard("Act 21(2)", N_("The third party's period has ended."))
def third_party_in_time(at: Situation) -> bool:
    return at.party is not None and at.party.due is not None and at.case.today <= at.party.due


@_guard("Act 21(2)", N_("A third party that asked for non-disclosure was not told, or its objection stands."))
def third_parties_settled(at: Situation) -> bool:
    return not {party.state for party in at.case.third_parties} & {"opposed", "objected", "upheld"}


@_guard(
    "Act 21(3)",
    N_("At least 30 days have to lie between the decision and a disclosure a third party opposed."),
)
def gap_over(at: Situation) -> bool:
    opposed = any(party.state in {"told", "overruled"} for party in at.case.third_parties)
    return not opposed or (
        Clock.DISCLOSURE_GAP in at.case.due and at.case.today >= at.case.due[Clock.DISCLOSURE_GAP]
    )


# --- delivery --------------------------------------------------------------------------------------------


@_guard("Decree 12(1)", N_("The disclosure date has to lie within ten days of the decision."), on_given=True)
def disclosure_date_lawful(at: Situation) -> bool:
    """Later dates are lawful at the requester's wish, for an unpaid fee, or against a third party's wish."""
    day = at.given["disclosure_on"]
    excused = at.given.get("requester_asked") or at.case.fee_owed or _any_opposed(at.case)
    limit = at.case.disclosure_by
    return day >= at.case.today and bool(excused or (limit is not None and day <= limit))


@_guard("Act 17(1)", N_("No fee is owed."))
def fee_owed(at: Situation) -> bool:
    return at.case.fee_owed > 0


@_guard("Act 17(1)", N_("The fee has not been paid in full."))
def fee_paid(at: Situation) -> bool:
    return at.case.fee_owed == 0


@_guard("Decree 12(4)", N_("Ten days have to pass after the disclosure date first."))
def ten_days_uncollected(at: Situation) -> bool:
    return at.case.after(Clock.UNCOLLECTED)


# --- objection -------------------------------------------------------------------------------------------


@_guard("Act 18(1)", N_("Nothing was withheld, and the 20 days without a decision have not passed."))
def contestable(at: Situation) -> bool:
    """A third party may contest the disclosure it was told of (Art 21(2))."""
    told = any(party.state == "told" for party in at.case.third_parties)
    return told or (_withheld(at.case) if _decided(at.case) else at.case.after(Clock.SILENCE))


@_guard("Act 18(1)", N_("The 30 days to object have passed."))
def objection_in_time(at: Situation) -> bool:
    return at.case.within(Clock.OBJECTION if _decided(at.case) else Clock.OBJECTION_AFTER_SILENCE)


@_guard("Act 18(2)", N_("There is no objection to put to the council."))
def objection_open(at: Situation) -> bool:
    return at.case.objection == "filed" or any(party.state == "objected" for party in at.case.third_parties)


@_guard(
    "Act 18(2)",
    N_("The council has to meet on the objection, unless one of the exceptions is given."),
    on_given=True,
)
def council_heard_or_exempt(at: Situation) -> bool:
    return at.case.objection_heard or at.given.get("council_exemption") in EXEMPT_FROM_COUNCIL


@_guard("Act 18(3)", N_("The period of the objection was extended already; it can be extended once."))
def objection_not_extended(at: Situation) -> bool:
    return not at.case.objection_extended


@_guard("Act 18(3)", N_("The period to decide on the objection has ended; it can only be extended before."))
def within_objection_period(at: Situation) -> bool:
    return at.case.within(Clock.OBJECTION_DECISION)


@_guard("Act 18(3)", N_("No objection was upheld, or the new decision was begun already."))
def objection_to_serve(at: Situation) -> bool:
    upheld = at.case.objection in {"upheld", "partly_upheld"}
    return not at.case.reopened and (
        upheld or any(party.state == "upheld" for party in at.case.third_parties)
    )


def _results(at: Situation) -> set[ItemResult | None]:
    return {item.result for item in at.case.items}


def _decided(case: Case) -> bool:
    return case.request in {"decided", "delivering", "disclosed", "refused", "not_held", "uncollected"}


def _withheld(case: Case) -> bool:
    return any(item.result not in (None, ItemResult.OPEN) for item in case.items)


def _any_opposed(case: Case) -> bool:
    return any(party.state in {"opposed", "told", "objected", "overruled"} for party in case.third_parties)
