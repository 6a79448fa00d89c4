"""Steps as pages offer them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.seoulsquare.disclosure.law.messages import Gettext
from ckanext.seoulsquare.disclosure.service.steps import Offer
from ckanext.seoulsquare.disclosure.states import load_table

_DECISION = ("notified_on", "approval", "document_number", "requester_asked")
_DELIVERY = ("expires_on", "note")
_SETTLEMENT = ("council_exemption",)

OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "receive": ("department",),
    "return_for_completion": ("until",),
    "extend": ("days",),
    "treat_as_petition": ("reason",),
    "disclose_immediately": ("location", "note", "expires_on"),
    "refer_to_council": ("question",),
    "refer_objection": ("question",),
    "conclude_review": ("opinion",),
    "conclude_objection_review": ("opinion",),
    "submit_decision": ("reviewer", "document_number"),
    **dict.fromkeys(("decide_open", "decide_partly", "decide_refuse", "decide_not_held"), _DECISION),
    "record_payment": ("method", "date"),
    **dict.fromkeys(("disclose", "deliver_in_parts", "finish_delivery"), _DELIVERY),
    "notify_third_party": ("name", "email", "phone", "address", "language", "reached_on"),
    "agree": ("reason",),
    "tell_third_party": ("reached_on",),
    "object": ("purport",),
    "third_party_object": ("purport",),
    "receive_late_objection": ("purport", "reason"),
    "uphold_objection": ("reason",),
    **dict.fromkeys(
        (
            "partly_uphold_objection",
            "dismiss_objection",
            "reject_objection",
            "overrule_third_party_objection",
        ),
        _SETTLEMENT,
    ),
    "uphold_third_party_objection": ("reason", "council_exemption"),
    "record_appeal": ("number", "body"),
    "record_lawsuit": ("number", "body"),
}
"""What may be given with a step besides what the table says it needs."""


def as_dict(offer: Offer, gettext: Gettext, language: str) -> dict[str, Any]:
    """A step with what it takes, or why it is refused, in the reader's language."""
    step = offer.step
    inputs = load_table().inputs
    return {
        "step": step.name,
        "label": dict(step.label),
        "article": step.article.text(gettext),
        "track": step.track,
        "offered": offer.refusal is None,
        "reason": offer.refusal.text(gettext, language) if offer.refusal else "",
        "needs": [
            {"name": name, "label": dict(inputs[name]), "permitted": list(permitted)}
            for name, permitted in step.needs.items()
        ],
        "optional": list(OPTIONAL.get(step.name, ())),
        "parties": list(offer.parties),
        "notice": step.notice,
    }


def refused(offer: Offer) -> bool:
    """Whether the step is not lawful now."""
    return offer.refusal is not None
