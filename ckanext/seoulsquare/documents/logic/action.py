"""Actions on records. All else about records is CKAN's own: package_create, package_show and so on."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.seoulsquare.documents import labels, relations, seeding
from ckanext.seoulsquare.documents.logic import schema

_WHOLE_DATASETS = ("data_dict", "validated_data_dict")
_RESOURCES_LOOKED_AT = 1000


@tk.validate_action_data(schema.document_withdraw)
def seoulsquare_document_withdraw(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Withdraw a record with a public reason.

    Search leaves the record out and its files are no longer served; its page stays as a tombstone that gives
    the reason. Withdrawing again changes the reason.

    :param id: id or name of the record
    :type id: string
    :param reason: why, as the public reads it
    :type reason: string
    :returns: the record
    :rtype: dict
    """
    tk.check_access("seoulsquare_document_withdraw", context, data_dict)
    return tk.get_action("package_patch")(
        context,
        {
            "id": data_dict["id"],
            "withdrawn_at": labels.now().isoformat(timespec="seconds"),
            "withdrawal_reason": data_dict["reason"],
        },
    )


@tk.validate_action_data(schema.document_restore)
def seoulsquare_document_restore(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Undo the withdrawal of a record.

    :param id: id or name of the record
    :type id: string
    :returns: the record
    :rtype: dict
    """
    tk.check_access("seoulsquare_document_restore", context, data_dict)
    return tk.get_action("package_patch")(
        context, {"id": data_dict["id"], "withdrawn_at": "", "withdrawal_reason": ""}
    )


@tk.side_effect_free
@tk.validate_action_data(schema.document_related)
def seoulsquare_document_related(context: Context, data_dict: dict[str, Any]) -> list[dict[str, str]]:
    """List records that belong with a record.

    :param id: id or name of the record
    :type id: string
    :param limit: how many at most (optional, default 5, at most 20)
    :type limit: int
    :returns: records as `id`, `name`, `title`, `type` and `reason`: `cited` (one mentions the other), `task`
        (same unit task of the same agency), `project` (same project or committee), `similar` (alike in title)
    :rtype: list of dicts
    """
    tk.check_access("seoulsquare_document_related", context, data_dict)
    pkg = tk.get_action("package_show")(_as_reader(context), {"id": data_dict["id"]})

    def search(query: dict[str, Any]) -> list[dict[str, Any]]:
        return tk.get_action("package_search")(_as_reader(context), query)["results"]

    return relations.related(pkg, search, data_dict["limit"])


def seoulsquare_seed(context: Context, data_dict: dict[str, Any]) -> dict[str, int]:
    """Create the 31 categories and the agencies, or bring them up to date. Sysadmins only.

    What an administrator changed or deleted since is left alone.

    :returns: how many categories and agencies were created, updated, unchanged
    :rtype: dict
    """
    tk.check_access("seoulsquare_seed", context, data_dict)
    return seeding.seed(context)


@tk.chained_action
@tk.side_effect_free
def package_search(next_action: Any, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """CKAN's search, less what would lead to files that are not served."""
    result = next_action(context, data_dict)
    if not context.get("ignore_auth"):
        labels.withhold_files_of(result["results"], context.get("auth_user_obj"))
        for pkg_dict in result["results"]:
            for field in _WHOLE_DATASETS:
                pkg_dict.pop(field, None)  # asked for with `fl`
    return result


@tk.chained_action
@tk.side_effect_free
def current_package_list_with_resources(
    next_action: Any, context: Context, data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """CKAN's list, which goes past the search above, less the same."""
    return _for_reader(context, next_action(context, data_dict))


@tk.chained_action
@tk.side_effect_free
def tag_show(next_action: Any, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """CKAN's tag, whose datasets CKAN takes from the index past all permissions, less the same."""
    tag = next_action(context, data_dict)
    if "packages" in tag:
        tag["packages"] = _for_reader(context, tag["packages"])
    return tag


@tk.chained_action
@tk.side_effect_free
def dataset_followee_list(
    next_action: Any, context: Context, data_dict: dict[str, Any]
) -> list[dict[str, Any]]:
    """CKAN's list of datasets a user follows, less the same: to follow a record is not to have its files."""
    return _for_reader(context, next_action(context, data_dict))


@tk.chained_action
@tk.side_effect_free
def package_list(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[str]:
    """CKAN's list of names, less records under embargo."""
    names = next_action(context, data_dict)
    hidden = labels.embargoed_among(names)
    return [name for name in names if name not in hidden]


@tk.chained_action
@tk.side_effect_free
def resource_search(next_action: Any, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """CKAN's search among resources, less those that the reader may not have.

    CKAN's own asks the database, past all permissions. Neither results nor count may tell of a hidden
    resource, so every match is judged; of a wide query only the first 1,000 are.
    """
    if context.get("ignore_auth"):
        return next_action(context, data_dict)
    limit, offset = data_dict.get("limit"), int(data_dict.get("offset") or 0)
    found = next_action(context, {**data_dict, "limit": _RESOURCES_LOOKED_AT, "offset": 0})["results"]
    # CKAN's older search API asks for model objects instead of dicts.
    ids = [resource["id"] if isinstance(resource, dict) else resource.id for resource in found]
    readable = [
        resource for id_, resource in zip(ids, found, strict=True) if _may("resource_show", context, id_)
    ]
    end = None if limit in (None, "") else offset + int(limit)
    return {"count": len(readable), "results": readable[offset:end]}


@tk.chained_action
@tk.side_effect_free
def resource_view_list(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """CKAN's list of a resource's views; on pages, a file that is not served has none.

    CKAN's dataset page asks for the views of every resource and would fail at the first withheld one.
    """
    try:
        return next_action(context, data_dict)
    except tk.NotAuthorized:
        if context.get("for_view"):
            return []
        raise


def _for_reader(context: Context, pkg_dicts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The datasets that the reader may see, without files that are not served."""
    if context.get("ignore_auth"):
        return pkg_dicts
    shown = [pkg_dict for pkg_dict in pkg_dicts if _may("package_show", context, pkg_dict["id"])]
    labels.withhold_files_of(shown, context.get("auth_user_obj"))
    return shown


def _may(auth: str, context: Context, id_: str) -> bool:
    try:
        return tk.check_access(auth, _as_reader(context), {"id": id_})
    except (tk.NotAuthorized, tk.ObjectNotFound):  # the index may still hold what is gone
        return False


def _as_reader(context: Context) -> Context:
    """A new context of the same user, without the leave of inner calls to skip permissions."""
    return tk.fresh_context(context, ignore_auth=False)
