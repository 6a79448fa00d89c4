"""Searches and readings through CKAN's actions, as a stranger, each timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import make_connection

Timed = dict[str, list[float]]


def package_search(cases: dict[str, list[dict[str, Any]]], warm_up: list[dict[str, Any]]) -> dict[str, Timed]:
    """Milliseconds and hits of each search of each case, after searches that are not counted."""
    for params in warm_up:
        _ask("package_search", params)
    found = {}
    for name, searches in cases.items():
        timed: Timed = {"ms": [], "hits": []}
        for params in searches:
            answer, milliseconds = _clock(lambda params=params: _ask("package_search", params))
            timed["ms"].append(milliseconds)
            timed["hits"].append(answer["count"])
        found[name] = timed
    return found


def ends(times: int) -> dict[str, Any]:
    """Milliseconds of the first and of the last page that the cursor of `seoulsquare_document_search` gives.

    To come to the end soon, Solr is asked for cursors in large steps; they are the action's own, because a
    cursor holds nothing but the place in the order.
    """
    from ckanext.seoulsquare.search import facets, finder

    params = {
        "q": "*:*",
        "fq": [*finder.visible(["public"])],
        "sort": finder.SORTS["newest"],
        "fl": "index_id",
    }
    solr = make_connection(decode_dates=False)
    total = solr.search(**params, rows=0).hits
    last, cursor, passed = max(0, total - 100), "*", 0
    while passed < last:
        answer = solr.search(**params, rows=min(20_000, last - passed), cursorMark=cursor)
        cursor, passed = answer.nextCursorMark, passed + len(answer.docs)
    pages: dict[str, list[float]] = {"first": [], "last": []}
    for _ in range(times):
        for name, place in (("first", "*"), ("last", cursor)):
            asked = {"cursor": place, "sort": "newest", "rows": 100}
            answer, milliseconds = _clock(lambda asked=asked: _ask("seoulsquare_document_search", asked))
            pages[name].append(milliseconds)
            if len(answer["results"]) != min(100, total):
                raise AssertionError(f"{name} page: {len(answer['results'])} of {total} records")
    return {"total": total, "facets": len(facets.FACETS), **pages}


def follow_changes(limit: int) -> dict[str, Any]:
    """Follow the change feed from its beginning; milliseconds of each page and changes in all."""
    cursor, more, changes = "", True, 0
    pages = []
    started = time.perf_counter()
    while more:
        answer, milliseconds = _clock(
            lambda since=cursor: _ask("seoulsquare_document_changes", {"since": since, "limit": limit})
        )
        cursor, more = answer["cursor"], answer["more"]
        changes += len(answer["changes"])
        pages.append(milliseconds)
    return {"changes": changes, "seconds": time.perf_counter() - started, "ms": pages}


def _ask(action: str, params: dict[str, Any]) -> Any:
    context: Any = {"user": "", "auth_user_obj": None}
    return tk.get_action(action)(context, dict(params))


def _clock(call: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    answer = call()
    return answer, (time.perf_counter() - started) * 1000
