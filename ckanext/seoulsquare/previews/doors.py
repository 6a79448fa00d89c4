"""Addresses of pages, text and PDF of previews, and what is added to CKAN's own downloads of uploads.

Every answer here was asked of `shown`, which asks what `resource_show` asks. What is hidden is not found.
"""

from __future__ import annotations

import io
import json
from typing import IO, Any

from flask import Blueprint, request
from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.previews import downloads
from ckanext.seoulsquare.previews.shown import Shown, shown

blueprint = Blueprint("seoulsquare_previews_doors", __name__, url_prefix="/document/<record>")
blueprint.after_app_request(downloads.guard)

SIZES = ("large", "medium", "thumb")


@blueprint.get("/<resource_id>/page/<int:number>.webp")
def image(record: str, resource_id: str, number: int) -> Response:
    """The picture of a page; `size` is large, medium or thumb."""
    preview = _shown(record, resource_id)
    size = request.args.get("size", "large")
    return _found(preview, "image/webp", lambda: preview.image(number, size), f"{number}-{size}")


@blueprint.get("/<resource_id>/page/<int:number>.json")
def words(record: str, resource_id: str, number: int) -> Response:
    """The text of a page and the boxes of its words, see `pages.make`."""
    preview = _shown(record, resource_id)

    def page() -> bytes:
        found = preview.page(number)
        return json.dumps({key: found[key] for key in _PUBLIC}, ensure_ascii=False).encode()

    return _found(preview, "application/json", page, f"{number}-words")


@blueprint.get("/<resource_id>.txt")
def text(record: str, resource_id: str) -> Response:
    """The whole text of a file; a form feed parts its pages."""
    preview = _shown(record, resource_id)
    response = _found(preview, "text/plain; charset=utf-8", lambda: preview.text().encode(), "text")
    downloads.name(response, f"{preview.name}.txt", inline=True)
    response.headers["Content-Language"] = preview.language
    return response


@blueprint.get("/<resource_id>.pdf")
def pdf(record: str, resource_id: str) -> Response:
    """The preview as a PDF, to be kept."""
    preview = _shown(record, resource_id)
    response = _found(preview, "application/pdf", preview.pdf, "pdf")
    name = preview.name if preview.name.lower().endswith(".pdf") else f"{preview.name}.pdf"
    downloads.name(response, name, inline=False)
    return response


_PUBLIC = ("number", "width", "height", "text", "words", "ocr")


def _shown(record: str, resource_id: str) -> Shown:
    preview = shown(resource_id, tk.current_user)
    if preview is None or record not in {preview.package_id, preview.package_name}:
        tk.abort(404)
    return preview


def _found(preview: Shown, mimetype: str, content: Any, part: str) -> Response:
    """A part of a preview as an answer: whole, a range of it, or that the reader has it already."""
    try:
        found = content()
    except LookupError:
        tk.abort(404)
    stream: IO[bytes] = io.BytesIO(found) if isinstance(found, bytes) else found
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    response = Response(wrap_file(request.environ, stream), mimetype=mimetype, direct_passthrough=True)
    response.content_length = size
    response.set_etag(f"{preview.etag}-{part}")
    downloads.protect(response, public=preview.public)
    return response.make_conditional(request, accept_ranges=True, complete_length=size)
