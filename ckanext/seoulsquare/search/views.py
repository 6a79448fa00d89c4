"""The search page, suggestions while typing, the page of terms, and the way from CKAN's own search page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify
from markupsafe import Markup

import ckan.plugins.toolkit as tk
from ckan.types import Response as CkanResponse

from ckanext.seoulsquare.search import naming
from ckanext.seoulsquare.search.jump import Jump
from ckanext.seoulsquare.search.page import Address
from ckanext.seoulsquare.search.paging import Paging

__all__ = ["search", "terms"]

search = Blueprint("seoulsquare_search", __name__)
terms = Blueprint("seoulsquare_terms", __name__, url_prefix="/search/terms")

TERMS_A_PAGE = 50


@search.route("/search")
def index() -> str | tuple[str, int]:
    """Show the search page; its address says everything about it."""
    address = Address.read(tk.h.url_for("seoulsquare_search.index"), tk.request.args.items(multi=True))
    errors: dict[str, Any] = {}
    try:
        found = tk.get_action("seoulsquare_document_search")({}, address.search())
    except tk.ValidationError as error:
        errors = error.error_dict
        found = {
            "count": 0,
            "results": [],
            "facets": {},
            "dates": [],
            "expansions": [],
            "did_you_mean": None,
            "loosened": False,
        }
    for hit in found["results"]:
        _show_marks(hit)
    chosen_titles = naming.group_titles(value for values in address.chosen.values() for value in values)
    agencies = naming.group_titles(hit["agency"] for hit in found["results"] if hit.get("agency"))
    page = tk.render(
        "seoulsquare/search/index.html",
        {
            "address": address,
            "found": found,
            "errors": errors,
            "agencies": agencies,
            "facet_titles": {name: naming.facet_title(name) for name in found["facets"]},
            "active": [
                (name, naming.facet_title(name), value, naming.label(name, value, chosen_titles))
                for name, values in address.chosen.items()
                for value in values
            ],
            "paging": Paging.of(address, found["count"], [hit["name"] for hit in found["results"]]),
            "jump": Jump.of(address, found, tk.h.lang()),
        },
    )
    return (page, 400) if errors else page


@search.route("/search/suggest")
def suggest() -> Response:
    """Answer what to offer for the words typed so far, for the search boxes of all pages."""
    typed = tk.request.args.get("q", "")
    found = tk.get_action("seoulsquare_search_suggest")({}, {"q": typed}) if typed.strip() else {}
    return jsonify(
        terms=[
            {"value": term["ko"], "note": " · ".join([term["zh_hans"], term["en"]])}
            for term in found.get("terms", [])
        ],
        departments=[
            {
                "value": department["name"],
                "url": tk.h.url_for("seoulsquare_search.index", department=department["name"]),
                "note": tk.h.seoulsquare_number(department["count"]),
            }
            for department in found.get("departments", [])
        ],
        titles=[
            {"value": hit["title"], "url": tk.h.seoulsquare_record_url(hit)}
            for hit in found.get("titles", [])
        ],
    )


@search.before_app_request
def lead_from_ckans_search() -> CkanResponse | None:
    """Lead a reader from CKAN's list of datasets to the search page; fragments and the API stay."""
    request = tk.request
    if request.endpoint != "dataset.search" or request.method != "GET" or request.htmx:
        return None
    address = Address.read(tk.h.url_for("seoulsquare_search.index"), request.args.items(multi=True))
    return tk.redirect_to(
        Address(address.path, _known_sort(address.single), address.chosen).on_page(address.page)
    )


def _known_sort(single: dict[str, str]) -> dict[str, str]:
    """CKAN's orders have other names; the search page starts with its own."""
    return {name: value for name, value in single.items() if name != "sort"}


def _show_marks(hit: dict[str, Any]) -> None:
    """Let the template show <mark>; the texts around it were escaped where the marks were set."""
    highlight, passage = hit["highlight"], hit.get("passage")
    highlight["title"] = Markup(highlight["title"])  # noqa: S704
    highlight["notes"] = [Markup(text) for text in highlight["notes"]]  # noqa: S704
    if passage:
        passage["passage"] = Markup(passage["passage"])  # noqa: S704


@terms.route("/")
def list_terms() -> str:
    """Show the terms to an administrator."""
    _only_for_editors()
    q = tk.request.args.get("q", "")
    page = tk.h.get_page_number(tk.request.args)
    found = tk.get_action("seoulsquare_term_list")(
        {}, {"q": q, "limit": TERMS_A_PAGE, "offset": (page - 1) * TERMS_A_PAGE}
    )
    return tk.render(
        "seoulsquare/search/terms.html",
        {"q": q, "page": page, "found": found, "more": found["count"] > page * TERMS_A_PAGE},
    )


@terms.route("/new", methods=["GET", "POST"], endpoint="new")
@terms.route("/<term_id>", methods=["GET", "POST"], endpoint="edit")
def edit(term_id: str | None = None) -> str | CkanResponse:
    """Add or change a term."""
    _only_for_editors()
    errors: dict[str, Any] = {}
    if tk.request.method == "POST":
        data = {name: tk.request.form.get(name, "") for name in ("ko", "zh_hans", "en", "group", "aliases")}
        action = "seoulsquare_term_update" if term_id else "seoulsquare_term_create"
        try:
            term = tk.get_action(action)({}, {**data, **({"id": term_id} if term_id else {})})
        except tk.ValidationError as error:
            errors = error.error_dict
        else:
            tk.h.flash_success(tk._("The term is saved. Searches use it at once."))
            return tk.redirect_to("seoulsquare_terms.list_terms", q=term["ko"])
    else:
        data = _term(term_id) if term_id else {}
    return tk.render(
        "seoulsquare/search/terms_form.html", {"data": data, "errors": errors, "term_id": term_id}
    )


@terms.route("/<term_id>/delete", methods=["POST"])
def delete(term_id: str) -> CkanResponse:
    """Take a term out of use."""
    _only_for_editors()
    tk.get_action("seoulsquare_term_delete")({}, {"id": term_id})
    tk.h.flash_success(tk._("The term is no longer used."))
    return tk.redirect_to("seoulsquare_terms.list_terms")


def _term(term_id: str) -> dict[str, Any]:
    try:
        term = tk.get_action("seoulsquare_term_show")({}, {"id": term_id})
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such term"))
    return term | {"aliases": " | ".join(term["aliases"])}


def _only_for_editors() -> None:
    try:
        tk.check_access("seoulsquare_term_create", {})
    except tk.NotAuthorized:
        tk.abort(403, tk._("Only system administrators edit the terms"))
