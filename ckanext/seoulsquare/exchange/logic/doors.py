"""CKAN's own public actions, bounded: none does work that grows with the archive.

What is refused says which action to use instead. Calls with `ignore_auth` are the program's own and pass. An
incomplete answer is never given in place of a complete one: a harvester that takes `package_list` for the
whole would drop all that it does not find there.
"""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.seoulsquare.exchange import limits


class TooMuchError(tk.ValidationError):
    """The call asks for more than one call may."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__({name: [message]})
        self.message = message


@tk.chained_action
@tk.side_effect_free
def package_list(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[str]:
    """List the names of the records, or a page of them, among the first 10,000 by name.

    Without `limit` the list is complete, or refused where there are more: then use
    `seoulsquare_document_search` with a cursor, or follow `seoulsquare_document_changes`.

    :param limit: how many at most (optional)
    :type limit: int
    :param offset: how many to pass over (optional)
    :type offset: int
    """
    if context.get("ignore_auth"):
        return next_action(context, data_dict)
    offset, limit = _number(data_dict, "offset"), _number(data_dict, "limit")
    if offset + limit > limits.REACH:
        raise _too_far("offset" if offset else "limit")
    if limit:
        return next_action(context, data_dict)
    names = next_action(context, {**data_dict, "limit": limits.REACH + 1})
    if len(names) + offset > limits.REACH:
        raise _too_far("limit")
    return names


@tk.chained_action
@tk.side_effect_free
def package_search(next_action: Any, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Search as CKAN does, up to the 10,000th record and with facets of few values."""
    if not context.get("ignore_auth"):
        if _number(data_dict, "start") > limits.REACH:
            raise _too_far("start")
        _check_facets(data_dict)
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def current_package_list_with_resources(
    next_action: Any, context: Context, data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """List records with their files, as CKAN does, up to the 10,000th."""
    if not context.get("ignore_auth"):
        limit, page = _number(data_dict, "limit"), _number(data_dict, "page")
        if max(_number(data_dict, "offset"), (page - 1) * limit) > limits.REACH:
            raise _too_far("offset" if data_dict.get("offset") else "page")
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def package_autocomplete(
    next_action: Any, context: Context, data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """Suggest records, at most 1,000."""
    if _number(data_dict, "limit") > limits.MOST and not context.get("ignore_auth"):
        message = tk._("`limit` may be at most {most}.").format(most=limits.MOST)
        raise TooMuchError("limit", message)
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def format_autocomplete(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[str]:
    """Suggest formats of files. CKAN reads through all files; on a large archive the index is asked."""
    if context.get("ignore_auth") or not limits.is_large("resource"):
        return next_action(context, data_dict)
    tk.check_access("format_autocomplete", context, data_dict)
    typed, limit = str(data_dict.get("q") or "").lower(), _number(data_dict, "limit") or 5
    query = {"rows": 0, "facet.field": ["res_format"], "facet.limit": limits.MOST}
    counts = tk.get_action("package_search")(tk.fresh_context(context), query)["facets"]["res_format"]
    found = sorted((name for name in counts if typed in name.lower()), key=lambda name: -counts[name])
    return [name.lower() for name in found[:limit]]


@tk.chained_action
@tk.side_effect_free
def resource_search(next_action: Any, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Search among files, as CKAN does; not on a large archive, where it would read through all of them."""
    _refuse_scan(context, "resource", "query", "seoulsquare_document_search")
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def tag_list(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[Any]:
    """List tags, as CKAN does; not on a large archive, where it would read those of all records."""
    if not data_dict.get("vocabulary_id"):
        _refuse_scan(context, "package_tag", "query", _TAGS)
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def tag_search(next_action: Any, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Search for tags, as CKAN does; not on a large archive."""
    if not data_dict.get("vocabulary_id"):
        _refuse_scan(context, "package_tag", "query", _TAGS)
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def tag_autocomplete(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[str]:
    """Suggest tags, as CKAN does; on a large archive none: a form that asks while somebody types goes on."""
    if (
        not data_dict.get("vocabulary_id")
        and not context.get("ignore_auth")
        and limits.is_large("package_tag")
    ):
        tk.check_access("tag_autocomplete", context, data_dict)
        return []
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def group_list(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[Any]:
    """List groups, as CKAN does; by number of records not on a large archive."""
    _check_order(context, data_dict)
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def organization_list(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[Any]:
    """List agencies, as CKAN does; by number of records not on a large archive."""
    _check_order(context, data_dict)
    return next_action(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def member_list(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[Any]:
    """List the members of a group or agency, as CKAN does, where there are at most 1,000."""
    group = model.Group.get(data_dict.get("id"))
    if group and not context.get("ignore_auth"):
        kind, capacity = data_dict.get("object_type"), data_dict.get("capacity")
        if limits.has_more_members(group.id, kind, capacity):
            message = tk._(
                "There are more than {most} members. Ask for `object_type` user, or find the records with"
                " seoulsquare_document_search and its filter `organization` or `category`."
            ).format(most=limits.MOST)
            raise TooMuchError("object_type", message)
    return next_action(context, data_dict)


_TAGS = 'package_search, facet.field=["tags"]'


def _number(data_dict: dict[str, Any], name: str) -> int:
    """A parameter as a number; 0 where there is none. What is no number, CKAN's own schema refuses."""
    try:
        return int(data_dict.get(name) or 0)
    except (TypeError, ValueError):
        return 0


def _too_far(name: str) -> TooMuchError:
    message = tk._(
        "Only the first {reach} records are listed by number. To read everything, use"
        " seoulsquare_document_search with a cursor, or follow seoulsquare_document_changes."
    )
    return TooMuchError(name, message.format(reach=limits.REACH))


def _refuse_scan(context: Context, table: str, name: str, instead: str) -> None:
    if not context.get("ignore_auth") and limits.is_large(table):
        message = tk._("This archive is too large to be searched in this way. Use {action} instead.")
        raise TooMuchError(name, message.format(action=instead))


def _check_order(context: Context, data_dict: dict[str, Any]) -> None:
    order = str(data_dict.get("sort") or data_dict.get("order_by") or tk.config["ckan.default_group_sort"])
    if "package" in order:
        _refuse_scan(context, "member", "sort", 'package_search, facet.field=["organization", "groups"]')


def _check_facets(data_dict: dict[str, Any]) -> None:
    if not 0 <= _number(data_dict, "facet.limit") <= limits.MOST:
        message = tk._("`facet.limit` may be 0 to {most}.").format(most=limits.MOST)
        raise TooMuchError("facet.limit", message)
    wanted = set(_names(data_dict.get("facet.field")))
    unknown = {name for name in wanted - limits.FACETS if not name.startswith("vocab_")}
    if unknown and limits.is_large("package"):
        message = tk._("On an archive of this size, records are counted by these fields only: {fields}.")
        raise TooMuchError("facet.field", message.format(fields=", ".join(sorted(limits.FACETS))))


def _names(given: Any) -> list[str]:
    """The fields of `facet.field`, a list, a list as JSON, or a single name, as CKAN takes them."""
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            given = [given]
    return [str(name) for name in given] if isinstance(given, list) else []
