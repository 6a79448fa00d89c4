"""Which actions the room offers: its own, and CKAN's lists of activities where the plugin `activity` is."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.authz import get_local_functions
from ckan.types import Context

from ckanext.seoulsquare.documents import labels
from ckanext.seoulsquare.documents.logic import action

_ACTIVITY_LISTS = (
    "package_activity_list",
    "group_activity_list",
    "organization_activity_list",
    "user_activity_list",
    "dashboard_activity_list",
    "recently_changed_packages_activity_list",
)


def actions() -> dict[str, Any]:
    """Actions by name. What does not exist can't be chained, so it depends on the plugins of the site."""
    lists = _ACTIVITY_LISTS if p.plugin_loaded("activity") else ()
    return dict(get_local_functions(action)) | {name: _without_versions(name) for name in lists}


def _without_versions(name: str) -> Any:
    """CKAN's list of activities `name`, less past versions of records for whoever is no staff of theirs."""

    def listed(next_action: Any, context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
        activities = next_action(context, data_dict)
        if not context.get("ignore_auth"):
            labels.withhold_versions(activities, context.get("auth_user_obj"))
        return activities

    listed.__name__ = name
    listed.__doc__ = _without_versions.__doc__
    return tk.chained_action(tk.side_effect_free(listed))
