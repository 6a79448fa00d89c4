"""The page of completeness, sitemaps, and the answer to pages that are too deep."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

from flask import Blueprint, Response

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.exchange import completeness, sitemap
from ckanext.seoulsquare.exchange.completeness import Count, Period
from ckanext.seoulsquare.exchange.dumps.views import dumps
from ckanext.seoulsquare.exchange.logic.doors import TooMuchError
from ckanext.seoulsquare.previews import service as previews

__all__ = ["blueprint", "dumps"]

blueprint = Blueprint("seoulsquare_exchange", __name__)

GAPS_SHOWN = 200
_A_DAY = 24 * 60 * 60


@blueprint.route("/completeness", endpoint="completeness")
def show_completeness() -> str:
    """By agency and day: what came in, what is stored, what search finds, and what is missing."""
    period, agency, found = _asked()
    gaps = [count for count in found if not count.complete]
    return tk.render(
        "seoulsquare/exchange/completeness.html",
        {
            "period": period,
            "agency": agency,
            "days": completeness.by_day(found),
            "files": previews.completeness() if p.plugin_loaded("seoulsquare_previews") else None,
            "gaps": gaps[:GAPS_SHOWN],
            "more_gaps": max(0, len(gaps) - GAPS_SHOWN),
            "agencies": sorted({(count.title, count.agency) for count in found}),
            "longest": completeness.LONGEST,
        },
    )


@blueprint.route("/completeness.csv")
def completeness_table() -> Response:
    """The same for each agency and day, as CSV."""
    period, _, found = _asked()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["day", "agency", "agency_title", "received", "refused", "stored", "indexed", "missing"])
    for one in found:
        writer.writerow([
            one.day, one.agency, _harmless(one.title), one.received, one.refused, one.stored, one.indexed,
            one.missing,
        ])  # fmt: skip
    name = f"completeness-{period.start}-{period.end}.csv"
    # Spreadsheets take a file without the mark for one in the system's old encoding.
    return Response(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.route("/sitemap.xml")
def sitemap_index() -> Response:
    """The index of sitemaps."""
    addresses = (
        tk.url_for("seoulsquare_exchange.sitemap_part", part=part, qualified=True, locale="default")
        for part in sitemap.parts()
    )
    entries = "".join(f"<sitemap><loc>{address}</loc></sitemap>\n" for address in addresses)
    return _xml("sitemapindex", entries)


@blueprint.route("/sitemap/<part>.xml")
def sitemap_part(part: str) -> Response:
    """The public records of a day."""
    try:
        records = sitemap.records(part)
    except ValueError:
        return tk.abort(404)
    before: dict[str, str] = {}
    entries = []
    for record in records:
        kind = record["dataset_type"]
        if kind not in before:
            before[kind] = tk.url_for(f"{kind}.read", id="-", qualified=True, locale="default")[:-1]
        entries.append(
            f"<url><loc>{before[kind]}{quote(record['name'])}</loc>"
            f"<lastmod>{record['metadata_modified']}</lastmod></url>\n"
        )
    return _xml("urlset", "".join(entries))


@blueprint.app_errorhandler(TooMuchError)
def too_deep(error: TooMuchError) -> tuple[str, int]:
    """Say on a page (a feed's, an agency's) what CKAN's API says: this far, and no further by number."""
    return tk.render("error_document_template.html", {"code": 400, "content": error.message}), 400


def _asked() -> tuple[Period, str, list[Count]]:
    args = tk.request.args
    try:
        period = Period.of_texts(args.get("from", ""), args.get("to", ""))
    except (ValueError, OverflowError):
        message = tk._("A period is given by its first and last day (2024-03-01), at most {days} days apart.")
        return tk.abort(400, message.format(days=completeness.LONGEST))
    agency = args.get("agency", "")
    return period, agency, completeness.counts(period, agency)


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _xml(root: str, entries: str) -> Response:
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</{root}>\n',
        content_type="application/xml; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={_A_DAY}"},
    )
