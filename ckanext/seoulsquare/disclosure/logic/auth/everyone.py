"""Actions that anybody may call; what they give depends on who asks."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.service import office, reader


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def seoulsquare_disclosure_create(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody asks for themselves; what came on paper is written down by officers of the agency asked."""
    if data_dict.get("channel") in (None, "", "online"):
        return {"success": True}
    user = border.user_of(context)
    agency = str(data_dict.get("agency") or "")
    if user is not None and reader.is_officer(agency, user):
        return {"success": True}
    return {"success": False, "msg": tk._("Only an officer of the agency writes down what came on paper.")}


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Published cases: everybody. One's own: with an account. A desk: who works at one."""
    scope = data_dict.get("scope")
    user = border.user_of(context)
    allowed = (
        scope in (None, "", "public")
        or (scope == "mine" and user is not None)
        or (scope == "desk" and user is not None and office.is_staff(user))
    )
    return {"success": True} if allowed else {"success": False, "msg": tk._("This list is not for you.")}


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_link_send(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Everybody: the link goes to the address that the request carries."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_suggest(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Everybody."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_fee_quote(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Everybody."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_vocabulary(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Everybody."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_deadline_explain(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Everybody."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_holiday_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Everybody."""
    return {"success": True}
