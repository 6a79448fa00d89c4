"""What a state of a request means for the person who asked, in plain words."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


def meaning(case: dict[str, Any]) -> str:
    """One or two sentences: where the request stands, and what comes next.

    :param case: a case as `seoulsquare_disclosure_show` returns it
    """
    if case["objection"] == "filed":
        return tk._("Your objection is being examined. You will be told the result and its reasons.")
    return _MEANINGS.get(case["state"], lambda: "")()


def mood(case: dict[str, Any]) -> str:
    """How the state is coloured: `good`, `caution`, `alarm` or `kind` (neutral)."""
    return {
        "decided": "good", "delivering": "good", "disclosed": "good",
        "returned": "caution", "unconfirmed": "caution", "uncollected": "caution",
        "refused": "alarm", "not_held": "alarm",
    }.get(case["state"], "kind")  # fmt: skip


_MEANINGS = {
    "draft": lambda: tk._("This is a draft. Nobody but you sees it until you send it."),
    "unconfirmed": lambda: tk._(
        "We have sent you a mail. Open the link in it, and your request goes to the agency. "
        "It is not filed before that."
    ),
    "filed": lambda: tk._(
        "Your request has reached the agency. The period for the decision runs; "
        "the department in charge is being found."
    ),
    "returned": lambda: tk._(
        "The agency needs something more from you to find the information. "
        "Complete the request and send it again."
    ),
    "processing": lambda: tk._("The department in charge is looking for the information and examining it."),
    "approval": lambda: tk._("The decision is drafted and waits for its approval."),
    "decided": lambda: tk._(
        "The agency has decided to disclose. Below you see what, when, how, and whether there is a fee."
    ),
    "delivering": lambda: tk._("The information is given in parts, since there is much of it."),
    "disclosed": lambda: tk._("The information has been disclosed to you. You can fetch the files below."),
    "refused": lambda: tk._(
        "The agency has decided not to disclose. Below you see the legal ground, the reason, "
        "and how to contest it."
    ),
    "not_held": lambda: tk._(
        "The agency does not hold this information. Below you see why, and how to contest it."
    ),
    "transferred": lambda: tk._("Another agency holds the information. Your request was passed on to it."),
    "petition": lambda: tk._(
        "The agency handles this as a civil petition, since it is not a request for information."
    ),
    "closed": lambda: tk._("The agency has closed the request. The notice tells why."),
    "uncollected": lambda: tk._(
        "The information was not collected within ten days after the disclosure date, "
        "so the request was closed."
    ),
    "withdrawn": lambda: tk._("You have withdrawn this request."),
}
