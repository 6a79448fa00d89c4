"""The statutory forms of the Enforcement Rule as values: one class a form, nothing but what is printed.

`number` is the form's number in the Rule as in the table of steps (`4-2` is 별지 제4호의2서식), `name` that
of its template. The request and its slip share a number: the Rule prints both on one sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.notices.parts import (
    Agency,
    Approval,
    DecidedItem,
    Delivering,
    Officer,
    Person,
    Receipt,
    Remedies,
    Wishes,
)
from ckanext.seoulsquare.disclosure.notices.required import Gap, gap, part
from ckanext.seoulsquare.disclosure.states import ItemResult
from ckanext.seoulsquare.disclosure.vocabulary import CLOSING_ARTICLES

_REASON = N_("Reason")


@dataclass(frozen=True, kw_only=True)
class Form:
    """What every form has: the case, the agency and the day on which it is written."""

    number: ClassVar[str]
    name: ClassVar[str]

    receipt: Receipt = part(N_("Case"), "Decree 6(2)")
    agency: Agency = part(N_("Agency"), "Decree 6(2)")
    dated: date = part(N_("Date"), "Decree 6(2)")


@dataclass(frozen=True, kw_only=True)
class Notice(Form):
    """A form that the agency sends: with the line of approval and whom to ask."""

    contact: Officer | None = part(N_("Official in charge"), default=None)
    approval: Approval = part(N_("Approval"), default=Approval())


@dataclass(frozen=True, kw_only=True)
class Request(Form):
    """The request as it was filed (form 1-2, its upper part)."""

    number = "1-2"
    name = "request"

    requester: Person = part(N_("Requester"), "Act 10(1)1")
    content: str = part(N_("Requested information"), "Act 10(1)3")
    wishes: Wishes = part(N_("Disclosure"), "Act 10(1)3")
    reduction_claimed: bool = part(N_("Fee reduction claimed"), default=False)
    reduction_reason: str = part(N_("Reason for the fee reduction"), default="")

    def further_gaps(self) -> Iterator[Gap]:
        """What Art 10(1) asks of the requester, and the reason of a claimed reduction."""
        for found in self.requester.missing_for_a_filing():
            yield Gap(f"requester.{found.path}", found.label, found.article)
        if self.reduction_claimed and not self.reduction_reason.strip():
            yield gap("reduction_reason", N_("Reason for the fee reduction"), "Decree 17(4)")


@dataclass(frozen=True, kw_only=True)
class OralRequest(Request):
    """An oral request as an official wrote it down (form 2); both sign."""

    number = "2"
    name = "oral_request"

    recorder: Officer = part(N_("Written down by"), "Act 10(2)")


@dataclass(frozen=True, kw_only=True)
class ReceiptSlip(Form):
    """The slip that confirms a request (form 1-2, its lower part)."""

    number = "1-2"
    name = "receipt"

    requester_name: str = part(N_("Requester"), "Decree 6(2)")
    handler: Officer = part(N_("Received by"), "Decree 6(2)")
    content: str = part(N_("Requested information"), default="")
    due_on: date | None = part(N_("Decision due"), default=None)


@dataclass(frozen=True, kw_only=True)
class Extension(Notice):
    """The period to decide is extended (form 3)."""

    number = "3"
    name = "extension"

    content: str = part(N_("Requested information"), "Act 11(2)")
    due_on: date | None = part(N_("Decision due"), "Act 11(2)")
    extended_to: date | None = part(N_("Extended to"), "Act 11(2)")
    ground: int | None = part(N_("Ground of the extension"), "Decree 7(1)")
    reason: str = part(_REASON, "Act 11(2)")


@dataclass(frozen=True, kw_only=True)
class Transfer(Notice):
    """The request went to the agency that holds the information (form 3-2)."""

    number = "3-2"
    name = "transfer"

    content: str = part(N_("Requested information"), "Act 11(4)")
    transferred_to: str = part(N_("Transferred to"), "Act 11(4)")
    transferred_on: date | None = part(N_("Transferred on"), "Act 11(4)")
    reason: str = part(_REASON, "Act 11(4)")
    transferred_contact: str = part(N_("Contact of that agency"), default="")


@dataclass(frozen=True, kw_only=True)
class Closing(Notice):
    """The request is closed or handled as a petition (form 4-2).

    `ground` is a code of `closing_grounds` of the vocabulary; `outcome` what came of it: where the
    information is published, how it can be received, how the petition was handled.
    """

    number = "4-2"
    name = "closing"

    content: str = part(N_("Requested information"), "Act 11-2(1)")
    ground: str = part(N_("Ground"), "Act 11-2(1)")
    reason: str = part(_REASON, "Act 11-2(1)")
    outcome: str = part(N_("Outcome"), default="")
    earlier_case: str = part(N_("Earlier request"), default="")
    remedies: Remedies = part(N_("How to contest"), "Act 13(5)")

    def further_gaps(self) -> Iterator[Gap]:
        """What the notice has to tell beside the reason depends on its ground."""
        article = CLOSING_ARTICLES[self.ground] if self.ground else "Act 11-2(1)"
        if self.ground in ("decided_before", "petition_before") and not self.earlier_case:
            yield gap("earlier_case", N_("Earlier request"), article)
        if self.ground in ("published", "impossible_method", "complaint") and not self.outcome.strip():
            yield gap("outcome", N_("Outcome"), article)
        yield from _where_to_object(self.remedies)


@dataclass(frozen=True, kw_only=True)
class ThirdPartyNotice(Notice):
    """A third party is told of a request that concerns it (form 4-3); the requester is not named."""

    number = "4-3"
    name = "third_party_notice"

    third_party: Person = part(N_("Third party"), "Act 11(3)")
    content: str = part(N_("Requested information"), "Act 11(3)")
    concerned: str = part(N_("What concerns the third party"), default="")
    answer_until: date | None = part(N_("Opinion until"), "Act 21(1)")

    def further_gaps(self) -> Iterator[Gap]:
        """An opinion needs somewhere to go."""
        if not (self.contact and (self.contact.phone or self.contact.email)) and not self.agency.address:
            yield gap("contact", N_("Official in charge"), "Act 21(1)")


@dataclass(frozen=True, kw_only=True)
class ThirdPartyOpinion(Form):
    """What a third party says to a request (form 5); `stance` is a code of `stances`."""

    number = "5"
    name = "third_party_opinion"

    third_party: Person = part(N_("Third party"), "Decree 8(1)")
    content: str = part(N_("Requested information"), "Decree 8(1)")
    stance: str = part(N_("Opinion"), "Act 21(1)")
    reason: str = part(_REASON, default="")
    notified_on: date | None = part(N_("Told on"), default=None)

    def further_gaps(self) -> Iterator[Gap]:
        """Asking for non-disclosure needs a reason."""
        if self.stance == "opposed" and not self.reason.strip():
            yield gap("reason", _REASON, "Decree 8(1)")


@dataclass(frozen=True, kw_only=True)
class Decision(Notice):
    """The decision on a request, item by item (form 7)."""

    number = "7"
    name = "decision"

    requester_name: str = part(N_("Requester"), "Act 13(1)")
    content: str = part(N_("Requested information"), "Act 13(1)")
    items: tuple[DecidedItem, ...] = part(N_("Decision"), "Act 13(1)")
    delivering: Delivering | None = part(N_("Disclosure"), default=None)
    remedies: Remedies | None = part(N_("How to contest"), default=None)

    @property
    def result(self) -> ItemResult:
        """Open when every item is, closed when none is even in part, else partly open (Art 14)."""
        results = {item.result for item in self.items}
        if results == {ItemResult.OPEN}:
            return ItemResult.OPEN
        return ItemResult.PARTIAL if results & {ItemResult.OPEN, ItemResult.PARTIAL} else ItemResult.CLOSED

    @property
    def withheld(self) -> tuple[DecidedItem, ...]:
        """The items of which something is not given."""
        return tuple(item for item in self.items if item.result != ItemResult.OPEN)

    def further_gaps(self) -> Iterator[Gap]:
        """Disclosure needs its day and place, withholding the ways to contest it."""
        if not self.items:
            return
        if self.result != ItemResult.CLOSED and self.delivering is None:
            yield gap("delivering", N_("Disclosure"), "Act 13(1)")
        if self.withheld:
            if self.remedies is None:
                yield gap("remedies", N_("How to contest"), "Act 13(5)")
            else:
                yield from _where_to_object(self.remedies)


@dataclass(frozen=True, kw_only=True)
class Objection(Form):
    """A requester's objection (form 9). `cause` is a code of `objection_causes`."""

    number = "9"
    name = "objection"

    objector: Person = part(N_("Objector"), "Decree 18(1)1")
    cause: str = part(N_("Objection to"), "Decree 18(1)2")
    decision: str = part(N_("The decision"), default="")
    known_on: date | None = part(N_("Notice received on, or request filed on"), "Decree 18(1)4")
    purport: str = part(N_("Purport of the objection"), "Decree 18(1)3")
    reason: str = part(N_("Reasons of the objection"), "Decree 18(1)3")
    objection_receipt: Receipt | None = part(N_("Receipt of the objection"), default=None)

    def further_gaps(self) -> Iterator[Gap]:
        """Who objects says the same of themselves as who requests; a decision objected to is described."""
        for found in self.objector.missing_for_a_filing():
            yield gap(f"objector.{found.path}", found.label, "Decree 18(1)1")
        if self.cause != "silence" and not self.decision.strip():
            yield gap("decision", N_("The decision"), "Decree 18(1)2")


@dataclass(frozen=True, kw_only=True)
class ObjectionDecision(Notice):
    """The decision on an objection (form 9-2); `result` is a code of `objection_results`.

    The council met on `council_on`, or did not for a code of `council_exemptions`.
    """

    number = "9-2"
    name = "objection_decision"

    objector_name: str = part(N_("Objector"), "Act 18(3)")
    objected_on: date | None = part(N_("Objection received on"), "Act 18(3)")
    subject: str = part(N_("Purport of the objection"), "Act 18(3)")
    result: str = part(N_("Decision"), "Act 18(3)")
    decision: str = part(N_("What was decided"), default="")
    reason: str = part(_REASON, default="")
    council_on: date | None = part(N_("Council met on"), default=None)
    council_exemption: str = part(N_("Why the council did not meet"), default="")
    remedies: Remedies | None = part(N_("How to contest"), default=None)

    def further_gaps(self) -> Iterator[Gap]:
        """Short of full success: the reason, the council or its exemption, and the ways to contest."""
        if self.result == "upheld":
            return
        if not self.reason.strip():
            yield gap("reason", _REASON, "Act 18(3)")
        if self.council_on is None and not self.council_exemption:
            yield gap("council_on", N_("Council met on"), "Act 18(2)")
        if self.remedies is None:
            yield gap("remedies", N_("How to contest"), "Act 18(4)")


@dataclass(frozen=True, kw_only=True)
class ObjectionExtension(Notice):
    """The period to decide on an objection is extended (form 10)."""

    number = "10"
    name = "objection_extension"

    objector_name: str = part(N_("Objector"), "Act 18(3)")
    objected_on: date | None = part(N_("Objection received on"), "Act 18(3)")
    subject: str = part(N_("Purport of the objection"), "Act 18(3)")
    due_on: date | None = part(N_("Decision due"), "Act 18(3)")
    extended_to: date | None = part(N_("Extended to"), "Act 18(3)")
    reason: str = part(_REASON, "Act 18(3)")


@dataclass(frozen=True, kw_only=True)
class ReviewEnd(Notice):
    """A review that was the ground of a refusal has ended (form 1); one may ask again."""

    number = "1"
    name = "review_end"

    requester_name: str = part(N_("Requester"), "Act 9(1)5")
    content: str = part(N_("Requested information"), "Act 9(1)5")
    review_stage: str = part(N_("Stage of the review"), "Act 9(1)5")
    ended_on: date | None = part(N_("Review ended on"), "Act 9(1)5")


@dataclass(frozen=True, kw_only=True)
class ThirdPartyDecision(Notice):
    """A third party that asked for non-disclosure is told of the disclosure (form 11-2)."""

    number = "11-2"
    name = "third_party_decision"

    third_party: Person = part(N_("Third party"), "Act 21(2)")
    content: str = part(N_("Requested information"), "Act 21(2)")
    disclosed: str = part(N_("What is disclosed"), "Act 21(2)")
    reason: str = part(N_("Why it is disclosed"), "Act 21(2)")
    decided_on: date | None = part(N_("Decided on"), "Act 21(3)")
    disclosure_on: date | None = part(N_("Disclosure date"), "Act 21(2)")
    remedies: Remedies = part(N_("How to contest"), "Act 21(2)")

    def further_gaps(self) -> Iterator[Gap]:
        """The third party may object too."""
        yield from _where_to_object(self.remedies)


FORMS: dict[str, type[Form]] = {
    form.name: form
    for form in (
        Request,
        OralRequest,
        ReceiptSlip,
        Extension,
        Transfer,
        Closing,
        ThirdPartyNotice,
        ThirdPartyOpinion,
        Decision,
        Objection,
        ObjectionDecision,
        ObjectionExtension,
        ReviewEnd,
        ThirdPartyDecision,
    )
}
"""Every form by name."""


def _where_to_object(remedies: Remedies) -> Iterator[Gap]:
    if not remedies.objection_at.strip():
        yield gap("remedies.objection_at", N_("Objection"), "Act 13(5)")
