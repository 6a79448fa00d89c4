"""A requester's personal data: checked, masked for staff, and what the Act wants of whom (Art 10(1))."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.seoulsquare.disclosure import crypto
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.vocabulary import load_vocabulary
from ckanext.seoulsquare.previews import service as previews

TEXTS = (
    "name", "address", "phone", "email", "fax", "representative", "registration_number", "foreigner_number",
)  # fmt: skip
AGENT = ("name", "address", "phone", "email", "relation")
NATURAL = ("citizen", "foreigner")
LONGEST = 300

NEEDED = {
    "name": N_("Your name is needed."),
    "address": N_("Your address is needed."),
    "phone": N_("A telephone number or an e-mail address is needed."),
    "email": N_("Without an account an e-mail address is needed."),
    "birth_date": N_("Your date of birth is needed."),
    "representative": N_("The representative's name is needed."),
    "registration_number": N_("The business registration number or the like is needed."),
    "residence": N_("The ground on which you may ask is needed."),
}
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_IDENTITY = frozenset({"rrn", "frn"})


def clean(given: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """The data that are taken from what was entered; `InvalidError` for what cannot be taken.

    Resident and foreigner registration numbers are refused in every field but `foreigner_number`, whose
    place that is.
    """
    kind = given.get("kind") or "citizen"
    if kind not in load_vocabulary()["requester_kinds"]:
        raise InvalidError("kind", N_("Unknown kind of requester."))
    data: dict[str, Any] = {"kind": kind} | {name: _text(given, name, today) for name in TEXTS}
    if data["email"] and not _EMAIL.fullmatch(data["email"]):
        raise InvalidError("email", N_("This is not an e-mail address."))
    data["birth_date"] = _birth_date(given.get("birth_date"), today) if kind in NATURAL else ""
    data["residence"] = _residence(given.get("residence")) if kind.startswith("foreign") else ""
    if kind != "foreigner":
        data["foreigner_number"] = ""
    data["others"] = [_text({"others": name}, "others", today) for name in given.get("others") or []]
    agent = given.get("agent") or {}
    data["agent"] = {name: _text(agent, name, today) for name in AGENT} if any(agent.values()) else {}
    return data


def missing(data: Mapping[str, Any], *, has_account: bool, on_paper: bool) -> Iterator[InvalidError]:
    """What the Act wants before the request can be filed and is not there."""
    kind = data.get("kind", "citizen")
    needed = ["name", "address"]
    needed += ["birth_date"] if kind in NATURAL else ["representative", "registration_number"]
    if kind.startswith("foreign"):
        needed.append("residence")
    if not has_account and not on_paper:
        needed.append("email")
    elif not data.get("email"):
        needed.append("phone")
    for name in needed:
        if not data.get(name):
            yield InvalidError(name, NEEDED[name])


def masked(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as staff see them before they say why they need more: `홍**`, no contact."""
    return {
        "kind": data.get("kind", ""),
        "name": mask(data.get("name", "")),
        "representative": mask(data.get("representative", "")),
        "has": sorted(name for name in (*TEXTS, "birth_date", "agent") if data.get(name)),
    }


def mask(name: str) -> str:
    """A name with all but its first letter painted out."""
    return name[:1] + re.sub(r"\S", "*", name[1:])


def fingerprint(email: str) -> list[str]:
    """Keyed hashes of an e-mail address, the newest key's first, by which one person's requests are found."""
    return crypto.keys().hashes("person", email.strip().lower()) if email.strip() else []


def refuse_numbers(field: str, text: str, today: dt.date) -> None:
    """Refuse a text with a resident or foreigner registration number in it."""
    if _IDENTITY & set(previews.personal_data(text, today=today)):
        raise InvalidError(field, N_("Leave resident registration numbers out; they are not needed."))


def refuse_personal(field: str, text: str, today: dt.date) -> None:
    """Refuse a text that is kept in the open and holds personal data."""
    if previews.personal_data(text, today=today):
        raise InvalidError(
            field, N_("Leave personal data out of the subject; the text of the request is the place for it.")
        )


def _text(given: Mapping[str, Any], name: str, today: dt.date) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise InvalidError(name, N_("A text of at most {longest} characters is wanted."), longest=LONGEST)
    if name != "foreigner_number":
        refuse_numbers(name, value, today)
    return " ".join(value.split())


def _birth_date(value: Any, today: dt.date) -> str:
    if not value:
        return ""
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        raise InvalidError("birth_date", N_("A date such as 1980-01-31 is wanted.")) from None
    if not dt.date(1900, 1, 1) <= day <= today:
        raise InvalidError("birth_date", N_("This cannot be a date of birth."))
    return day.isoformat()


def _residence(value: Any) -> str:
    if value and value not in load_vocabulary()["residences"]:
        raise InvalidError("residence", N_("Unknown ground."))
    return value or ""
