"""Actions on one case: who may, by their roles in it.

A case that one may not see is not found. Sysadmins are asked too: in a case of their own they are
requesters and nothing else, and what only a requester may do they may not.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.logic.action.files import opened
from ckanext.seoulsquare.disclosure.service import office

EVERY_ROLE = ("requester", "third_party", "officer", "manager", "council_clerk")


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody with a role in the case."""
    return _allow(context, data_dict, *EVERY_ROLE)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_history(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody with a role in the case; they read what is meant for them."""
    return _allow(context, data_dict, *EVERY_ROLE)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_steps(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody with a role in the case."""
    return _allow(context, data_dict, *EVERY_ROLE)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_step(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody with a role in the case; the table says which step is whose."""
    return _allow(context, data_dict, *EVERY_ROLE)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_patch(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester, and the officer who writes a request down."""
    return _allow(context, data_dict, "requester")


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_delete(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester, and the officer who writes a request down."""
    return _allow(context, data_dict, "requester")


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_confirm(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The holder of the mailed link."""
    _case, who = border.opened(context, data_dict)
    return {"success": True} if who.confirming else _refused()


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_file_attach(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Requester, third party and officer."""
    return _allow(context, data_dict, "requester", "third_party", "officer")


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_file_remove(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Requester, third party and officer; each what they attached."""
    return _allow_file(context, data_dict, "requester", "third_party", "officer")


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_file_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody with a role in the case, of the files that are meant for them."""
    return _allow_file(context, data_dict, *EVERY_ROLE)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_rate(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester alone: an officer does not rate for somebody."""
    return _allow(context, data_dict, "requester", alone=True)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_personal_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester; officers and managers, who say why."""
    return _allow(context, data_dict, "requester", "officer", "manager")


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_personal_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester, and the officer of a request that came on paper."""
    return _allow(context, data_dict, "requester")


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_personal_export(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester alone, of one case or of all."""
    if data_dict.get("token") or data_dict.get("id"):
        return _allow(context, data_dict, "requester", alone=True)
    return {"success": True} if border.user_of(context) else _refused()


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_personal_erase(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester alone."""
    return _allow(context, data_dict, "requester", alone=True)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_link_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester alone."""
    return _allow(context, data_dict, "requester", alone=True)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_link_revoke(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The requester alone."""
    return _allow(context, data_dict, "requester", alone=True)


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_access_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Of a case its requester and managers; of an agency its managers."""
    if data_dict.get("id") or data_dict.get("token"):
        return _allow(context, data_dict, "requester", "manager")
    user = border.user_of(context)
    return {"success": True} if user and (user.sysadmin or office.manages_some(user)) else _refused()


@tk.auth_sysadmins_check
def seoulsquare_disclosure_assign(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Officers of the agency."""
    return _allow(context, data_dict, "officer")


@tk.auth_sysadmins_check
def seoulsquare_disclosure_merge(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Officers of the agency."""
    return _allow(context, data_dict, "officer")


@tk.auth_sysadmins_check
def seoulsquare_disclosure_item_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Officers of the agency."""
    return _allow(context, data_dict, "officer")


@tk.auth_sysadmins_check
def seoulsquare_disclosure_fee_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Officers of the agency."""
    return _allow(context, data_dict, "officer")


@tk.auth_sysadmins_check
def seoulsquare_disclosure_message_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Officers of the agency."""
    return _allow(context, data_dict, "officer")


@tk.auth_sysadmins_check
def seoulsquare_disclosure_publish(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Managers of the agency."""
    return _allow(context, data_dict, "manager")


def _allow(context: Context, data: dict[str, Any], *roles: str, alone: bool = False) -> AuthResult:
    """Allow these roles; `alone` leaves out staff who write for a requester. A link that confirms opens
    nothing.
    """
    _case, who = border.opened(context, data)
    allowed = who.has(*roles) and not who.confirming and not (alone and who.is_staff)
    return {"success": True} if allowed else _refused()


def _allow_file(context: Context, data: dict[str, Any], *roles: str) -> AuthResult:
    _file, _case, who = opened(context, data)
    return {"success": True} if who.has(*roles) and not who.confirming else _refused()


def _refused() -> AuthResult:
    return {"success": False, "msg": tk._("This is not for you.")}
