"""Questions to the index of pages: what it adds to a search among records, and the pages it finds itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pysolr

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.search import query, service
from ckanext.seoulsquare.search.facets import literal
from ckanext.seoulsquare.search.pages.passage import LEFT, RIGHT, Span, passage, read_marks, spans_as_written
from ckanext.seoulsquare.search.pages.place import connection, core
from ckanext.seoulsquare.search.question import Kind

_FIELDS = ("text", "pairs", "gram", "exact")
_SHOWN = "package_id,resource_id,content_hash,page"
_PAGES_A_RECORD = 8


class PagesUnreadableError(Exception):
    """The index of pages does not answer."""


@dataclass(frozen=True)
class Hit:
    """A page that was found: where it is, the spans of the found words in its text, and a passage as HTML."""

    package_id: str
    resource_id: str
    content: str
    page: int
    matches: list[Span]
    passage: str


def widen(built: query.Query) -> tuple[dict[str, str], list[str]]:
    """The parameters and filters of a query, so that it finds records by the pages of their files too.

    A record scores as its own words do or as its best page does, whichever is more (decision 0083); a word
    that must occur may stand on a page. Pages count only for records whose class lets files be served,
    whatever the index of pages holds.
    """
    params = {
        **built.params,
        "q": '{!maxscore tie=0}_query_:"{!query v=$own}" OR _query_:"{!query v=$deep}"',
        "defType": "lucene",
        "words": built.params["q"],
        "own": "{!dismax v=$words}",
        "hl.q": "{!dismax v=$words}",
        "deep": "{!bool must=$lifted filter=$served}",
        "served": "disclosure:(open OR partial)",
        "lifted": _join("max", "paged"),
        "paged": f"{{!dismax qf='{_page_fields(built.params['qf'])}' v=$words}}",
    }
    filters = []
    for number, clause in enumerate(built.filters):
        params[f"own{number}"] = clause
        params[f"paged{number}"] = _join("none", f"own{number}")
        params[f"deep{number}"] = f"{{!bool must=$paged{number} filter=$served}}"
        filters.append(f"{{!bool should=$own{number} should=$deep{number}}}")
    return params, filters


def can_widen(built: query.Query) -> bool:
    """Whether pages have a say in a query: it has words, and is no explicit question to fields."""
    return built.kind is not Kind.LUCENE and built.params.get("defType") == "dismax"


def find(  # noqa: PLR0913  a query's bounds
    typed: str,
    *,
    resource_id: str | None = None,
    package_id: str | None = None,
    start: int = 0,
    rows: int = 20,
) -> tuple[int, list[Hit]]:
    """How many pages a query finds, and some of them: the best ones, of one file in the order of its pages.

    :raises PagesUnreadableError: the index does not answer
    """
    built = query.build(typed, service.vocabulary())
    if not can_widen(built):
        built = query.build(query.words(typed), service.vocabulary(), strict=True)
    if not can_widen(built):
        return 0, []
    chosen = {"resource_id": resource_id, "package_id": package_id}
    filters = [f"{name}:{literal(value)}" for name, value in chosen.items() if value]
    sort = "page asc, index_id asc" if resource_id else "score desc, page asc, index_id asc"
    answer = _ask(built, fq=[*filters, *built.filters], start=start, rows=rows, sort=sort)
    return answer.hits, [_hit(doc, answer.highlighting, typed) for doc in answer.docs]


def best(typed: str, package_ids: Sequence[str], off: Sequence[str] = ()) -> dict[str, list[Hit]]:
    """The best pages of each of these records for a query; a record of which no page fits is left out.

    :raises PagesUnreadableError: the index does not answer
    """
    vocabulary = service.no_vocabulary() if "*" in off else service.vocabulary()
    built = query.build(typed, vocabulary, off)
    if not package_ids or not can_widen(built):
        return {}
    answer = _ask(
        built,
        fq=["{!terms f=package_id}" + ",".join(package_ids)],
        rows=len(package_ids),
        group="true",
        **{"group.field": "package_id", "group.limit": _PAGES_A_RECORD, "group.sort": "score desc, page asc"},
    )
    return {
        group["groupValue"]: [_hit(doc, answer.highlighting, typed) for doc in group["doclist"]["docs"]]
        for group in answer.grouped["package_id"]["groups"]
    }


def _join(score: str, parameter: str) -> str:
    return f"{{!join fromIndex={core()} from=package_id to=id score={score} v=${parameter}}}"


def _page_fields(fields: str) -> str:
    """The fields of a query that pages have too, with their weights."""
    return " ".join(field for field in fields.split() if field.partition("^")[0] in _FIELDS)


def _ask(built: query.Query, **params: Any) -> Any:
    asked = {
        **built.params,
        "qf": _page_fields(built.params["qf"]),
        "q.op": "AND",
        "fl": _SHOWN + ",index_id",
        "hl": "true",
        "hl.method": "unified",
        "hl.fl": "text",
        "hl.fragsize": 0,  # the whole text, so that marks tell places in it
        "hl.maxAnalyzedChars": 200_000,
        "hl.tag.pre": LEFT,
        "hl.tag.post": RIGHT,
        "hl.defaultSummary": "true",
        **params,
        "fq": [f"site_id:{literal(tk.config['ckan.site_id'])}", *params["fq"]],
    }
    try:
        return connection().search(**asked)
    except pysolr.SolrError as error:
        raise PagesUnreadableError(str(error)) from error


def _hit(doc: dict[str, Any], highlighting: dict[str, Any], typed: str) -> Hit:
    marked = next(iter((highlighting.get(doc["index_id"]) or {}).get("text") or []), "")
    text, spans = read_marks(marked)
    # A part of a word is found by its pairs of characters.
    spans = spans or spans_as_written(text, query.words(typed).split())
    return Hit(
        doc["package_id"], doc["resource_id"], doc["content_hash"], doc["page"], spans, passage(text, spans)
    )
