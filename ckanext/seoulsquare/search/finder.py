"""Ask Solr for documents: one call, and a second only where the first found nothing.

Where files have pages in an index of their own, records are found by these too (`search.pages`).
"""

from __future__ import annotations

import html
import json
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pysolr

import ckan.plugins as p
from ckan.common import config
from ckan.lib.search.common import make_connection

from ckanext.seoulsquare.search import facets, neighbours, pages, query, spans
from ckanext.seoulsquare.search.question import Kind
from ckanext.seoulsquare.search.vocabulary import Vocabulary

log = logging.getLogger(__name__)

SORTS = {
    "relevance": "score desc, production_date desc, index_id asc",
    "newest": "production_date desc, metadata_modified desc, index_id asc",
    "oldest": "production_date asc, metadata_created asc, index_id asc",
}
# Marks around found words that no text has; they become <mark> after the text was escaped.
_LEFT, _RIGHT = "\ue000", "\ue001"
_FIELDS = (
    "index_id,id,name,title,dataset_type,category,organization,department,disclosure,disclosure_grounds,language,"
    "production_date,document_number,officer,res_format,license_id,metadata_modified,validated_data_dict"
)


class BadQueryError(ValueError):
    """Solr could not read an explicit query."""


@dataclass(frozen=True)
class Request:
    """A search as asked: text, filters by facet name, period, order; and which of the hits.

    Those are a numbered `page`, those behind a `cursor`, or those `after` or `before` the record of a name
    (`before` neighbours.END: the last ones).
    """

    q: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    start_date: date | None = None
    end_date: date | None = None
    sort: str = "relevance"
    rows: int = 20
    page: int = 1
    cursor: str | None = None
    after: str | None = None
    before: str | None = None
    off: Collection[str] = ()


@dataclass(frozen=True)
class Found:
    """What Solr answered. `loosened`: no record has all the words, so these have some of them.

    `dates`: the months of the year that is the period, or the days of the month, with counts.
    """

    total: int
    documents: list[dict[str, Any]]
    counts: dict[str, list[tuple[str, int]]]
    dates: list[tuple[spans.Span, int]]
    expansions: list[dict[str, Any]]
    did_you_mean: str | None = None
    cursor: str | None = None
    loosened: bool = False


def find(request: Request, labels: Sequence[str] | None, vocabulary: Vocabulary) -> Found:
    """Search among the records that these permission labels open (None: all of them).

    :raises neighbours.PlaceGoneError: the record after or before which to go on is not among the hits
    """
    strict = True if request.sort != "relevance" else None
    built = query.build(request.q, vocabulary, request.off, strict=strict)
    answer = _ask(request, built, labels)
    suggestion, loosened = None, False
    if not answer.hits and request.q.strip() and built.kind is not Kind.LUCENE:
        suggestion = _similar_words(request.q, vocabulary)
        loose = query.build(request.q, vocabulary, request.off, strict=False)
        again = _ask(request, loose, labels, spellcheck=True)
        suggestion = suggestion or _collation(again, request.q)
        if again.hits and built.filters:
            answer, loosened = again, True
    if (request.after or request.before) and neighbours.is_gone(answer):
        raise neighbours.PlaceGoneError(request.after or request.before)
    docs = neighbours.in_order(answer, request.before, request.rows)
    return Found(
        total=answer.hits,
        documents=[_document(doc, answer.highlighting) for doc in docs],
        counts=facets.counts(answer.facets.get("facet_fields") or {}),
        dates=spans.counts(request.start_date, request.end_date, answer.facets),
        expansions=[{"typed": segment.text, "korean": list(segment.korean)} for segment in built.expansions],
        did_you_mean=suggestion,
        cursor=answer.nextCursorMark if request.cursor else None,
        loosened=loosened,
    )


def visible(labels: Sequence[str] | None) -> list[str]:
    """The filters of CKAN's own search: this site, active and public records, the reader's labels."""
    found = [
        f"site_id:{facets.literal(config['ckan.site_id'])}",
        "state:active",
        "capacity:public",
        "entity_type:package",
        "-withdrawn:true",
    ]
    if labels is not None:
        found.append(f"permission_labels:({' OR '.join(map(facets.literal, labels))})")
    return found


def _ask(
    request: Request,
    built: query.Query,
    labels: Sequence[str] | None,
    *,
    spellcheck: bool = False,
    deep: bool = True,
) -> Any:
    deep = deep and pages.can_widen(built) and p.plugin_loaded("seoulsquare_previews")
    asked, words = pages.widen(built) if deep else (built.params, built.filters)
    params: dict[str, Any] = {
        "q": "*:*",
        "q.op": "AND",
        "df": "text",
        "fl": _FIELDS,
        "rows": request.rows,
        "sort": SORTS[request.sort],
        **asked,
        **facets.parameters(),
        **spans.parameters(request.start_date, request.end_date),
        "fq": [
            *visible(labels),
            *words,
            *facets.filters(request.chosen),
            *facets.period(request.start_date, request.end_date),
        ],
    }
    if request.cursor:
        params["cursorMark"] = request.cursor
    elif not (request.after or request.before):
        params["start"] = (request.page - 1) * request.rows
    if request.q.strip():
        params |= {
            "hl": "true",
            "hl.method": "unified",
            "hl.fl": "title,notes",
            "hl.tag.pre": _LEFT,
            "hl.tag.post": _RIGHT,
            "hl.snippets": 2,
            "hl.fragsize": 140,
            "hl.defaultSummary": "true",
            "f.title.hl.fragsize": 0,
            "hl.maxAnalyzedChars": 20000,
        }
    if spellcheck:
        params |= {
            "spellcheck": "true",
            "spellcheck.q": query.words(request.q),
            "spellcheck.collate": "true",
            "spellcheck.count": 5,
        }
    try:
        if request.after or request.before:
            params |= neighbours.parameters(params, request.after, request.before)
        return make_connection(decode_dates=False).search(**params)
    except pysolr.SolrError as error:
        if built.kind is Kind.LUCENE:
            raise BadQueryError(built.params["q"]) from error
        if deep:
            log.error("Pages are left out of a search: %s", error)  # noqa: TRY400  Solr's words say it all
            return _ask(request, built, labels, spellcheck=spellcheck, deep=False)
        raise


def _document(doc: dict[str, Any], highlighting: Mapping[str, Any]) -> dict[str, Any]:
    """A hit as the API shows it; highlighted texts are HTML in which only <mark> is markup."""
    record = json.loads(doc.pop("validated_data_dict", None) or "{}")
    marked = highlighting.get(doc.get("index_id") or "", {}) or {}
    return {
        **{name: doc[name] for name in _FIELDS.split(",") if name in doc},
        "type": doc.get("dataset_type"),
        "agency": doc.get("organization"),
        "production_date": (doc.get("production_date") or "")[:10],
        "title_translated": record.get("title_translated"),
        "highlight": {
            "title": mark(next(iter(marked.get("title") or []), doc.get("title") or "")),
            "notes": [mark(passage) for passage in marked.get("notes") or [] if passage.strip()],
        },
    }


def mark(text: str) -> str:
    """Escaped text with the found words in <mark>."""
    return html.escape(text).replace(_RIGHT + _LEFT, "").replace(_LEFT, "<mark>").replace(_RIGHT, "</mark>")


def _similar_words(typed: str, vocabulary: Vocabulary) -> str | None:
    """The query with misspelt words put right by the term list; None when no word is close to a term."""
    words = query.words(typed).split()
    corrected = [vocabulary.similar(word) or word for word in words]
    return " ".join(corrected) if corrected != words else None


def _collation(answer: Any, typed: str) -> str | None:
    collations = (answer.spellcheck or {}).get("collations") or []
    found = next((item for item in collations[1::2] if isinstance(item, str)), None)
    return found if found and found != typed else None
