"""The desk: lists by what is due, and the calendar of due days."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from typing import Any

from flask import Response

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import clock, pages
from ckanext.seoulsquare.disclosure.desk.blueprint import FOLDER, asked, desk

ROWS = 25
TABS = (
    "today", "overdue", "soon", "new", "unassigned", "assigned_to_me", "open", "waiting_requester",
    "waiting_third_party", "council", "approval", "delivery", "objection", "closed", "all",
)  # fmt: skip
FILTERS = (
    "q", "agency", "state", "result", "department", "officer", "due_from", "due_until", "filed_from",
    "filed_until", "sort",
)  # fmt: skip
A_MONTH = 100
"""Cases that the calendar asks for at once, the most that the list gives; a month with more says so."""


@desk.route("/")
def index() -> str:
    """A tab of the desk."""
    args = tk.request.args
    chosen = {name: value for name in FILTERS if (value := args.get(name, "").strip())}
    page = tk.h.get_page_number(args)
    tab = args.get("tab", "")
    errors: dict[str, str] = {}
    given = {"scope": "desk", "limit": ROWS, "offset": (page - 1) * ROWS}
    try:
        found = asked("list", tab=tab or "open", **given, **chosen)
    except tk.ValidationError as error:
        errors = pages.flat_errors(error.error_dict)
        found = asked("list", tab="open", **given)
    return tk.render(
        f"{FOLDER}/index.html",
        {
            "found": found,
            "tab": tab or "open",
            "tabs": TABS,
            "chosen": chosen,
            "errors": errors,
            "page": page,
            "more": found["count"] > page * ROWS,
            "rows": ROWS,
            "words": pages.call("vocabulary"),
            "today": clock.day_of(clock.now()),
        },
    )


@desk.route("/acknowledge", methods=["POST"])
def acknowledge() -> Response:
    """Receive the chosen requests, each with its slip."""
    ids = tk.request.form.getlist("ids")
    if not ids:
        tk.h.flash_notice(tk._("Choose the requests first."))
        return tk.redirect_to("seoulsquare_desk.index", tab="new")
    done = asked("acknowledge", ids=ids)
    if received := len(done["received"]):
        told = tk.ungettext("{number} request received.", "{number} requests received.", received)
        tk.h.flash_success(told.format(number=tk.h.seoulsquare_number(received)))
    for refused in done["refused"]:
        tk.h.flash_error(f"{refused['id']}: {refused['reason']}")
    return tk.redirect_to("seoulsquare_desk.index", tab="new")


@desk.route("/calendar")
def month() -> str:
    """The due days of a month."""
    first = _first_day(tk.request.args.get("month", ""))
    last = dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    found = asked(
        "list", scope="desk", tab="all", due_from=first.isoformat(), due_until=last.isoformat(), limit=A_MONTH
    )
    due: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for case in found["results"]:
        due[case["due_on"]].append(case)
    listed = pages.call("holiday_list", year=first.year)
    return tk.render(
        f"{FOLDER}/calendar.html",
        {
            "weeks": calendar.Calendar(firstweekday=6).monthdatescalendar(first.year, first.month),
            "first": first,
            "before": (first - dt.timedelta(days=1)).strftime("%Y-%m"),
            "after": (last + dt.timedelta(days=1)).strftime("%Y-%m"),
            "due": due,
            "days_off": {day["day"]: day["name"] for day in listed if day["kind"] != "removed"},
            "left_out": found["count"] - len(found["results"]),
            "today": clock.day_of(clock.now()),
        },
    )


def _first_day(month: str) -> dt.date:
    try:
        return dt.datetime.strptime(month, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return clock.day_of(clock.now()).replace(day=1)
