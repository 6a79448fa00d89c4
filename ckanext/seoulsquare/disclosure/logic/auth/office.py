"""Actions on more than one case."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.service import office, reader


def seoulsquare_disclosure_acknowledge(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Who works at an agency; each case is looked at by itself."""
    user = border.user_of(context)
    allowed = user is not None and bool(office.agencies_of(user))
    return {"success": True} if allowed else _refused()


def seoulsquare_disclosure_officer_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Officers of the agency."""
    user = border.user_of(context)
    allowed = user is not None and reader.is_officer(str(data_dict.get("agency") or ""), user)
    return {"success": True} if allowed else _refused()


def seoulsquare_disclosure_holiday_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:  # noqa: ARG001
    """Sysadmins, whom CKAN lets pass without asking."""
    return _refused()


def _refused() -> AuthResult:
    return {"success": False, "msg": tk._("This is not for you.")}
