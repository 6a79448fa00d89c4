"""A case as the forms need it: its rows, the agency's offices, and the parts that several forms share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock, config, fees
from ckanext.seoulsquare.disclosure.law import Clock as Period
from ckanext.seoulsquare.disclosure.model import Case, Clock, Event, Item, Objection, Party, Review
from ckanext.seoulsquare.disclosure.notices.offices import Offices, load_offices
from ckanext.seoulsquare.disclosure.notices.parts import (
    Approval,
    Charges,
    DecidedItem,
    Delivering,
    Delivery,
    Method,
    Officer,
    Person,
    Receipt,
    Remedies,
    Wishes,
)
from ckanext.seoulsquare.disclosure.states import ItemResult

_REST = "비공개 부분을 제외한 나머지 부분"
"""What is disclosed of a partly open item, on the Korean form."""


@dataclass(frozen=True)
class Dossier:
    """A case and the event that a form belongs to."""

    case: Case
    event: Event

    @property
    def dated(self) -> dt.date:
        """The day of the event in Seoul."""
        return clock.day_of(self.event.at)

    @property
    def detail(self) -> Mapping[str, Any]:
        """What was given with the step."""
        return {**self.event.detail, **self.event.internal}

    def day(self, key: str) -> dt.date | None:
        """A day that was given with the step."""
        value = self.detail.get(key)
        return dt.date.fromisoformat(value) if value else None

    @cached_property
    def offices(self) -> Offices:
        """The agency with what its notices say of it."""
        group = Session.get(core.Group, self.case.agency_id)
        if group is None:
            return load_offices("", folder=config.forms_folder())
        kind = (group.extras or {}).get("agency_kind", "")  # pyright: ignore[reportAttributeAccessIssue]
        return load_offices(group.title or group.name, kind, group.name, config.forms_folder())

    @property
    def filed(self) -> dict[str, Any]:
        """The parts of every form."""
        return {
            "receipt": Receipt(number=self.case.receipt_number or "", received_on=self.received_on),
            "agency": self.offices.agency,
            "dated": self.dated,
        }

    @property
    def notice(self) -> dict[str, Any]:
        """The parts of every form that the agency sends."""
        approval = self.case.approval
        return {
            **self.filed,
            "contact": self.officer(self.case.officer_id),
            "approval": Approval(
                document_number=self.detail.get("document_number", ""),
                drafter=self._signed(approval.get("drafter")),
                reviewers=(Officer(name=approval["reviewer"]),) if approval.get("reviewer") else (),
                approver=self._signed(approval.get("approver")),
            )
            if self.event.action.startswith("decide_")
            else Approval(),
        }

    @property
    def received_on(self) -> dt.date | None:
        """The day on which the request was received."""
        moment = self.case.received_at or self.case.filed_at
        return clock.day_of(moment) if moment else None

    @property
    def content(self) -> str:
        """What was asked for, in the requester's words; the subject once these are erased."""
        return (self.case.sealed or {}).get("content") or self.case.title

    @cached_property
    def requester(self) -> Person:
        """Who asked."""
        return _person(Party.requester(self.case.id).data)

    @cached_property
    def third_party(self) -> Person:
        """The third party that the event concerns."""
        party = Session.get(Party, self.event.party_id)
        return _person(party.data if party else {})

    @property
    def opinion(self) -> str:
        """What the third party said."""
        party = Session.get(Party, self.event.party_id)
        return party.data.get("opinion", "") if party else ""

    @property
    def wishes(self) -> Wishes:
        """How the requester wants to receive it."""
        return Wishes(
            methods=frozenset(map(Method, self.case.disclosure_methods)),
            deliveries=frozenset(map(Delivery, self.case.receipt_methods)),
            other_method=(self.case.sealed or {}).get("other_method", ""),
        )

    @cached_property
    def items(self) -> tuple[DecidedItem, ...]:
        """The requested items with their decisions: of the event, else of the last decision up to it."""
        decisions = self.case.remarks.get("decisions", {})
        numbers = [int(number) for number in decisions if int(number) <= self.event.number]
        kept = decisions[str(max(numbers))] if numbers else []
        rows = {item.id: item for item in Item.of(self.case.id)}
        if not kept:
            return tuple(self._item(item) for item in rows.values() if item.result)
        return tuple(self._decided(rows.get(decision["id"]), decision) for decision in kept)

    @property
    def delivering(self) -> Delivering:
        """When and where what is open is disclosed."""
        wishes = self.wishes
        return Delivering(
            on=self.day("disclosure_on") or self.case.disclosure_on,
            place=self.detail.get("place") or self.case.place,
            methods=wishes.methods,
            deliveries=wishes.deliveries,
            charges=self._charges(),
        )

    def remedies(self, *, objection: bool = True) -> Remedies:
        """How to contest; a decision on an objection cannot be objected to again."""
        agency = self.offices.agency
        where = f"{agency.name} {self.case.department}".strip()
        return Remedies(
            appeal_at=self.offices.appeal_at,
            lawsuit_at=self.offices.lawsuit_at,
            objection_at=f"{where}, {agency.address}".rstrip(", ") if objection else "",
            objection_until=self.due(Period.OBJECTION) if objection and not self.event.party_id else None,
        )

    def due(self, period: Period) -> dt.date | None:
        """The last day of the latest clock of that kind; of the event's third party, if it has one."""
        days = [
            row.due
            for row in Clock.of(self.case.id)
            if row.clock == period.value and row.party_id == self.event.party_id
        ]
        return max(days, default=None)

    def officer(self, user_id: str) -> Officer:
        """An official of the agency, reached by the agency's own telephone and address."""
        user = Session.get(core.User, user_id) if user_id else None
        return Officer(
            name=user.display_name if user else "",
            department=self.case.department,
            phone=self.offices.phone,
            email=self.offices.email,
        )

    @property
    def objection(self) -> Objection | None:
        """The objection that the event concerns: of its party, the last that was there on its day."""
        found = [
            row
            for row in Objection.of(self.case.id)
            if row.party_id == self.event.party_id and row.filed_on <= self.dated
        ]
        return found[-1] if found else None

    @property
    def council_on(self) -> dt.date | None:
        """The last day up to the event on which the council met on an objection."""
        days = [row.held_on for row in Review.of(self.case.id) if row.subject == "objection" and row.held_on]
        return max((day for day in days if day <= self.dated), default=None)

    def _signed(self, user_id: str | None) -> Officer | None:
        user = Session.get(core.User, user_id) if user_id else None
        return Officer(name=user.display_name) if user else None

    def _decided(self, item: Item | None, decision: Mapping[str, Any]) -> DecidedItem:
        """An item as it was decided; its words may have gone with the item."""
        ends = decision["review_ends"]
        then = {**decision, "review_ends": dt.date.fromisoformat(ends) if ends else None}
        words = item.sealed if item else None
        return self._item(Item(**then, sealed=words))

    def _item(self, item: Item) -> DecidedItem:
        result = ItemResult(item.result)
        return DecidedItem(
            asked=(item.sealed or {}).get("text") or self.case.title,
            result=result,
            disclosed=_REST if result == ItemResult.PARTIAL else "",
            grounds=frozenset(item.grounds),
            reason=item.reason,
            in_review=item.in_review,
            review_stage=item.review_stage,
            review_ends=item.review_ends,
        )

    def _charges(self) -> Charges | None:
        fee = self.case.fee
        if not fee.get("lines"):
            return None
        return Charges(
            fee=sum(line["price"] for line in fee["lines"]) - fee["dropped"],
            postage=fee["postage"] + fee["media"],
            reduction=fee["reduction"],
            basis=", ".join(_basis(line) for line in fee["lines"]),
            account=self.offices.account,
        )


def _basis(line: Mapping[str, Any]) -> str:
    schedule = fees.load_schedule(config.fees_file())
    words = (
        schedule.objects[line["object"]]["ko"],
        schedule.methods[line["method"]]["ko"],
        f"{line['quantity']}{schedule.units[line['unit']]['ko']}",
        f"{line['price']:,}원",
    )
    return " ".join(words)


def _person(data: Mapping[str, Any]) -> Person:
    birth_date = data.get("birth_date")
    return Person(
        name=data.get("name", ""),
        representative=data.get("representative", ""),
        birth_date=dt.date.fromisoformat(birth_date) if birth_date else None,
        foreign_number=data.get("foreigner_number", ""),
        registration_number=data.get("registration_number", ""),
        address=data.get("address", ""),
        phone=data.get("phone", ""),
        fax=data.get("fax", ""),
        email=data.get("email", ""),
        agent=(data.get("agent") or {}).get("name", ""),
    )
