"""The blueprint of the citizen's pages, and how they call actions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import pages
from ckanext.seoulsquare.disclosure.citizen import links

requests = Blueprint("seoulsquare_request", __name__, url_prefix="/disclosure")
requests.after_request(pages.keep_private)

FOLDER = "seoulsquare/disclosure/citizen"
"""Where the pages' templates lie."""


def call(action: str, case_id: str | None = None, **data: Any) -> Any:
    """Call `seoulsquare_disclosure_<action>` on a case by whatever lets this reader in.

    :param case_id: id of the case; None for an action without one
    """
    return pages.call(action, **data, **(links.named(case_id) if case_id is not None else {}))


def case_of(case_id: str) -> dict[str, Any]:
    """The case, or a page that says how to get back to it (404)."""
    try:
        return call("show", case_id)
    except tk.ObjectNotFound:
        links.forget(case_id)
        return tk.abort(404, tk._("There is no such request, or your link to it has ended."))


def vocabulary() -> dict[str, Any]:
    """Names of all codes in three languages."""
    return call("vocabulary")
