"""The blueprint of the officer's pages: who is no officer, manager or clerk finds no page here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import pages

desk = Blueprint("seoulsquare_desk", __name__, url_prefix="/disclosure/desk")
desk.after_request(pages.keep_private)

FOLDER = "seoulsquare/disclosure/desk"
"""Where the pages' templates lie."""

STAFF = ("officer", "manager", "council_clerk", "sysadmin")


@desk.before_request
def only_for_people_with_an_account() -> Any:
    """Send strangers to the login page, and then back here."""
    if tk.current_user.is_authenticated:
        return None
    return tk.redirect_to("user.login", came_from=tk.request.full_path.rstrip("?"))


def case_of(case_id: str) -> dict[str, Any]:
    """The case, for its staff; others find nothing (404)."""
    try:
        case = pages.call("show", id=case_id)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such request at your desk."))
    if not set(case["roles"]) & set(STAFF):
        return tk.abort(404, tk._("There is no such request at your desk."))
    return case


def asked(action: str, **data: Any) -> Any:
    """Call `seoulsquare_disclosure_<action>`; a reader who may not gets the page that says so (403)."""
    try:
        return pages.call(action, **data)
    except tk.NotAuthorized:
        return tk.abort(403, tk._("Only officers who handle disclosure requests see this page."))
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such request at your desk."))
