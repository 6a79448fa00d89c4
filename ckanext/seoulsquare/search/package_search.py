"""CKAN's own search with the archive's query: what `package_search` sends to Solr."""

from __future__ import annotations

from typing import Any

from ckanext.seoulsquare.search import query, service
from ckanext.seoulsquare.search.vocabulary import Segment

# `ext_seoulsquare_off` of a search: Korean terms not to add, separated by `|`; `*` adds none.
OFF = "ext_seoulsquare_off"
EVERYTHING = "*"
_EXPANSIONS = "seoulsquare_expansions"
# Whoever chooses one of these asks Solr in their own way.
_OWN_WAY = ("defType", "qf", "mm", "tie", "bf", "boost")


def before(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a search with the query made for the archive. What a caller chose stays as it is."""
    _leave_out_withdrawn(params)
    typed = params.get("q")
    if not isinstance(typed, str) or any(params.get(name) for name in _OWN_WAY):
        return params
    off = str((params.get("extras") or {}).get(OFF) or "")
    vocabulary = service.vocabulary() if off != EVERYTHING else service.no_vocabulary()
    built = query.build(typed, vocabulary, [term for term in off.split("|") if term])
    params |= built.params
    if built.filters:
        params["fq_list"] = [*(params.get("fq_list") or []), *built.filters]
    if built.expansions:
        params["extras"] = (params.get("extras") or {}) | {_EXPANSIONS: expansions(built.expansions)}
    return params


def after(results: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    """The results of a search, with the Korean terms that were added to its query."""
    added = (params.get("extras") or {}).get(_EXPANSIONS)
    return results | {_EXPANSIONS: added} if added else results


def expansions(segments: list[Segment]) -> list[dict[str, Any]]:
    """The terms added to a query, as the API shows them."""
    return [{"typed": segment.text, "korean": list(segment.korean)} for segment in segments]


def _leave_out_withdrawn(params: dict[str, Any]) -> None:
    """A withdrawn record keeps its page, but is not searched for unless its state is asked for."""
    asked = " ".join(
        map(str, (params.get("q") or "", params.get("fq") or "", *(params.get("fq_list") or [])))
    )
    if "withdrawn:" not in asked:
        params["fq_list"] = [*(params.get("fq_list") or []), "-withdrawn:true"]
