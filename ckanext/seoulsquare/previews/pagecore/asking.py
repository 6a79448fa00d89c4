"""Pages that were found, as one reader may see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews.model import Content, Upload
from ckanext.seoulsquare.previews.pagecore import documents
from ckanext.seoulsquare.previews.shown import Shown, shown
from ckanext.seoulsquare.previews.viewer import finding
from ckanext.seoulsquare.previews.viewer.document import document_url
from ckanext.seoulsquare.search import pages


def in_file(preview: Shown, typed: str, start: int, rows: int) -> tuple[int, list[dict[str, Any]]]:
    """How many pages of a document have the words, and some of them in order.

    The index knows words in all their forms. Where it does not hold the whole document, or has nothing, the
    words are looked for in the text as they are written.
    """
    count = len(preview.pages)
    if documents.is_on() and documents.number(count) == count and documents.public(preview.resource_id):
        found, hits = pages.find(typed, resource_id=preview.resource_id, start=start, rows=rows)
        if found:
            return found, [_result(preview, hit, typed) for hit in hits if _fits(preview, hit)]
    hits = _as_written(preview, typed)
    return len(hits), [_result(preview, hit, typed) for hit in hits[start : start + rows]]


def everywhere(
    typed: str, user: Any, start: int, rows: int, package_id: str | None = None
) -> tuple[int, list[dict[str, Any]]]:
    """The same of all documents, or of a record's, the best page first; hidden ones are left out."""
    found, hits = pages.find(typed, package_id=package_id, start=start, rows=rows)
    see = cache(lambda resource_id: shown(resource_id, user))
    pairs = ((hit, see(hit.resource_id)) for hit in hits)
    return found, [_result(preview, hit, typed) for hit, preview in pairs if preview and _fits(preview, hit)]


def add_passages(results: Sequence[dict[str, Any]], typed: str, off: Sequence[str], user: Any) -> None:
    """Give each of the records that a search found, in place, its best passage: `passage`, or None.

    A passage is a page of one file, and `also` are the other pages of that file that fit best.
    """
    hits = pages.best(typed, [result["id"] for result in results], off)
    ahead = _read_ahead({hit.resource_id for of_record in hits.values() for hit in of_record})
    for result in results:
        result["passage"] = _best(hits.get(result["id"], []), typed, user)
    del ahead  # held until here


def _read_ahead(resource_ids: Collection[str]) -> Sequence[Any]:
    """Read at once what `shown` will ask for of each file; the session knows the rows while they are held."""
    query = (
        sa.select(Upload, Content, model.Resource, model.Package)
        .join(Content, Content.content_hash == Upload.content_hash)
        .join(model.Resource, model.Resource.id == Upload.resource_id)
        .join(model.Package, model.Package.id == model.Resource.package_id)
        .where(Upload.resource_id.in_(resource_ids))
    )
    return model.Session.execute(query).all()


def _best(hits: Sequence[pages.Hit], typed: str, user: Any) -> dict[str, Any] | None:
    for resource_id in dict.fromkeys(hit.resource_id for hit in hits):
        of_file = [hit for hit in hits if hit.resource_id == resource_id]
        preview = shown(resource_id, user)
        if preview and _fits(preview, of_file[0]):
            also = sorted(hit.page for hit in of_file[1:])
            return _result(preview, of_file[0], typed) | {
                "also": [
                    {"page": page, "url": document_url(preview.package_name, resource_id, page, q=typed)}
                    for page in also
                ]
            }
    return None


def _fits(preview: Shown, hit: pages.Hit) -> bool:
    """Whether the page is of what this reader may see: of a masked copy only the copy itself."""
    if preview.masked:
        return hit.content == preview.etag
    return hit.content.partition("-")[0] == preview.etag.partition("-")[0]


def _as_written(preview: Shown, typed: str) -> list[pages.Hit]:
    texts = documents.texts(preview)
    return [
        pages.Hit(
            preview.package_id,
            preview.resource_id,
            preview.etag,
            page,
            found,
            pages.passage(texts[page - 1], found),
        )
        for page, found in finding.find(texts, typed).items()
    ]


def _result(preview: Shown, hit: pages.Hit, typed: str) -> dict[str, Any]:
    return {
        "package_id": preview.package_id,
        "package_name": preview.package_name,
        "resource_id": preview.resource_id,
        "file": preview.name,
        "language": preview.language,
        "page": hit.page,
        "passage": hit.passage,
        "matches": hit.matches,
        "url": document_url(preview.package_name, preview.resource_id, hit.page, q=typed),
    }
