"""Records that belong together: cited numbers, the same task, the same project, similar titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ckan.lib.search.query import solr_literal

Pkg = dict[str, Any]
Search = Callable[[dict[str, Any]], list[Pkg]]

# Department and serial as they stand in running text: departments end in one of a few syllables.
_CITED = re.compile(r"[가-힣A-Za-z0-9·]+(?:과|관|단|팀|실|국|소|원|부|터|처|회|청)-\d{1,6}(?!\d)")
_TASK_FIELDS = ("unit_task",)
_PROJECT_FIELDS = ("detail_project", "project_id", "unit_project", "committee")
_CANDIDATES = 50


def cited_numbers(pkg: Pkg) -> set[str]:
    """Document numbers that the record's title, text or related documents mention, without its own."""
    texts = [pkg.get("title") or "", pkg.get("notes") or "", *(pkg.get("related_documents") or [])]
    found = {number for text in texts for number in _CITED.findall(text)}
    return found - {pkg.get("document_number")}


def related(pkg: Pkg, search: Search, limit: int) -> list[dict[str, str]]:
    """At most `limit` related records: `id`, `name`, `title`, `type` and `reason`.

    Reasons, strongest first: `cited` (one mentions the other's number or name), `task` (same unit task of the
    same agency), `project`, `similar` (alike in title). `search` runs CKAN's package_search for the reader
    and gives its results, so nothing is listed that the reader may not see.
    """
    found: dict[str, dict[str, str]] = {}
    # In `fq` CKAN's own conditions would stand beside the first and the last of these alternatives.
    linked = search({"fq_list": [_any(_links(pkg))], "rows": _CANDIDATES, "sort": "production_date desc"})
    for reason in ("cited", "task", "project"):
        for other in linked:
            if other["id"] != pkg["id"] and _holds(reason, pkg, other):
                found.setdefault(other["id"], _entry(other, reason))
    if len(found) < limit and (title := _words(pkg.get("title") or "")):
        alike = search({"q": title, "mm": "30%", "fq": f'-id:"{pkg["id"]}"', "rows": limit + len(found)})
        for other in alike:
            found.setdefault(other["id"], _entry(other, "similar"))
    found.pop(pkg["id"], None)
    return list(found.values())[:limit]


def _links(pkg: Pkg) -> Iterator[tuple[str, str]]:
    """Pairs of a Solr field and a value that a related record has there."""
    named = set(pkg.get("related_documents") or [])
    yield from (("document_number", number) for number in sorted(cited_numbers(pkg) | named))
    yield from (("name", name) for name in sorted(named))
    yield from (
        ("related_documents", pkg[own]) for own in ("name", "document_number", "source_url") if pkg.get(own)
    )
    yield from ((field, pkg[field]) for field in (*_TASK_FIELDS, *_PROJECT_FIELDS) if pkg.get(field))


def _any(links: Iterator[tuple[str, str]]) -> str:
    return " OR ".join(f"{field}:{solr_literal(value)}" for field, value in links) or "-*:*"


def _holds(reason: str, pkg: Pkg, other: Pkg) -> bool:
    match reason:
        case "cited":
            return _mentions(pkg, other) or _mentions(other, pkg)
        case "task":
            return _same(pkg, other, _TASK_FIELDS) and pkg.get("owner_org") == other.get("owner_org")
        case _:
            return _same(pkg, other, _PROJECT_FIELDS)


def _mentions(pkg: Pkg, other: Pkg) -> bool:
    mentioned = cited_numbers(pkg) | set(pkg.get("related_documents") or [])
    return not mentioned.isdisjoint(
        {other.get("document_number"), other["name"], other.get("source_url")} - {None}
    )


def _same(pkg: Pkg, other: Pkg, fields: tuple[str, ...]) -> bool:
    return any(pkg.get(field) and pkg.get(field) == other.get(field) for field in fields)


def _entry(pkg: Pkg, reason: str) -> dict[str, str]:
    return {
        "id": pkg["id"],
        "name": pkg["name"],
        "title": pkg["title"],
        "type": pkg["type"],
        "reason": reason,
    }


def _words(title: str) -> str:
    """The title without marks that a query parser would read as its own."""
    return " ".join(re.findall(r"\w+", title))
