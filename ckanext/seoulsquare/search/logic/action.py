"""Actions of search: documents, suggestions, terms. CKAN's `package_search` finds the same."""

from __future__ import annotations

from typing import Any

import ckan.lib.plugins as lib_plugins
import ckan.plugins.toolkit as tk
from ckan import authz
from ckan.types import Context

from ckanext.seoulsquare.search import facets, finder, naming, neighbours, service, suggestions
from ckanext.seoulsquare.search.logic import schema
from ckanext.seoulsquare.search.model import Term
from ckanext.seoulsquare.search.package_search import EVERYTHING
from ckanext.seoulsquare.search.vocabulary import Row

__all__ = [
    "seoulsquare_document_search",
    "seoulsquare_search_suggest",
    "seoulsquare_term_create",
    "seoulsquare_term_delete",
    "seoulsquare_term_list",
    "seoulsquare_term_show",
    "seoulsquare_term_update",
]


@tk.side_effect_free
@tk.validate_action_data(schema.document_search)
def seoulsquare_document_search(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Search the records, as the search page does.

    Every filter takes one value or a list of values, of which a record has at least one. Counts of a facet
    are those with the other filters, so that more of its values can be chosen.

    :param q: words, a question, or an explicit query (`title:budget AND department:예산과`)
    :type q: string
    :param dataset_type: kinds of record
    :param category: codes of categories
    :param agency: names of agencies; those below them count in
    :param organization: names of agencies, without those below
    :param department: departments
    :param disclosure: `open`, `partial`, `closed`, `restricted`
    :param disclosure_grounds: items of Article 9(1), `1` to `8`
    :param production_year: years of production
    :param language: `ko`, `zh`, `en`
    :param res_format: formats of files
    :param license_id: licences
    :param from: first day of production
    :type from: ISO date
    :param to: last day of production
    :type to: ISO date
    :param sort: `relevance` (default), `newest`, `oldest`
    :param rows: hits a page, at most 100
    :type rows: int
    :param page: 1 to 500
    :type page: int
    :param after: name of a record among the hits; the hits behind it are given, instead of `page`
    :type after: string
    :param before: name of a record among the hits, or `*` for their end; the hits before it, likewise
    :type before: string
    :param cursor: `*` to start reading everything, then the `cursor` of the last answer; instead of `page`
    :type cursor: string
    :param off: Korean terms not to add to the query; `*` adds none
    :type off: list of strings
    :returns: `count`, `results` (with `highlight`, HTML in which only `<mark>` is markup), `facets` (name to
        list of `value`, `label`, `count`), `expansions` (terms added: `typed`, `korean`), `did_you_mean` (or
        None), `loosened` (no record has all the words; these have some), `dates` (the months of the year that
        is the period, or the days of the month: `from`, `to`, `count`), `cursor` (None unless one was given)
    :rtype: dict
    """
    tk.check_access("seoulsquare_document_search", context, data_dict)
    off = data_dict.get("off", [])
    request = finder.Request(
        q=data_dict["q"],
        chosen={name: data_dict.get(name, []) for name in (*facets.BY_NAME, *facets.OTHER_FILTERS)},
        start_date=data_dict["from"].date() if data_dict.get("from") else None,
        end_date=data_dict["to"].date() if data_dict.get("to") else None,
        sort=data_dict["sort"],
        rows=data_dict["rows"],
        page=data_dict["page"],
        cursor=data_dict.get("cursor"),
        after=data_dict.get("after"),
        before=data_dict.get("before"),
        off=off,
    )
    vocabulary = service.no_vocabulary() if EVERYTHING in off else service.vocabulary()
    try:
        found = finder.find(request, _labels(context), vocabulary)
    except finder.BadQueryError as error:
        raise tk.ValidationError(
            {"q": [tk._("This query cannot be read: {reason}").format(reason=error)]}
        ) from error
    except neighbours.PlaceGoneError as error:
        message = tk._("The record {name} is not among these hits, or not any more. Begin at the first page.")
        name = "after" if request.after else "before"
        raise tk.ValidationError({name: [message.format(name=error)]}) from error
    return {
        "count": found.total,
        "results": found.documents,
        "facets": naming.named(found.counts),
        "dates": [
            {"from": span.start.isoformat(), "to": span.end.isoformat(), "count": number}
            for span, number in found.dates
        ],
        "expansions": found.expansions,
        "did_you_mean": found.did_you_mean,
        "loosened": found.loosened,
        "cursor": found.cursor,
    }


@tk.side_effect_free
@tk.validate_action_data(schema.search_suggest)
def seoulsquare_search_suggest(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Suggest terms, departments and titles for what somebody is typing.

    :param q: what was typed so far
    :type q: string
    :param limit: how many of each, at most 20
    :type limit: int
    :returns: `terms` (`ko`, `zh_hans`, `en`), `departments` (`name`, `count`) and `titles` (`name`, `title`,
        `type`)
    :rtype: dict
    """
    tk.check_access("seoulsquare_search_suggest", context, data_dict)
    return suggestions.suggest(data_dict["q"], data_dict["limit"], _labels(context), service.vocabulary())


@tk.side_effect_free
@tk.validate_action_data(schema.term_list)
def seoulsquare_term_list(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List the terms by which searches reach across languages.

    :param q: text in one of a term's spellings
    :type q: string
    :param limit: at most 1000
    :type limit: int
    :param offset: how many to skip
    :type offset: int
    :returns: `count` and `results`, dicts with `id`, `ko`, `zh_hans`, `en`, `group`, `aliases`
    :rtype: dict
    """
    tk.check_access("seoulsquare_term_list", context, data_dict)
    terms, total = Term.search(data_dict["q"].strip(), data_dict["limit"], data_dict["offset"])
    return {"count": total, "results": [term.dictize() for term in terms]}


@tk.side_effect_free
@tk.validate_action_data(schema.term_delete)
def seoulsquare_term_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a term.

    :param id: its id
    :type id: string
    :rtype: dict
    """
    tk.check_access("seoulsquare_term_show", context, data_dict)
    return _term(data_dict["id"]).dictize()


@tk.validate_action_data(schema.term_create)
def seoulsquare_term_create(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Add a term; searches use it at once.

    :param ko: the Korean term
    :type ko: string
    :param zh_hans: the term in simplified Chinese; traditional is found with it
    :type zh_hans: string
    :param en: the English term, in the singular
    :type en: string
    :param group: what it belongs to, such as `budget`
    :type group: string
    :param aliases: other spellings in any language, as a list or separated by `|`
    :type aliases: list of strings
    :returns: the term
    :rtype: dict
    """
    tk.check_access("seoulsquare_term_create", context, data_dict)
    try:
        term = service.create(_row(data_dict))
    except service.TermExistsError as error:
        raise _taken() from error
    context["session"].commit()
    return term.dictize()


@tk.validate_action_data(schema.term_update)
def seoulsquare_term_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change a term; searches use it at once.

    :param id: its id; the other parameters are those of `seoulsquare_term_create`
    :type id: string
    :returns: the term
    :rtype: dict
    """
    tk.check_access("seoulsquare_term_update", context, data_dict)
    try:
        term = service.update(_term(data_dict["id"]), _row(data_dict))
    except service.TermExistsError as error:
        raise _taken() from error
    context["session"].commit()
    return term.dictize()


@tk.validate_action_data(schema.term_delete)
def seoulsquare_term_delete(context: Context, data_dict: dict[str, Any]) -> None:
    """Take a term out of use; seeding does not bring it back.

    :param id: its id
    :type id: string
    """
    tk.check_access("seoulsquare_term_delete", context, data_dict)
    service.remove(_term(data_dict["id"]))
    context["session"].commit()


def _labels(context: Context) -> list[str] | None:
    """The reader's permission labels, as CKAN's search determines them; None for who may see everything."""
    user = context.get("user")
    if context.get("ignore_auth") or (user and authz.is_sysadmin(user)):
        return None
    return lib_plugins.get_permission_labels().get_user_dataset_labels(context["auth_user_obj"])


def _term(term_id: str) -> Term:
    term = Term.get(term_id)
    if term is None:
        raise tk.ObjectNotFound(tk._("There is no such term"))
    return term


def _row(data_dict: dict[str, Any]) -> Row:
    return Row(
        data_dict["ko"],
        data_dict["zh_hans"],
        data_dict["en"],
        data_dict["group"],
        tuple(data_dict["aliases"]),
    )


def _taken() -> tk.ValidationError:
    return tk.ValidationError({"ko": [tk._("There is already a term with this Korean name")]})
