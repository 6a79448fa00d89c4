"""The registers of requests and of objections (forms 4 and 11 of the Rule), to read and to take along."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import pages
from ckanext.seoulsquare.disclosure.desk.blueprint import FOLDER, asked, desk
from ckanext.seoulsquare.disclosure.desk.case import Page

ROWS = 50
FILTERS = ("q", "since", "until", "result")
ACTIONS = {"requests": "register", "objections": "objection_register"}


@desk.route("/registers")
def registers() -> Page:
    """A page of a register."""
    args = tk.request.args
    which = "objections" if args.get("which") == "objections" else "requests"
    chosen = {name: value for name in FILTERS if (value := args.get(name, "").strip())}
    page = tk.h.get_page_number(args)
    errors: dict[str, str] = {}
    try:
        found = asked(ACTIONS[which], limit=ROWS, offset=(page - 1) * ROWS, **chosen)
    except tk.ValidationError as error:
        errors = pages.flat_errors(error.error_dict)
        found = {"count": 0, "columns": [], "results": []}
    shown = tk.render(
        f"{FOLDER}/registers.html",
        {
            "which": which,
            "found": found,
            "chosen": chosen,
            "errors": errors,
            "page": page,
            "more": found["count"] > page * ROWS,
            "words": pages.call("vocabulary"),
        },
    )
    return (shown, 400) if errors else shown
