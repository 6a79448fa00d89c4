"""Who may do what with records and their files."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, types
from ckan.logic.auth import get_package_object, get_resource_object

from ckanext.seoulsquare.documents import labels, visibility


@tk.chained_auth_function
@tk.auth_allow_anonymous_access
def package_show(
    next_auth: Any, context: types.Context, data_dict: types.DataDict | None
) -> types.AuthResult:
    """A withdrawn record is out of search, but its tombstone may be read by whoever could read it before."""
    result = next_auth(context, data_dict)
    if result["success"]:
        return result
    package = get_package_object(context, data_dict)
    record = labels.record_of(package)
    if not visibility.is_withdrawn(record):
        return result
    was_public = package.state == "active" and not package.private
    embargoed = visibility.is_embargoed(record, labels.now())
    return {"success": True} if was_public and not embargoed else result


@tk.chained_auth_function
@tk.auth_allow_anonymous_access
def resource_show(
    next_auth: Any, context: types.Context, data_dict: types.DataDict | None
) -> types.AuthResult:
    """A file or table that is not served is read by the agency's own people only.

    Downloads, views, previews, the DataStore and CKAN's file storage all ask this function.
    """
    result = next_auth(context, data_dict)
    if not result["success"]:
        return result
    resource = get_resource_object(context, data_dict)
    if labels.may_read_file(context.get("auth_user_obj"), resource, resource.package):
        return result
    return {"success": False, "msg": tk._("This file is not open to the public")}


def seoulsquare_document_withdraw(context: types.Context, data_dict: types.DataDict) -> types.AuthResult:
    """Whoever may edit the record."""
    return authz.is_authorized("package_update", context, data_dict)


def seoulsquare_document_restore(context: types.Context, data_dict: types.DataDict) -> types.AuthResult:
    """Whoever may edit the record."""
    return authz.is_authorized("package_update", context, data_dict)


@tk.auth_allow_anonymous_access
def seoulsquare_document_related(context: types.Context, data_dict: types.DataDict) -> types.AuthResult:
    """Whoever may read the record."""
    return authz.is_authorized("package_show", context, data_dict)


def seoulsquare_seed(context: types.Context, data_dict: types.DataDict) -> types.AuthResult:
    """Sysadmins only."""
    return {"success": False}
