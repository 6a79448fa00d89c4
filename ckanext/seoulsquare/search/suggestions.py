"""What to offer while somebody types: terms, departments and titles, with one call to Solr."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ckan.lib.search.common import make_connection

from ckanext.seoulsquare.search import facets, finder, question
from ckanext.seoulsquare.search.vocabulary import Vocabulary

SHORTEST = 2  # characters; one alone begins almost every title


def suggest(
    typed: str, limit: int, labels: Sequence[str] | None, vocabulary: Vocabulary
) -> dict[str, list[dict[str, Any]]]:
    """Terms of which a spelling starts so, departments and titles with it, at most `limit` of each."""
    text = question.normalize(typed)
    terms = [
        {"ko": row.ko, "zh_hans": row.zh_hans, "en": row.en} for row in vocabulary.starting_with(text, limit)
    ]
    if len(text) < SHORTEST or not re.search(r"\w", text):
        return {"terms": terms, "departments": [], "titles": []}
    quoted = facets.literal(text)
    last_word = question.escape(text.split()[-1].casefold())
    answer = make_connection(decode_dates=False).search(
        **{
            "q": f"title_ngram:{quoted} OR exact:{last_word}* OR department:{quoted}",
            "defType": "lucene",
            "fq": finder.visible(labels),
            "fl": "name,title,dataset_type",
            "rows": limit,
            "facet": "true",
            "facet.field": "department",
            "facet.contains": text,
            "facet.mincount": 1,
            "facet.limit": limit,
        }
    )
    departments = answer.facets["facet_fields"]["department"]
    return {
        "terms": terms,
        "departments": [
            {"name": name, "count": count}
            for name, count in zip(departments[::2], departments[1::2], strict=True)
        ],
        "titles": [
            {"name": doc["name"], "title": doc.get("title", ""), "type": doc["dataset_type"]}
            for doc in answer.docs
        ],
    }
