"""Lists and figures of the archive for the home, category and agency pages.

A page costs at most one query with facets and one for what is read most, and the answers are kept (see
`cache.kept`), so that no page does work that grows with the archive or with its visitors. All is asked for as
an anonymous reader, because what is kept is shown to everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.insight import service as insight
from ckanext.seoulsquare.portal.cache import kept

LIST_LENGTH = 6
FACET_LIMIT = 1000  # more than there are categories and agencies; departments and years are cut by their page

_NEWEST_FIRST = "production_date desc, metadata_created desc"
_SHOWN = (
    "name",
    "type",
    "title",
    "title_translated",
    "category",
    "language",
    "production_date",
    "department",
    "disclosure",
)


def home(today: date) -> dict[str, Any]:
    """The whole archive: `count`, `newest`, `most_read`, `facets` by category and by agency.

    An agency's number is that of its own records and of those of the agencies below it.
    """

    def make() -> dict[str, Any]:
        found = _search("", _NEWEST_FIRST, facets=("category", "agency_path"))
        return {**found, "most_read": _by_id(insight.most_read(today, LIST_LENGTH)) or _most_viewed("")}

    return kept("home", make)


def category(code: str) -> dict[str, Any]:
    """A category, as `home`, with facets by agency and year."""
    return _landing(f'category:"{code}"', ("organization", "production_year"))


def agency(name: str) -> dict[str, Any]:
    """An agency and all below it, as `home`, with facets by kind, department and year."""
    return _landing(f'agency_path:"{name}"', ("dataset_type", "department", "production_year"))


def _landing(filter_query: str, facets: Sequence[str]) -> dict[str, Any]:
    def make() -> dict[str, Any]:
        return {**_search(filter_query, _NEWEST_FIRST, facets), "most_read": _most_viewed(filter_query)}

    return kept(filter_query, make)


def _most_viewed(filter_query: str) -> list[dict[str, Any]]:
    return _search(f"{filter_query} view_count:[1 TO *]".strip(), "view_count desc")["newest"]


def _by_id(ids: list[str]) -> list[dict[str, Any]]:
    """The records with these ids that everyone may see, in this order."""
    if not ids:
        return []
    found = _search(f"id:({' OR '.join(ids)})", _NEWEST_FIRST, rows=len(ids))["newest"]
    return sorted(found, key=lambda record: ids.index(record["id"]))


def _search(
    filter_query: str, sort: str, facets: Sequence[str] = (), rows: int = LIST_LENGTH
) -> dict[str, Any]:
    query = {
        "q": "*:*",
        "fq": filter_query,
        "sort": sort,
        "rows": rows,
        "facet": "true" if facets else "false",
        "facet.field": list(facets),
        "facet.limit": FACET_LIMIT,
        "facet.mincount": 1,
    }
    answer = tk.get_action("package_search")({"user": "", "auth_user_obj": None}, query)
    return {
        "count": answer["count"],
        "newest": [_record(package) for package in answer["results"]],
        "facets": {name: _by_count(answer["search_facets"].get(name, {})) for name in facets},
    }


def _record(package: dict[str, Any]) -> dict[str, Any]:
    organization = package.get("organization") or {}
    shown = {field: package.get(field) for field in _SHOWN}
    return {**shown, "id": package["id"], "agency": organization.get("name", "")}


def _by_count(facet: dict[str, Any]) -> dict[str, int]:
    """A facet's values and their number of records, most first."""
    items = sorted(facet.get("items", []), key=lambda item: (-item["count"], item["name"]))
    return {item["name"]: item["count"] for item in items}
