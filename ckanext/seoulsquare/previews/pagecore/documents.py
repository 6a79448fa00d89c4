"""Which pages of a file belong into the index, and the document made of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.previews import config
from ckanext.seoulsquare.previews.shown import Shown, shown
from ckanext.seoulsquare.search import pages

_LONGEST = 50_000
"""Characters of a page that are indexed; no page of a printed document has as many."""


def is_on() -> bool:
    """Whether there is an index of pages: the site searches as the archive does."""
    return p.plugin_loaded("seoulsquare_search")


def public(resource_id: str) -> Shown | None:
    """The preview of a file of which pages belong into the index: one that everybody may read.

    What only an agency's own people may read is in no index (decision 0082).
    """
    found = shown(resource_id, model.AnonymousUser())
    return found if found and found.has_text and _is_chosen(found.package_id) else None


def number(page_count: int) -> int:
    """How many pages of a document with so many are indexed: the first ones."""
    return min(page_count, config.indexed_pages())


def of(preview: Shown) -> Iterator[dict[str, Any]]:
    """The documents of a preview's pages, also of blank ones, so that they can be counted."""
    site = tk.config["ckan.site_id"]
    for page, text in enumerate(texts(preview)[: config.indexed_pages()], 1):
        yield {
            "index_id": f"{site}:{preview.resource_id}:{page}",
            "site_id": site,
            "package_id": preview.package_id,
            "resource_id": preview.resource_id,
            "content_hash": preview.etag,
            "page": page,
            "text": pages.without_marks(text[:_LONGEST]),
        }


def texts(preview: Shown) -> list[str]:
    """The texts of all pages."""
    count = len(preview.pages)
    found = preview.text().split("\f")
    # A page may hold a form feed itself; then pages are read one by one.
    return found if len(found) == count else [preview.page_text(page) for page in range(1, count + 1)]


def _is_chosen(package_id: str) -> bool:
    kinds = config.indexed_kinds()
    if not kinds:
        return True
    package = model.Package.get(package_id)
    return package is not None and package.type in kinds
