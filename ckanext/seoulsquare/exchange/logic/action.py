"""Actions for other systems that keep a copy of the archive, and CKAN's own, bounded (see `doors`)."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.plugins import get_permission_labels
from ckan.types import Context

from ckanext.seoulsquare.exchange import service
from ckanext.seoulsquare.exchange.logic import schema
from ckanext.seoulsquare.exchange.logic.doors import (
    current_package_list_with_resources,
    format_autocomplete,
    group_list,
    member_list,
    organization_list,
    package_autocomplete,
    package_list,
    package_search,
    resource_search,
    tag_autocomplete,
    tag_list,
    tag_search,
)

__all__ = [
    "current_package_list_with_resources",
    "format_autocomplete",
    "group_list",
    "member_list",
    "organization_list",
    "package_autocomplete",
    "package_list",
    "package_search",
    "resource_search",
    "seoulsquare_document_changes",
    "tag_autocomplete",
    "tag_list",
    "tag_search",
]


@tk.side_effect_free
@tk.validate_action_data(schema.document_changes)
def seoulsquare_document_changes(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List what changed in the archive, in order, from the beginning or since a cursor.

    A reader that starts without a cursor and goes on with the cursor of each answer holds exactly the records
    that it may see: nothing is left out while lists are being loaded, and asking again with a cursor tells of
    everything since. A record that changed several times is told of once, at the place of its last change.
    Changes of a transaction that still runs come when it has ended.

    :param since: the cursor of the last answer (optional; from the beginning without it)
    :type since: string
    :param limit: how many changes at most (optional, default 500, at most 1,000)
    :type limit: int
    :returns: `changes`, a list of dicts with `id`, `changed_at` and `change`: `published` (take the record
        over as it is now), `withdrawn` (likewise; it has a public reason and its files are gone) or `removed`
        (drop it if you hold it). Published and withdrawn ones have `name`, `type` and `metadata_modified`
        too. `cursor`: where to go on; `more`: whether more changes are waiting now
    :rtype: dict
    """
    tk.check_access("seoulsquare_document_changes", context, data_dict)
    labels = get_permission_labels()
    reader = labels.get_user_dataset_labels(context.get("auth_user_obj"))  # type: ignore[arg-type]
    try:
        page = service.read(data_dict["since"], data_dict["limit"], labels.get_dataset_labels, reader)
    except service.CursorError as error:
        message = tk._(
            "This is no cursor of this feed. Take the one of the last answer, or leave it out to begin anew."
        )
        raise tk.ValidationError({"since": [message]}) from error
    return {"changes": page.changes, "cursor": page.cursor, "more": page.more}
