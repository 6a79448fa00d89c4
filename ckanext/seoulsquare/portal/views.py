"""Pages of the portal: home, categories, agencies, guide."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import partial
from typing import Any

from flask import Blueprint
from markupsafe import Markup

import ckan.plugins.toolkit as tk
from ckan.types import Response

from ckanext.seoulsquare.portal import archive, config, content, groups, languages, services
from ckanext.seoulsquare.portal.headlines import parse

seoulsquare_portal = Blueprint("seoulsquare_portal", __name__)

DEPARTMENTS = 12
YEARS = 12


@seoulsquare_portal.route("/")
def home() -> str:
    """The home page."""
    categories = groups.categories()
    return _page(
        "home",
        archive=archive.home(_today()),
        agencies=groups.agencies(),
        categories=categories,
        services=services.grouped(categories),
        notices=parse(config.notices()),
        hot_topics=parse(config.hot_topics()),
    )


@seoulsquare_portal.route("/category/")
def category_index() -> str:
    """All categories by service."""
    categories = groups.categories()
    return _page(
        "category_index",
        categories=categories,
        services=services.grouped(categories),
        counts=_archive_facets()["category"],
    )


@seoulsquare_portal.route("/category/<code>")
def category(code: str) -> str:
    """What a category is, its newest and most read records, and ways further."""
    found = groups.categories().get(code)
    if found is None:
        return tk.abort(404, tk._("There is no such category"))
    records = archive.category(code)
    return _page(
        "category", category=found, agencies=groups.agencies(), archive=records, years=_years(records)
    )


@seoulsquare_portal.route("/agency/")
def agency_index() -> str:
    """All agencies as a tree."""
    agencies = groups.agencies()
    return _page(
        "agency_index",
        agencies=agencies,
        roots=groups.roots(agencies),
        children=partial(groups.children, every=agencies),
        counts=_archive_facets()["agency_path"],
    )


@seoulsquare_portal.route("/agency/<name>")
def agency(name: str) -> str:
    """An agency's facts, its place in the tree, its newest and most read records."""
    agencies = groups.agencies()
    if name not in agencies:
        return tk.abort(404, tk._("There is no such agency"))
    records = archive.agency(name)
    return _page(
        "agency",
        agency=agencies[name],
        agencies=agencies,
        ancestors=groups.ancestors(name, agencies),
        children=groups.children(name, agencies),
        archive=records,
        departments=list(records["facets"]["department"].items())[:DEPARTMENTS],
        years=_years(records),
    )


@seoulsquare_portal.route("/<any(guide, rules):name>")
def text(name: str) -> str:
    """The guide, or the rules on licences and privacy."""
    return _text_page(name)


@seoulsquare_portal.route("/about")
def about() -> str:
    """About the portal; an administrator's own text, when there is one, is shown by CKAN's template."""
    return tk.render("home/about.html") if tk.config["ckan.site_about"] else _text_page("about")


@seoulsquare_portal.route("/api/i18n/<any(ko, zh_Hans):language>")
def script_texts(language: str) -> Response:
    """CKAN's scripts ask for their texts by the page's `lang`, which with us is shorter than the locale."""
    return tk.redirect_to("api.i18n_js_translations", lang=languages.locale(language.replace("_", "-")))


def _page(template: str, **variables: Any) -> str:
    return tk.render(f"seoulsquare/portal/{template}.html", variables)


def _text_page(name: str) -> str:
    page = content.load(name, tk.h.lang(), config.content_folder())
    # Texts name the portal's pages without a language; a reader stays in theirs.
    body = re.sub(r'href="(/[^"]*)"', lambda match: f'href="{tk.h.url_for(match[1])}"', page.body)
    return _page("text", name=name, page=page, body=Markup(body))  # noqa: S704  files of the operator


def _archive_facets() -> dict[str, dict[str, int]]:
    return archive.home(_today())["facets"]


def _years(records: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted(records["facets"]["production_year"].items(), reverse=True)[:YEARS]


def _today() -> date:
    return datetime.now(tk.h.get_display_timezone()).date()
