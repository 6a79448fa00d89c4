"""Papers that readers take away: the statutory forms of a case, registers and figures as files."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import config, pages
from ckanext.seoulsquare.disclosure.citizen import links
from ckanext.seoulsquare.disclosure.notices.printing import print_page
from ckanext.seoulsquare.disclosure.registers import Column, Table
from ckanext.seoulsquare.disclosure.registers_files import write_csv, write_xlsx

papers = Blueprint("seoulsquare_disclosure_papers", __name__, url_prefix="/disclosure")
papers.after_request(pages.keep_private)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS = 1_000


@papers.route("/notice/<case_id>/<int:event>")
def notice(case_id: str, event: int) -> Response | str:
    """A statutory form as a page of its own."""
    form = _form(case_id, event)
    if form is None:
        return _ask_purpose()
    response = Response(form["html"], content_type="text/html; charset=utf-8")
    # It shows what strangers wrote: escaped, and nothing in it may run or load anything.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@papers.route("/notice/<case_id>/<int:event>.pdf")
def notice_pdf(case_id: str, event: int) -> Response | str:
    """The same as a PDF."""
    form = _form(case_id, event)
    if form is None:
        return _ask_purpose()
    response = Response(print_page(form["html"], config.forms_folder()), content_type="application/pdf")
    name = f"form-{form['form']}-{form['language']}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@papers.route("/register.<any(csv, xlsx):kind>")
def register(kind: str) -> Response:
    """The register of requests (form 4) of one's agencies."""
    return file_response(_whole("register"), "disclosure-register", kind)


@papers.route("/objection-register.<any(csv, xlsx):kind>")
def objection_register(kind: str) -> Response:
    """The register of objections (form 11) of one's agencies."""
    return file_response(_whole("objection_register"), "objection-register", kind)


def file_response(table: Table, name: str, kind: str) -> Response:
    """The table as a file to keep, `csv` or `xlsx`."""
    body = write_csv(table, tk._) if kind == "csv" else write_xlsx(table, name, tk._)
    response = Response(body, content_type="text/csv; charset=utf-8" if kind == "csv" else _XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _form(case_id: str, event: int) -> dict[str, Any] | None:
    """The form, or nothing where staff have to say first what they need it for."""
    language, purpose = tk.request.args.get("language", "ko"), tk.request.args.get("purpose", "")
    asked = {**links.named(case_id), "event": event, "language": language, "purpose": purpose}
    try:
        return tk.get_action("seoulsquare_disclosure_notice_show")({}, asked)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such request, or your link to it has ended."))
    except tk.ValidationError as error:
        if "purpose" in error.error_dict:
            return None
        return tk.abort(409, " ".join(error.error_summary.values()))


def _ask_purpose() -> str:
    language = tk.request.args.get("language", "")
    return tk.render("seoulsquare/disclosure/public/purpose.html", {"language": language})


def _whole(register: str) -> Table:
    """All of a register that was asked for, piece by piece."""
    asked = {key: tk.request.args.get(key, "") for key in ("agency", "since", "until", "q", "result")}
    action = tk.get_action(f"seoulsquare_disclosure_{register}")
    rows: list[dict[str, Any]] = []
    try:
        while True:
            page = action({}, {**asked, "limit": _ROWS, "offset": len(rows)})
            rows += [_dated(row) for row in page["results"]]
            if not page["results"] or len(rows) >= page["count"]:
                columns = [Column(column["name"], column["label"]) for column in page["columns"]]
                return Table(columns, rows)
    except tk.NotAuthorized:
        return tk.abort(403, tk._("The registers are for officers of the agencies."))
    except tk.ValidationError as error:
        return tk.abort(400, " ".join(error.error_summary.values()))


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    """Days as days again, so that a workbook can sort and count by them."""
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value
        for name, value in row.items()
    }
