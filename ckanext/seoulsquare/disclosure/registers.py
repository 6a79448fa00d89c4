"""The registers that the Act wants kept, of requests (form 4) and objections (form 11), as tables. No CKAN.

The official layout of form 4 is not at hand; the columns are those that Decree 6(2) and the forms name.
Requesters are shown with masked names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ckanext.seoulsquare.disclosure.law.messages import N_, Gettext, Label
from ckanext.seoulsquare.disclosure.vocabulary import names


@dataclass(frozen=True)
class Column:
    """A column: the key of its values and its heading, a msgid that may hold `{number}`."""

    name: str
    label: str
    number: int | None = None

    def heading(self, _: Gettext) -> str:
        """The heading in the reader's language."""
        return _(self.label) if self.number is None else _(self.label).format(number=self.number)


@dataclass(frozen=True)
class Table:
    """Columns and rows; a row may have more keys than there are columns."""

    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]


REQUESTS = tuple(
    Column(name, label)
    for name, label in (
        ("receipt_number", N_("Receipt number")),
        ("received_on", N_("Received on")),
        ("requester", N_("Requester")),
        ("title", N_("Requested information")),
        ("methods", N_("Disclosed as")),
        ("deliveries", N_("Way of receiving")),
        ("agency", N_("Agency")),
        ("department", N_("Department")),
        ("officer", N_("Official in charge")),
        ("state", N_("State")),
        ("result", N_("Decision")),
        ("due_on", N_("Decision due")),
        ("extended", N_("Period extended")),
        ("decided_on", N_("Decided on")),
        ("notified_on", N_("Notified on")),
        ("grounds", N_("Grounds, items of Article 9(1)")),
        ("third_parties", N_("Third parties heard")),
        ("disclosed_on", N_("Disclosed on")),
        ("fee", N_("Fee")),
        ("fee_reduction", N_("Reduction")),
        ("fee_paid", N_("Paid")),
        ("objections", N_("Objections")),
        ("transferred_to", N_("Transferred to")),
        ("channel", N_("Filed by")),
    )
)
"""Columns of the register of requests (form 4)."""

OBJECTIONS = tuple(
    Column(name, label)
    for name, label in (
        ("receipt_number", N_("Receipt number")),
        ("number", N_("Number of the objection")),
        ("filed_on", N_("Objection received on")),
        ("objector", N_("Objector")),
        ("title", N_("Requested information")),
        ("agency", N_("Agency")),
        ("department", N_("Department")),
        ("decision", N_("The decision")),
        ("notified_on", N_("Notified on")),
        ("due_on", N_("Decision due")),
        ("extended", N_("Period extended")),
        ("council_on", N_("Council met on")),
        ("council_exemption", N_("Why the council did not meet")),
        ("decided_on", N_("Decided on")),
        ("result", N_("Decision on the objection")),
        ("reason", N_("Reason")),
    )
)
"""Columns of the register of objections (form 11)."""


@dataclass(frozen=True, kw_only=True)
class RequestEntry:
    """A request as the register has it; codes as in the vocabulary, names of agency and people as shown."""

    receipt_number: str
    received_on: date
    requester: str
    title: str
    methods: Sequence[str]
    deliveries: Sequence[str]
    agency: str
    department: str
    officer: str
    state: str
    result: str
    due_on: date | None
    extended: bool
    decided_on: date | None
    notified_on: date | None
    grounds: Sequence[int]
    third_parties: int
    disclosed_on: date | None
    fee: int
    fee_reduction: int
    fee_paid: int
    objections: int
    transferred_to: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class ObjectionEntry:
    """An objection as the register has it; `decision` is the result of the request."""

    receipt_number: str
    number: int
    filed_on: date
    objector: str
    title: str
    agency: str
    department: str
    decision: str
    notified_on: date | None
    due_on: date | None
    extended: bool
    council_on: date | None
    council_exemption: str
    decided_on: date | None
    result: str
    reason: str


def request_table(
    entries: Sequence[RequestEntry], states: Mapping[str, Label], language: str, _: Gettext
) -> Table:
    """The register of requests in a language; `states` are the names of a request's states."""
    results = {**names("results", language), **names("outcomes", language)}
    methods, deliveries = names("methods", language), names("deliveries", language)
    channels = names("channels", language)
    rows = [
        {
            **vars(entry),
            "methods": _listed(entry.methods, methods),
            "deliveries": _listed(entry.deliveries, deliveries),
            "state": states[entry.state][language],
            "result": results.get(entry.result, entry.result),
            "extended": _("Yes") if entry.extended else "",
            "grounds": ", ".join(map(str, sorted(entry.grounds))),
            "channel": channels.get(entry.channel, entry.channel),
        }
        for entry in entries
    ]
    return Table(REQUESTS, rows)


def objection_table(entries: Sequence[ObjectionEntry], language: str, _: Gettext) -> Table:
    """The register of objections in a language."""
    decisions = {**names("results", language), **names("outcomes", language)}
    results = {**names("objection_results", language), "withdrawn": decisions["withdrawn"]}
    exemptions = names("council_exemptions", language)
    rows = [
        {
            **vars(entry),
            "decision": decisions.get(entry.decision, entry.decision),
            "extended": _("Yes") if entry.extended else "",
            "council_exemption": exemptions.get(entry.council_exemption, entry.council_exemption),
            "result": results.get(entry.result, entry.result),
        }
        for entry in entries
    ]
    return Table(OBJECTIONS, rows)


def _listed(codes: Sequence[str], known: Mapping[str, str]) -> str:
    return ", ".join(known.get(code, code) for code in codes)
