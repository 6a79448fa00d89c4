"""Who may see figures, registers and notices, and import past requests."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.service import office


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_statistics(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Everyone."""
    return {"success": True}


def seoulsquare_disclosure_register(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Who has a desk."""
    user = border.user_of(context)
    if user is not None and office.is_staff(user):
        return {"success": True}
    return {"success": False, "msg": tk._("The registers are for officers of the agencies.")}


def seoulsquare_disclosure_objection_register(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Who has a desk."""
    return seoulsquare_disclosure_register(context, data_dict)


@tk.auth_allow_anonymous_access
def seoulsquare_disclosure_notice_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Whoever may see the case; the action looks at it, and at the event, itself."""
    return {"success": True}


def seoulsquare_disclosure_import(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Sysadmins: CKAN lets them pass without asking."""
    return {"success": False, "msg": tk._("Only administrators import past requests.")}
