"""What the citizen's pages and the officer's pages share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

import ckan.plugins.toolkit as tk


def call(action: str, **data: Any) -> Any:
    """Call `seoulsquare_disclosure_<action>`."""
    return tk.get_action(f"seoulsquare_disclosure_{action}")({}, data)


def keep_private(response: Response) -> Response:
    """Nobody but the reader keeps these pages, and no other site learns the address of one."""
    tk.request.environ["__no_cache__"] = True  # else CKAN adds "public" to what is said here
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


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


def given_data(form: Mapping[str, str]) -> dict[str, str]:
    """The data of a step: fields of its form are named `data_<name>`."""
    return {key.removeprefix("data_"): value for key, value in form.items() if key.startswith("data_")}


def shown_version(form: Mapping[str, str]) -> int | None:
    """The version of the case that the reader saw when filling in the form."""
    version = form.get("version", "")
    return int(version) if version.isdigit() else None
