"""Figures as the status page, the action and the annual form give them. Pure: cells in, plain values out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.registers import Column, Table
from ckanext.seoulsquare.disclosure.statistics import Cells, figures, grouped, objection_figures

GROUNDS = range(1, 9)


def report(
    cells: Cells, year: int | None = None, month: int | None = None, agency: str = ""
) -> dict[str, Any]:
    """The figures of all time, a year, or a month of it, of all agencies or one.

    :returns: `total`; `years` (of the agency, all of them); `months` (of the year); `agencies` (in the
        period); `grounds`: number of requests by item of Art 9(1); `objections`
    """
    mine = cells.of(agency=agency)
    here = mine.of(year, month)
    in_year = mine.of(year) if year else Cells()
    by_month = grouped(in_year.requests, lambda cell: cell.month)
    return {
        "year": year,
        "month": month,
        "agency": agency,
        "total": figures(here.requests).as_dict(),
        "years": [
            {"year": number, **figures(found).as_dict()}
            for number, found in grouped(mine.requests, lambda cell: cell.year).items()
        ],
        "months": [
            {"month": number, **figures(by_month.get(number, [])).as_dict()} for number in range(1, 13)
        ]
        if year
        else [],
        "agencies": [
            {"agency": name, **figures(found).as_dict()}
            for name, found in grouped(here.requests, lambda cell: cell.agency).items()
        ],
        "grounds": grounds(here),
        "objections": objection_figures(here.objections),
    }


def grounds(cells: Cells) -> dict[str, int]:
    """Requests by the item of Art 9(1) that something was withheld under; one request may have several."""
    found = dict.fromkeys(map(str, GROUNDS), 0)
    for cell in cells.grounds:
        found[str(cell.ground)] += cell.requests
    return found


ANNUAL = (
    Column("agency", N_("Agency")),
    *(
        Column(name, label)
        for name, label in (
            ("received", N_("Received")),
            ("open", N_("Open")),
            ("partial", N_("Partly open")),
            ("closed", N_("Closed")),
            ("not_held", N_("Not held")),
            ("immediate", N_("Disclosed at once")),
            ("transferred", N_("Transferred")),
            ("petition", N_("Handled as a petition")),
            ("closed_otherwise", N_("Closed without a decision")),
            ("withdrawn", N_("Withdrawn requests")),
            ("pending", N_("Pending")),
            ("within_10", N_("Decided within 10 days")),
            ("within_20", N_("Decided in 11 to 20 days")),
            ("beyond", N_("Decided after 20 days")),
            ("in_time", N_("In time")),
            ("judged", N_("Of which the period is known")),
            ("average_days", N_("Working days to the decision")),
        )
    ),
    *(Column(f"ground_{number}", N_("Withheld under item {number}"), number=number) for number in GROUNDS),
    *(
        Column(f"objection_{name}", label)
        for name, label in (
            ("filed", N_("Objections")),
            ("upheld", N_("Objections upheld")),
            ("partly_upheld", N_("Objections partly upheld")),
            ("dismissed", N_("Objections dismissed")),
            ("rejected", N_("Objections rejected")),
            ("withdrawn", N_("Objections withdrawn")),
            ("pending", N_("Objections pending")),
        )
    ),
)
"""Columns of the annual statistics (form 12), one row an agency."""


def annual(cells: Cells, titles: Mapping[str, str], year: int | None = None, total: str = "") -> Table:
    """The statistics that agencies hand in for a year (form 12); the last row is the sum.

    `titles` are the agencies' names in the reader's language, `total` is the name of the last row.
    """
    here = cells.of(year)
    names = sorted(
        {cell.agency for cell in here.requests} | {cell.agency for cell in here.objections},
        key=lambda name: titles.get(name, name),
    )
    rows = [_annual_row(titles.get(name, name), here.of(agency=name)) for name in names]
    return Table(ANNUAL, [*rows, _annual_row(total, here)])


def _annual_row(title: str, cells: Cells) -> dict[str, Any]:
    sums = figures(cells.requests).as_dict()
    objections = objection_figures(cells.objections)
    return {
        **sums,
        "agency": title,
        "closed_otherwise": sums["repeated"] + sums["published"] + sums["impossible"],
        **{f"ground_{number}": count for number, count in grounds(cells).items()},
        **{f"objection_{name}": count for name, count in objections.items()},
    }
