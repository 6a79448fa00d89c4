"""The pages on which officers look through what the screen found, and decide."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk
from ckan.types import Response as CkanResponse

from ckanext.seoulsquare.previews import config
from ckanext.seoulsquare.previews.findings import deciding, marking, naming
from ckanext.seoulsquare.previews.shown import shown
from ckanext.seoulsquare.previews.states import files

seoulsquare_findings = Blueprint("seoulsquare_findings", __name__, url_prefix="/previews")

ROWS = 20
MOST_IN_CSV = 1000
_FILTERS = ("concern", "decided", "agency", "kind", "type", "from", "to", "sort")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would read as a formula."""


@seoulsquare_findings.get("/findings")
def index() -> str | tuple[str, int]:
    """The files that wait for an officer."""
    chosen = _chosen()
    page = max(1, tk.request.args.get("page", 1, type=int))
    found, errors = _found(chosen, ROWS, (page - 1) * ROWS)
    rendered = tk.render(
        "seoulsquare/previews/findings.html",
        {
            "chosen": chosen,
            "found": found,
            "errors": errors,
            "page": page,
            "last": -(-found["count"] // ROWS),
            "agencies": _agencies(),
            "naming": naming,
        },
    )
    return (rendered, 400) if errors else rendered


@seoulsquare_findings.get("/findings.csv")
def table() -> Response:
    """The same as a table, one file a row."""
    found, _ = _found(_chosen(), MOST_IN_CSV, 0)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(_COLUMNS)
    for row in found["results"]:
        kinds = sorted({finding["kind"] for finding in row["findings"]})
        latest = row["decisions"][0] if row["decision"] and row["decisions"] else {}
        decided = [row["decision"], latest.get("by"), latest.get("at"), latest.get("reason")]
        facts = [row[name] for name in _COLUMNS[:11]]
        writer.writerow([_cell(value) for value in [*facts, len(row["findings"]), " ".join(kinds), *decided]])
    answer = Response("\ufeff" + lines.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=findings.csv"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@seoulsquare_findings.get("/findings/<resource_id>")
def show(resource_id: str) -> str:
    """One file: what was found in it, where, and the form to decide."""
    return _page(resource_id, {}, {})


@seoulsquare_findings.post("/findings/<resource_id>")
def decide(resource_id: str) -> str | tuple[str, int] | CkanResponse:
    """Decide about a file."""
    form = tk.request.form
    data = {name: form[name] for name in ("decision", "reason") if name in form}
    try:
        tk.get_action("seoulsquare_preview_decide")({}, {**data, "resource_id": resource_id})
    except tk.NotAuthorized:
        return tk.abort(403, tk._("Only editors of the record's agency decide about its files"))
    except tk.ObjectNotFound:
        return tk.abort(404)
    except tk.ValidationError as error:
        return _page(resource_id, data, error.error_dict), 400
    tk.h.flash_success(tk._("The decision is kept and holds from now on."))
    return tk.redirect_to("seoulsquare_findings.show", resource_id=resource_id)


def _page(resource_id: str, data: dict[str, str], errors: dict[str, Any]) -> str:
    found, _ = _found({"resource_id": resource_id, "decided": "any"}, 1, 0)
    if not found["results"]:
        return tk.abort(404)
    preview = shown(resource_id, tk.current_user)
    start = max(1, tk.request.args.get("start", 1, type=int))
    marked, following = (
        marking.pages(
            preview, start, today=dt.datetime.now(dt.UTC).date(), office_domains=config.office_mail_domains()
        )
        if preview
        else ([], None)
    )
    return tk.render(
        "seoulsquare/previews/findings_file.html",
        {
            "file": found["results"][0],
            "preview": preview,
            "marked": marked,
            "following": following,
            "can_mask": deciding.can_mask(files([resource_id])[resource_id]),
            "data": data,
            "errors": errors,
            "naming": naming,
        },
    )


def _chosen() -> dict[str, str]:
    """The filters in the address; empty ones are left out."""
    return {name: value for name in _FILTERS if (value := tk.request.args.get(name, "").strip())}


def _found(chosen: dict[str, str], rows: int, start: int) -> tuple[dict[str, Any], dict[str, Any]]:
    query = {**chosen, "rows": rows, "start": start}
    try:
        return tk.get_action("seoulsquare_preview_findings")({}, query), {}
    except tk.NotAuthorized:
        return tk.abort(403, tk._("Only editors of an agency see what was found in files"))
    except tk.ValidationError as error:
        return {"count": 0, "results": []}, error.error_dict


def _agencies() -> list[tuple[str, str]]:
    """Titles and names of the agencies whose files the officer sees, by title."""
    found = tk.get_action("organization_list_for_user")({}, {"permission": "update_dataset"})
    titles = [(tk.h.seoulsquare_localized(agency, "title"), agency["name"]) for agency in found]
    return sorted(titles)


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


_COLUMNS = (
    "resource_id", "package_name", "title", "type", "agency", "file", "format", "pages", "concern", "held",
    "screened_at", "findings", "kinds", "decision", "decided_by", "decided_at", "reason",
)  # fmt: skip
