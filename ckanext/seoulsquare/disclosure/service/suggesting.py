"""What may answer a request already, and who holds such records: asked of the archive itself."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model as core
from ckan.types import Context

from ckanext.seoulsquare.disclosure.service import view

RECORDS = 5
HOLDERS = 5


def suggest(q: str, document: str, context: Context) -> dict[str, Any]:
    """Open records alike, and the agencies and departments with most of them; for the reader who asks."""
    record = core.Package.get(document) if document else None
    if record is not None and (record.state != "active" or record.private):
        record = None
    words = q or (record.title if record else "")
    if not words:
        return {"documents": [], "agencies": [], "departments": []}
    search = tk.get_action("package_search")
    found = search(
        {"user": context.get("user", "")},
        {"q": words, "fq": "disclosure:open", "rows": RECORDS, "defType": "edismax", "mm": "2<60%"},
    )
    holders = search(
        {"user": context.get("user", "")},
        {
            "q": words,
            "rows": 0,
            "defType": "edismax",
            "mm": "2<60%",
            "facet.field": ["organization", "department"],
            "facet.limit": HOLDERS,
        },
    )
    agencies = [
        {**shown, "count": facet["count"]}
        for facet in _facets(holders, "organization")
        if (group := core.Group.get(facet["name"])) and (shown := view.agency(group.id))
    ]
    if record and record.owner_org:
        others = [each for each in agencies if each["id"] != record.owner_org]
        own = view.agency(record.owner_org)
        agencies = [{**own, "count": 0}, *others] if own else others
    return {
        "documents": [_record(pkg) for pkg in found["results"] if not record or pkg["id"] != record.id],
        "agencies": agencies[:HOLDERS],
        "departments": [
            {"name": facet["name"], "count": facet["count"]} for facet in _facets(holders, "department")
        ],
    }


def _facets(found: dict[str, Any], field: str) -> list[dict[str, Any]]:
    items = found["search_facets"].get(field, {}).get("items", [])
    return sorted(items, key=lambda item: (-item["count"], item["name"]))[:HOLDERS]


def _record(pkg: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": pkg["name"],
        "title": pkg["title"],
        "type": pkg["type"],
        "agency": view.agency(pkg["owner_org"]) if pkg.get("owner_org") else None,
        "disclosure": pkg.get("disclosure", ""),
    }
