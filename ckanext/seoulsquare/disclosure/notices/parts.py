"""Parts that several forms share, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.notices.required import Gap, gap, part
from ckanext.seoulsquare.disclosure.states import ItemResult


class Method(StrEnum):
    """How information is disclosed."""

    VIEW = "view"
    COPY = "copy"
    FILE = "file"
    DUPLICATE = "duplicate"
    OTHER = "other"


class Delivery(StrEnum):
    """How disclosed information reaches the requester."""

    VISIT = "visit"
    POST = "post"
    FAX = "fax"
    NETWORK = "network"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The number a request or objection got, and the day it came in."""

    number: str = part(N_("Receipt number"), "Decree 6(2)")
    received_on: date | None = part(N_("Received on"), "Decree 6(2)")


@dataclass(frozen=True, kw_only=True)
class Agency:
    """The agency that a form comes from or goes to; `head` is who signs: 서울특별시장."""

    name: str = part(N_("Agency"), "Decree 6(2)")
    head: str = part(N_("Head of the agency"), "Decree 6(2)")
    postcode: str = part(N_("Postcode"), default="")
    address: str = part(N_("Address"), default="")
    website: str = part(N_("Website"), default="")


@dataclass(frozen=True, kw_only=True)
class Officer:
    """An official: who handles the case, or who signed."""

    name: str = part(N_("Name"))
    position: str = part(N_("Position"), default="")
    department: str = part(N_("Department"), default="")
    phone: str = part(N_("Telephone"), default="")
    fax: str = part(N_("Fax"), default="")
    email: str = part(N_("E-mail"), default="")


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The line of approval below a notice, and the notice's own number (정보공개담당관-1234)."""

    document_number: str = part(N_("Document number"), default="")
    drafter: Officer | None = part(N_("Drafted by"), default=None)
    reviewers: tuple[Officer, ...] = part(N_("Reviewed by"), default=())
    approver: Officer | None = part(N_("Approved by"), default=None)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A requester, objector or third party.

    A body has `representative` and `registration_number`; a foreigner may have `foreign_number` (passport
    or registration as a foreigner). `agent` acts for the person.
    """

    name: str = part(N_("Name"), "Act 10(1)1")
    representative: str = part(N_("Representative"), default="")
    birth_date: date | None = part(N_("Birth date"), default=None)
    foreign_number: str = part(N_("Passport or foreigner number"), default="")
    registration_number: str = part(N_("Registration number of the body"), default="")
    address: str = part(N_("Address"), default="")
    phone: str = part(N_("Telephone"), default="")
    fax: str = part(N_("Fax"), default="")
    email: str = part(N_("E-mail"), default="")
    agent: str = part(N_("Agent"), default="")

    def missing_for_a_filing(self) -> Iterator[Gap]:
        """What a request or an objection must say of who files it, beyond the name."""
        if not (self.birth_date or self.foreign_number or self.registration_number):
            yield gap("birth_date", N_("Birth date, or registration number of the body"), "Act 10(1)1")
        if self.registration_number and not self.representative:
            yield gap("representative", N_("Representative"), "Act 10(1)1")
        if not self.address:
            yield gap("address", N_("Address"), "Act 10(1)1")
        if not (self.phone or self.email):
            yield gap("phone", N_("Telephone or e-mail"), "Act 10(1)1")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How the information is to be disclosed and received; `other_…` describes the method `other`."""

    methods: frozenset[Method] = part(N_("Disclosed as"), "Act 10(1)3")
    deliveries: frozenset[Delivery] = part(N_("Way of receiving"), "Act 10(1)3")
    other_method: str = part(N_("Other way of disclosure"), default="")
    other_delivery: str = part(N_("Other way of receiving"), default="")


@dataclass(frozen=True, kw_only=True)
class Charges:
    """What is to be paid, in won; `basis` says how the fee came about, `account` where to pay."""

    fee: int = part(N_("Fee"))
    postage: int = part(N_("Postage"), default=0)
    reduction: int = part(N_("Reduction"), default=0)
    basis: str = part(N_("How the fee was computed"), default="")
    account: str = part(N_("Where to pay"), default="")

    @property
    def total(self) -> int:
        """Fee and postage less the reduction."""
        return self.fee + self.postage - self.reduction

    def further_gaps(self) -> Iterator[Gap]:
        """A sum to pay needs the way to pay it."""
        if self.total > 0 and not self.account:
            yield gap("account", N_("Where to pay"), "Act 13(1)")


@dataclass(frozen=True, kw_only=True)
class DecidedItem:
    """One requested item and its decision; `disclosed` says what is given, `reason` why the rest is not.

    `in_review`: withheld under item 5 because a decision is still being made (Act 13(5)).
    """

    asked: str = part(N_("Requested item"), "Act 13(1)")
    result: ItemResult = part(N_("Decision"))
    disclosed: str = part(N_("What is disclosed"), default="")
    grounds: frozenset[int] = part(N_("Grounds, items of Article 9(1)"), default=frozenset())
    reason: str = part(N_("Reason"), default="")
    in_review: bool = part(N_("Review in progress"), default=False)
    review_stage: str = part(N_("Stage of the review"), default="")
    review_ends: date | None = part(N_("Expected end of the review"), default=None)

    def further_gaps(self) -> Iterator[Gap]:
        """What is withheld needs its item of Art 9(1) and reason; a review its stage and expected end."""
        if self.result == ItemResult.OPEN:
            return
        if self.result != ItemResult.NOT_HELD and not self.grounds:
            yield gap("grounds", N_("Grounds, items of Article 9(1)"), "Act 13(5)")
        if not self.reason.strip():
            yield gap("reason", N_("Reason"), "Act 13(5)")
        if self.in_review and not self.review_stage.strip():
            yield gap("review_stage", N_("Stage of the review"), "Act 13(5)")
        if self.in_review and self.review_ends is None:
            yield gap("review_ends", N_("Expected end of the review"), "Act 13(5)")


@dataclass(frozen=True, kw_only=True)
class Delivering:
    """When, where and how decided information is given."""

    on: date | None = part(N_("Disclosure date"), "Act 13(1)")
    place: str = part(N_("Place of disclosure"), "Act 13(1)")
    methods: frozenset[Method] = part(N_("Disclosed as"), default=frozenset())
    deliveries: frozenset[Delivery] = part(N_("Way of receiving"), default=frozenset())
    charges: Charges | None = part(N_("Charges"), default=None)


@dataclass(frozen=True, kw_only=True)
class Office:
    """Where an appeal or a lawsuit is brought."""

    name: str = part(N_("Name"), "Act 13(5)")
    address: str = part(N_("Address"), "Act 13(5)")
    website: str = part(N_("Website"), default="")
    phone: str = part(N_("Telephone"), default="")


@dataclass(frozen=True, kw_only=True)
class Remedies:
    """How to contest: objection to the agency, administrative appeal, lawsuit.

    `objection_until` is the last day to object where the day of delivery is known. `objection_at` is
    where objections are handed in; a decision on an objection leaves it out, none is possible any more.
    """

    appeal_at: Office = part(N_("Administrative appeal"), "Act 13(5)")
    lawsuit_at: Office = part(N_("Administrative lawsuit"), "Act 13(5)")
    objection_at: str = part(N_("Objection"), default="")
    objection_until: date | None = part(N_("Objection possible until"), default=None)
