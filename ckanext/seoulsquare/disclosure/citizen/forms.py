"""What the forms of a request send, as the actions take it. The fields are those of form 1-2 of the Rule."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

Form = MultiDict[str, str]

REQUESTER = ("name", "birth_date", "address", "phone", "email", "fax")
CORPORATION = ("representative", "registration_number")
FOREIGNER = ("foreigner_number", "residence")
AGENT = ("name", "relation", "address", "phone", "email")

OF_KIND = {
    "citizen": REQUESTER,
    "foreigner": (*REQUESTER, *FOREIGNER),
    "corporation": (*(name for name in REQUESTER if name != "birth_date"), *CORPORATION),
    "foreign_corporation": (*(name for name in REQUESTER if name != "birth_date"), *CORPORATION, "residence"),
}
"""Fields of each kind of requester (Act Art 10(1), Decree Art 3)."""


def what(form: Form) -> dict[str, Any]:
    """Subject and content; single items where the reader split the request."""
    items = [text for text in map(str.strip, form.getlist("items")) if text]
    return {"title": _text(form, "title"), "content": _text(form, "content"), "items": items}


def agency(form: Form) -> dict[str, Any]:
    """The agency that is asked: one of the whole list, else one of those suggested."""
    return {"agency": _text(form, "agency") or _text(form, "suggested")}


def receive(form: Form) -> dict[str, Any]:
    """How it is to be disclosed and received, and the claim for a lower fee."""
    claimed = bool(form.get("fee_claimed"))
    return {
        "disclosure_methods": form.getlist("disclosure_methods"),
        "receipt_methods": form.getlist("receipt_methods"),
        "other_method": _text(form, "other_method"),
        "language": _text(form, "language"),
        "fee_reduction": {
            "claimed": claimed,
            "ground": _text(form, "fee_ground") if claimed else "",
            "reason": _text(form, "fee_reason") if claimed else "",
        },
    }


def you(form: Form) -> dict[str, Any]:
    """The requester: only the fields of the kind that was chosen, so that nothing is kept that is not
    needed.
    """
    kind = _text(form, "kind")
    requester: dict[str, Any] = {"kind": kind}
    for name in OF_KIND.get(kind, REQUESTER):
        requester[name] = _text(form, name)
    requester["others"] = [name for name in map(str.strip, form.get("others", "").splitlines()) if name]
    agent = {name: _text(form, f"agent_{name}") for name in AGENT}
    requester["agent"] = agent if agent["name"] else None
    return {"requester": requester}


def _text(form: Form, name: str) -> str:
    return form.get(name, "").strip()
