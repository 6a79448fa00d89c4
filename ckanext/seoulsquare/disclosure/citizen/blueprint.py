"""The blueprint of the citizen's pages, and what all of them share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure.citizen import links

requests = Blueprint("seoulsquare_request", __name__, url_prefix="/disclosure")

FOLDER = "seoulsquare/disclosure/citizen"
"""Where the pages' templates lie."""


@requests.after_request
def keep_private(response: Response) -> Response:
    """Nobody but the reader keeps these pages, and no other site learns the address of one."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def call(action: str, case_id: str | None = None, **data: Any) -> Any:
    """Call `seoulsquare_disclosure_<action>` on a case by whatever lets this reader in.

    :param case_id: id of the case; None for an action without one
    """
    if case_id is not None:
        data |= links.named(case_id)
    return tk.get_action(f"seoulsquare_disclosure_{action}")({}, data)


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


def flat_errors(errors: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Errors by field, with the names of nested fields joined by dots: `requester.name`."""
    found: dict[str, str] = {}
    for name, problem in errors.items():
        key = f"{prefix}{name}"
        if isinstance(problem, Mapping):
            found |= flat_errors(problem, f"{key}.")
        elif problem and isinstance(problem, list) and isinstance(problem[0], Mapping):
            for each in problem:
                found |= flat_errors(each, f"{key}.")
        elif problem:
            found[key] = " ".join(map(str, problem)) if isinstance(problem, list) else str(problem)
    return found


def status_of(errors: Mapping[str, Any]) -> int:
    """The HTTP status of a refused form: 409 if somebody was faster, 429 if it was too often, else 400."""
    return 409 if "version" in errors else 429 if "limit" in errors else 400
