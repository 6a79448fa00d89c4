"""Pages of the viewer of originals. Doors for page images, texts and downloads are in `previews.doors`.

Every page works without scripts: each control is a link or a form. `assets/js/viewer.js` and its neighbours
make one long document of it.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.previews import service
from ckanext.seoulsquare.previews.viewer import embedding, policy, sheets
from ckanext.seoulsquare.previews.viewer.document import Document, document_url, in_order, is_readable

seoulsquare_viewer = Blueprint("seoulsquare_viewer", __name__)

_FILE = "/document/<package>/<resource_id>"


@seoulsquare_viewer.route("/document/<package>")
def first(package: str) -> Response:
    """The record's main file, or the record where nothing can be read."""
    return _first(package, None)


@seoulsquare_viewer.route("/document/<package>/page/<int:number>")
def first_page(package: str, number: int) -> Response:
    """The same at a page."""
    return _first(package, number)


@seoulsquare_viewer.route(_FILE)
def show(package: str, resource_id: str) -> Response:
    """A file from its first page; `page` in the query, which the form of the page field sends, leads on."""
    args = tk.request.args
    if (wanted := args.get("page", "")).isdecimal():
        document = _open(package, resource_id)
        number = min(max(int(wanted[:6]), 1), max(len(document.pages), 1))
        words = args.get("q", "")
        return tk.redirect_to(document.url(number, q=words) if words else document.url(number))
    return _page(_open(package, resource_id, query=args.get("q", "")))


@seoulsquare_viewer.route(f"{_FILE}/page/<int:number>")
def page(package: str, resource_id: str, number: int) -> Response:
    """A file at a page; `q` are words to find in it."""
    document = _open(package, resource_id, number, tk.request.args.get("q", ""))
    if not 1 <= number <= max(len(document.pages), 1):
        return tk.abort(404, tk._("The document has no such page"))
    return _page(document)


@seoulsquare_viewer.route(f"{_FILE}/embed")
def embed(package: str, resource_id: str) -> Response:
    """A file for a frame on another site."""
    number = tk.request.args.get("page", "1")
    document = _open(package, resource_id, int(number[:6]) if number.isdecimal() else 1)
    if not 1 <= document.number <= max(len(document.pages), 1):
        document.number = 1
    return _page(document, framed=True)


@seoulsquare_viewer.route(f"{_FILE}/find")
def find(package: str, resource_id: str) -> Response:
    """The list of hits as a fragment, for the script."""
    document = _open(package, resource_id, query=tk.request.args.get("q", ""))
    return policy.answer(tk.render("seoulsquare/previews/viewer/hits.html", {"document": document}))


@seoulsquare_viewer.route(f"{_FILE}/page/<int:number>/marks")
def marks(package: str, resource_id: str, number: int) -> Response:
    """The marks of a page as a fragment, for the script."""
    document = _open(package, resource_id, number, tk.request.args.get("q", ""))
    if not 1 <= number <= len(document.pages):
        return tk.abort(404, tk._("The document has no such page"))
    return policy.answer(
        tk.render("seoulsquare/previews/viewer/marks.html", {"marks": document.marks(number)})
    )


@seoulsquare_viewer.route(f"{_FILE}/sheet/<int:number>")
def sheet(package: str, resource_id: str, number: int) -> Response:
    """A sheet of a workbook, sorted and filtered as the query says."""
    document = _open(package, resource_id)
    if not 1 <= number <= len(document.sheets):
        return tk.abort(404, tk._("The document has no such sheet"))
    known = document.sheets[number - 1]
    looked = sheets.look(known, sheets.Asked.from_args(tk.request.args))
    return policy.answer(
        tk.render(
            "seoulsquare/previews/viewer/sheet.html",
            {
                "document": document,
                "number": number,
                "sheet": known,
                "table": looked,
                "nonce": policy.nonce(),
            },
        )
    )


@seoulsquare_viewer.route("/oembed")
def oembed() -> Response:
    """How to embed a file, for software that was given its address (https://oembed.com, version 1.0)."""
    args = tk.request.args
    if args.get("format", "json") != "json":
        return tk.abort(501, tk._("Only the format json is offered"))
    where = embedding.resolve(args.get("url", ""))
    if where is None:
        return tk.abort(404, tk._("This address shows no document"))
    package, resource_id, number = where
    document = _open(package, resource_id, number)
    if not 1 <= number <= len(document.pages):
        return tk.abort(404, tk._("This address shows no document"))
    most_wide, most_high = embedding.size(args.get("maxwidth")), embedding.size(args.get("maxheight"))
    return jsonify(embedding.describe(document, most_wide, most_high))


def _open(package: str, resource_id: str, number: int = 1, query: str = "") -> Document:
    """The file, where the reader may know of it: hidden records look like none."""
    pkg = _record(package)
    resource = next((one for one in pkg["resources"] if one["id"] == resource_id), None)
    if resource is None:
        return tk.abort(404, tk._("There is no such document"))
    return Document(pkg, resource, number, query)


def _record(package: str) -> dict[str, Any]:
    try:
        return tk.get_action("package_show")({}, {"id": package})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("There is no such document"))


def _first(package: str, number: int | None) -> Response:
    pkg = _record(package)
    files = in_order(pkg)
    known = service.files([resource["id"] for resource in files])
    for resource in files:
        if is_readable(resource, known.get(resource["id"])):
            return tk.redirect_to(document_url(pkg["name"], resource["id"], number))
    return tk.redirect_to(f"{pkg['type']}.read", id=pkg["name"])


def _page(document: Document, *, framed: bool = False) -> Response:
    if not document.pages and document.state and document.state.state == "waiting":
        service.wanted(document.resource["id"])
    return policy.answer(
        tk.render(
            "seoulsquare/previews/viewer/page.html",
            {"document": document, "framed": framed, "nonce": policy.nonce()},
        ),
        framed=framed,
    )
