"""Pages of hits that begin behind a record or end before one, however deep it lies.

Solr passes over all hits before a numbered page. Its own cursor says nothing to people, leads only forwards
and cannot be made by hand. With a record's name it can: Solr is asked for the cursor at that record, in the
order wanted or in the opposite one, and goes on from there. That costs what the first page costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckan.lib.search.common import make_connection

from ckanext.seoulsquare.search.facets import literal

END = "*"
"""Stands for a record behind the last one."""

_OPPOSITE = {"asc": "desc", "desc": "asc"}
_BARE = {"rows": 1, "fl": "name", "facet": "false", "hl": "false", "spellcheck": "false", "cursorMark": "*"}


class PlaceGoneError(LookupError):
    """The record is not among the hits, or not any more."""


def parameters(params: Mapping[str, Any], after: str | None, before: str | None) -> dict[str, Any]:
    """Solr's parameters for the hits after a record, or before one in the opposite order.

    Without a cursor and without rows when the record is not among the hits; see `is_gone`.
    """
    sort = params["sort"] if after else turned(params["sort"])
    mark = _mark(params, sort, after or before or END)
    return {"sort": sort, "cursorMark": mark} if mark else {"rows": 0}


def is_gone(answer: Any) -> bool:
    """Whether the record beside which these hits should lie was not found."""
    return answer.nextCursorMark is None


def in_order(answer: Any, before: str | None, rows: int) -> list[dict[str, Any]]:
    """The hits in the order wanted. The last page has what is left when pages are counted from the first."""
    docs = list(answer.docs)
    if before == END:
        docs = docs[: (answer.hits - 1) % rows + 1]
    return docs[::-1] if before else docs


def turned(sort: str) -> str:
    """The opposite order."""
    clauses = (clause.split() for clause in sort.split(","))
    return ", ".join(f"{field} {_OPPOSITE[way]}" for field, way in clauses)


def _mark(params: Mapping[str, Any], sort: str, name: str) -> str | None:
    """Solr's cursor at a record; None when the record is not among the hits."""
    if name == END:
        return "*"
    just_this = {"fq": [*params["fq"], f"name:{literal(name)}"], "sort": sort}
    answer = make_connection(decode_dates=False).search(**{**params, **_BARE, **just_this})
    return answer.nextCursorMark if answer.docs else None
