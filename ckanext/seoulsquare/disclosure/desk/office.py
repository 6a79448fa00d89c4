"""What is kept for all cases: holidays, and who opened personal data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import clock, pages
from ckanext.seoulsquare.disclosure.desk.blueprint import FOLDER, asked, desk
from ckanext.seoulsquare.disclosure.desk.case import Page
from ckanext.seoulsquare.disclosure.pages import flat_errors, status_of

ACCESSES = 50


@desk.route("/holidays", methods=["GET", "POST"])
def holidays() -> Page:
    """The holidays of a year, which a system administrator changes."""
    year = _year(tk.request.args.get("year", ""))
    if tk.request.method == "GET":
        return _holidays(year, {})
    form = tk.request.form
    given: dict[str, Any] = {}
    if form.get("change") == "add":
        given = {"add": [{"day": form.get("day", ""), "name": form.get("name", "").strip()}]}
    else:
        given = {form.get("change", "remove"): [form.get("day", "")]}
    try:
        changed = asked("holiday_update", **given)
    except tk.ValidationError as error:
        return _holidays(year, error.error_dict), status_of(error.error_dict)
    tk.h.flash_success(
        tk.ungettext(
            "The holidays are changed. The dates of {number} open request changed with them.",
            "The holidays are changed. The dates of {number} open requests changed with them.",
            changed["cases"],
        ).format(number=tk.h.seoulsquare_number(changed["cases"]))
    )
    return tk.redirect_to("seoulsquare_desk.holidays", year=year)


@desk.route("/accesses")
def accesses() -> str:
    """Who opened personal data, when and why."""
    page = tk.h.get_page_number(tk.request.args)
    found = asked("access_list", limit=ACCESSES + 1, offset=(page - 1) * ACCESSES)
    return tk.render(
        f"{FOLDER}/accesses.html",
        {"accesses": found[:ACCESSES], "page": page, "more": len(found) > ACCESSES},
    )


def _year(text: str) -> int:
    this = clock.day_of(clock.now()).year
    return int(text) if text.isdigit() and dt.MINYEAR < int(text) < dt.MAXYEAR else this


def _holidays(year: int, errors: dict[str, Any]) -> str:
    return tk.render(
        f"{FOLDER}/holidays.html",
        {
            "year": year,
            "days": pages.call("holiday_list", year=year),
            "errors": flat_errors(errors),
            "typed": tk.request.form,
            "may_change": tk.h.check_access("seoulsquare_disclosure_holiday_update"),
        },
    )
