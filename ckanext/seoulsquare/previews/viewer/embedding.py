"""Embedding a file elsewhere: which address shows which file, and what oEmbed says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.previews.pages import SIZES
from ckanext.seoulsquare.previews.viewer.document import embed_code

if TYPE_CHECKING:
    from ckanext.seoulsquare.previews.viewer.document import Document

WIDTH, HEIGHT = 640, 720
_SHOWN = ("seoulsquare_viewer.show", "seoulsquare_viewer.page", "seoulsquare_viewer.embed")


def resolve(url: str) -> tuple[str, str, int] | None:
    """Record, resource and page that an address of the viewer on this portal names; None for any other."""
    site = urlsplit(tk.config["ckan.site_url"])
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.netloc != site.netloc or parts.scheme not in ("http", "https"):
        return None
    path = parts.path.removeprefix((tk.config["ckan.root_path"] or "").replace("/{{LANG}}", ""))
    locale, _, rest = path.lstrip("/").partition("/")
    if locale in tk.config["ckan.locales_offered"]:
        path = f"/{rest}"
    try:
        endpoint, where = current_app.url_map.bind(site.netloc).match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return (where["package"], where["resource_id"], where.get("number", 1)) if endpoint in _SHOWN else None


def describe(document: Document, most_wide: int | None, most_high: int | None) -> dict[str, Any]:
    """The oEmbed answer, of type `rich`, within the size that was asked for."""
    width, height = min(WIDTH, most_wide or WIDTH), min(HEIGHT, most_high or HEIGHT)
    address = document.url(external=True) + "/embed"
    if document.number > 1:
        address += f"?page={document.number}"
    page = document.page
    return {
        "version": "1.0",
        "type": "rich",
        "title": document.name,
        "author_name": (document.pkg.get("organization") or {}).get("title") or "",
        "provider_name": tk.h.seoulsquare_site_title(),
        "provider_url": tk.config["ckan.site_url"],
        "html": embed_code(address, document.name, width, height),
        "width": width,
        "height": height,
        "thumbnail_url": tk.config["ckan.site_url"] + document.image(document.number, "thumb"),
        "thumbnail_width": SIZES["thumb"],
        "thumbnail_height": round(SIZES["thumb"] * page.height / page.width),
    }


def size(text: str | None) -> int | None:
    """A length in pixels that was asked for; None when it makes no sense."""
    return int(text[:6]) if text and text.isdecimal() and int(text[:6]) > 0 else None
