"""Who may read pages (whoever may read the file) and who decides about files (the agency's editors)."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.types import AuthResult, Context

from ckanext.seoulsquare.previews.shown import shown

__all__ = [
    "seoulsquare_page_list",
    "seoulsquare_page_search",
    "seoulsquare_preview_decide",
    "seoulsquare_preview_findings",
]


@tk.auth_allow_anonymous_access
def seoulsquare_page_search(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody, in all documents, of which each reader finds what he may read; in one, who may read it."""
    resource_id = data_dict.get("resource_id")
    return {"success": True} if not resource_id else _who_reads(context, resource_id)


@tk.auth_allow_anonymous_access
def seoulsquare_page_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may read the file."""
    return _who_reads(context, data_dict["resource_id"])


def seoulsquare_preview_findings(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Editors and admins of some agency, who then see their agencies' files; sysadmins see all."""
    if deciding_for(context.get("user")) != []:
        return {"success": True}
    return {"success": False, "msg": tk._("Only editors of an agency see what was found in files")}


def seoulsquare_preview_decide(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Editors and admins of the record's agency, and sysadmins."""
    resource = model.Resource.get(data_dict["resource_id"])
    package = resource.package if resource else None
    if package and authz.has_user_permission_for_group_or_org(
        package.owner_org, context.get("user"), "update_dataset"
    ):
        return {"success": True}
    return {"success": False, "msg": tk._("Only editors of the record's agency decide about its files")}


def deciding_for(user: str | None) -> list[str] | None:
    """Ids of the agencies for which a user decides; None: for all."""
    if not user:
        return []
    if authz.is_sysadmin(user):
        return None
    context: Context = {"user": user}
    found = tk.get_action("organization_list_for_user")(context, {"permission": "update_dataset"})
    return [organization["id"] for organization in found]


def _who_reads(context: Context, resource_id: str) -> AuthResult:
    user = context.get("auth_user_obj") or model.AnonymousUser()
    if shown(resource_id, user):
        return {"success": True}
    return {"success": False, "msg": tk._("There is no preview of this file that you may read")}
