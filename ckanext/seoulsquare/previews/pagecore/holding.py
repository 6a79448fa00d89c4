"""What the index of pages holds of files, and what it should hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import orjson
import urllib3

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.previews.pagecore import documents
from ckanext.seoulsquare.previews.shown import Shown
from ckanext.seoulsquare.search import pages
from ckanext.seoulsquare.search.facets import literal

_ABSENT = (404, 405)
"""What Solr answers of an index that it does not have; such a site holds no pages."""

Held = tuple[str, int]
"""A preview's etag and the number of its pages; ("", number) for pages of several contents."""


class PagesIncomparableError(Exception):
    """Solr does not tell which pages it holds."""


def expected(preview: Shown | None) -> Held | None:
    """What the index should hold of a file; None of one that is not public."""
    count = documents.number(len(preview.pages)) if preview else 0
    return (preview.etag, count) if preview and count else None


def held_of(resource_ids: Collection[str]) -> dict[str, Held]:
    """What the index holds of these files."""
    return _held("{!terms f=resource_id}" + ",".join(resource_ids))


def held_of_record(package_id: str) -> dict[str, Held]:
    """What it holds of the files of a record, also of those that are gone."""
    return _held(f"package_id:{literal(package_id)}")


def held_between(low: str, high: str | None) -> dict[str, Held]:
    """What it holds of the files with ids above `low` and up to `high`; "" and None are no bounds."""
    after = f"{{{literal(low)} TO" if low else "[* TO"
    until = f"{literal(high)}]" if high else "*]"
    return _held(f"resource_id:{after} {until}")


def settle() -> None:
    """Make visible what was sent to the index so far."""
    _post("update?commit=true", b"{}")


def _held(condition: str) -> dict[str, Held]:
    by_content = {"type": "terms", "field": "content_hash", "limit": 1}
    facet = {"type": "terms", "field": "resource_id", "limit": -1, "facet": {"content": by_content}}
    asked = {
        "query": "*:*",
        "filter": [f"site_id:{literal(tk.config['ckan.site_id'])}", condition],
        "limit": 0,
        "facet": {"files": facet},
    }
    answer = _post("select", orjson.dumps(asked))
    if answer.status in _ABSENT:
        return {}
    try:
        found: dict[str, Any] = orjson.loads(answer.data)["facets"]
    except (KeyError, ValueError) as error:
        raise PagesIncomparableError(f"the index of pages answers {answer.status}") from error
    return {bucket["val"]: _one(bucket) for bucket in found.get("files", {}).get("buckets", [])}


def _post(path: str, body: bytes) -> Any:
    """Solr's answer, without the patience of those who have documents to send."""
    solr = pages.solr()
    try:
        return solr.http.request("POST", f"{solr.address}/{path}", body=body, headers=solr.headers)
    except urllib3.exceptions.HTTPError as error:
        raise PagesIncomparableError(f"the index of pages does not answer: {error}") from error


def _one(bucket: dict[str, Any]) -> Held:
    largest = bucket["content"]["buckets"][0]
    return (largest["val"] if largest["count"] == bucket["count"] else "", bucket["count"])
