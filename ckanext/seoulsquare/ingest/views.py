"""The page on which administrators see loads at work and past."""

from __future__ import annotations

from flask import Blueprint

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.ingest.bulk import runs

seoulsquare_ingest = Blueprint("seoulsquare_ingest", __name__)

SHOWN = 50
"""Loads on the page, the newest."""


@seoulsquare_ingest.route("/ckan-admin/loads")
def loads() -> str:
    """Loads, newest first; for sysadmins."""
    try:
        tk.check_access("sysadmin", {"user": tk.current_user.name}, {})
    except tk.NotAuthorized:
        tk.abort(403, tk._("Need to be system administrator to administer"))
    shown = runs.latest(SHOWN)
    states = {
        "reading": tk._("Reading"),
        "writing": tk._("Writing"),
        "done": tk._("Done"),
        "failed": tk._("Failed"),
        "interrupted": tk._("Interrupted"),
    }
    at_work = any(run["finished"] is None and run["state"] != "interrupted" for run in shown)
    return tk.render("seoulsquare/ingest/loads.html", {"runs": shown, "states": states, "at_work": at_work})
