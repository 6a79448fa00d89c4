"""Pages for everybody: what disclosure is, how it goes, what it costs, and how requests were handled."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Blueprint, Response
from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import clock, config, fees, statistics_now
from ckanext.seoulsquare.disclosure.law import cite
from ckanext.seoulsquare.disclosure.law.rules import CLOCKS, Clock, Counting, rule_in_force
from ckanext.seoulsquare.disclosure.paper_views import file_response
from ckanext.seoulsquare.disclosure.registers import Column, Table
from ckanext.seoulsquare.disclosure.statistics import figures, grouped
from ckanext.seoulsquare.disclosure.statistics_report import annual
from ckanext.seoulsquare.disclosure.vocabulary import load_vocabulary
from ckanext.seoulsquare.portal import content, groups
from ckanext.seoulsquare.portal.config import content_folder

public = Blueprint("seoulsquare_disclosure", __name__, url_prefix="/disclosure")

_FOLDER = "seoulsquare/disclosure/public"
_CONTENT = Path(__file__).parent / "content"
_ANSWERED = 5


@public.route("/")
def index() -> str:
    """What disclosure is, with the ways in."""
    year = clock.today().year
    answered = tk.get_action("seoulsquare_disclosure_list")({}, {"scope": "public", "limit": _ANSWERED})
    return tk.render(
        f"{_FOLDER}/index.html",
        {"year": year, "figures": _statistics(year=year)["total"], "answered": answered["results"]},
    )


@public.route("/procedure")
def procedure() -> str:
    """The steps of the Act and its periods."""
    page = content.load("disclosure-procedure", tk.h.lang(), content_folder(), _CONTENT)
    # Texts name the portal's pages without a language; a reader stays in theirs.
    body = re.sub(r'href="(/[^"]*)"', lambda match: f'href="{tk.h.url_for(match[1])}"', page.body)
    today = clock.today()
    periods = [
        {
            "title": CLOCKS[period].title,
            "starts": CLOCKS[period].starts,
            "rule": rule,
            "working": rule.counting == Counting.WORKING,
            "article": cite(rule.article).text(tk._),
        }
        for period in Clock
        if (rule := rule_in_force(period, today))
    ]
    variables = {"page": page, "body": Markup(body), "periods": periods}  # noqa: S704  files of the operator
    return tk.render(f"{_FOLDER}/procedure.html", variables)


@public.route("/fees")
def fees_page() -> str:
    """What copies cost today."""
    schedule = fees.load_schedule(config.fees_file())
    variables = {
        "schedule": schedule,
        "table": schedule.table_in_force(clock.today()),
        "own": config.fees_file() is not None,
    }
    return tk.render(f"{_FOLDER}/fees.html", variables)


@public.route("/status")
def status() -> str:
    """How requests were handled: by year, month, agency, ground, with objections."""
    asked = {key: value for key in ("year", "month", "agency") if (value := tk.request.args.get(key))}
    try:
        report = _statistics(**asked)
    except tk.ValidationError as error:
        return tk.abort(400, " ".join(error.error_summary.values()))
    words = load_vocabulary()
    return tk.render(
        f"{_FOLDER}/status.html",
        {
            "report": report,
            "agencies": groups.agencies(),
            "years": sorted((row["year"] for row in _statistics()["years"]), reverse=True),
            "grounds": words["grounds"],
            "objection_results": {
                **words["objection_results"],
                "withdrawn": words["outcomes"]["withdrawn"],
                "pending": None,
            },
        },
    )


@public.route("/status.csv")
def status_table() -> Response:
    """The figures of every month and agency, as CSV."""
    titles = _titles()
    cells = grouped(statistics_now.current().requests, lambda cell: (cell.year, cell.month, cell.agency))
    rows = [
        {
            **figures(found).as_dict(),
            "year": year,
            "month": month,
            "agency": agency,
            "title": titles.get(agency, agency),
        }
        for (year, month, agency), found in cells.items()
    ]
    names = ["year", "month", "agency", "title", *(name for name in figures([]).as_dict())]
    table = Table([Column(name, name) for name in names], rows)
    return file_response(table, "disclosure-status", "csv")


@public.route("/annual.<any(csv, xlsx):kind>")
def annual_table(kind: str) -> Response:
    """The annual statistics (form 12) of a year, or of all time."""
    year = tk.request.args.get("year", "")
    if year and not year.isdecimal():
        return tk.abort(400, tk._("A year is wanted."))
    table = annual(statistics_now.current(), _titles(), int(year) if year else None, tk._("Total"))
    return file_response(table, f"disclosure-annual-{year or 'all'}", kind)


def _statistics(**asked: Any) -> dict[str, Any]:
    return tk.get_action("seoulsquare_disclosure_statistics")({}, asked)


def _titles() -> dict[str, str]:
    return {name: tk.h.seoulsquare_localized(agency, "title") for name, agency in groups.agencies().items()}
