"""A case at the desk: everything about it, and the lawful steps of the reader's role."""

from __future__ import annotations

from typing import Any

from flask import Response

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import pages
from ckanext.seoulsquare.disclosure.desk.blueprint import FOLDER, asked, case_of, desk
from ckanext.seoulsquare.disclosure.pages import flat_errors, given_data, shown_version, status_of

Page = str | Response | tuple[str, int]


@desk.route("/<case_id>")
def read(case_id: str) -> str:
    """Show a case to its staff."""
    return page(case_of(case_id))


@desk.route("/<case_id>/step", methods=["POST"])
def step(case_id: str) -> Page:
    """Take a lawful step."""
    form = tk.request.form
    data = given_data(form)
    return attempt(
        case_id,
        "step",
        {"step": form.get("step", ""), **data, "party": form.get("party", "")},
        step=form.get("step", ""),
        data=data,
        party=form.get("party", ""),
        version=shown_version(form),
    )


@desk.route("/<case_id>/personal", methods=["POST"])
def personal(case_id: str) -> Page:
    """Show the requester's data, once a purpose is given; the reading is logged."""
    case = case_of(case_id)
    try:
        shown = asked("personal_show", id=case_id, purpose=tk.request.form.get("purpose", "").strip())
    except tk.ValidationError as error:
        return page(case, error.error_dict), status_of(error.error_dict)
    return page(case, personal=shown)


def attempt(case_id: str, action: str, typed: dict[str, str], **data: Any) -> Page:
    """Call an action on a case and go back to its page; refused, show the page with what was typed.

    Somebody else's change in between gives the page as it is now, with 409.
    """
    case_of(case_id)
    try:
        asked(action, id=case_id, **data)
    except tk.ValidationError as error:
        return page(case_of(case_id), error.error_dict, typed), status_of(error.error_dict)
    tk.h.flash_success(tk._("Done. It is noted in the history."))
    return tk.redirect_to("seoulsquare_desk.read", case_id=case_id)


def page(
    case: dict[str, Any],
    errors: dict[str, Any] | None = None,
    typed: dict[str, str] | None = None,
    personal: dict[str, Any] | None = None,
) -> str:
    """The page of a case.

    :param errors: of a refused form
    :param typed: what was typed into it
    :param personal: the requester's data, when they were just revealed
    """
    steps = pages.call("steps", id=case["id"])
    officers = set(case["roles"]) & {"officer", "manager", "sysadmin"}
    return tk.render(
        f"{FOLDER}/case.html",
        {
            "case": case,
            "offered": [step for step in steps if step["offered"]],
            "refused": [step for step in steps if not step["offered"]],
            "history": pages.call("history", id=case["id"]),
            "officers": pages.call("officer_list", agency=case["agency"]["id"]) if officers else [],
            "is_officer": bool(officers),
            "is_manager": bool({"manager", "sysadmin"} & set(case["roles"])),
            "words": pages.call("vocabulary"),
            "errors": flat_errors(errors or {}),
            "typed": typed or {},
            "personal": personal,
        },
    )
