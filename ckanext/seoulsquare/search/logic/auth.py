"""Who may search (everybody) and who may edit terms (sysadmins)."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = [
    "seoulsquare_document_search",
    "seoulsquare_search_suggest",
    "seoulsquare_term_create",
    "seoulsquare_term_delete",
    "seoulsquare_term_list",
    "seoulsquare_term_show",
    "seoulsquare_term_update",
]


@tk.auth_allow_anonymous_access
def seoulsquare_document_search(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody; what is found depends on the reader's permission labels."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def seoulsquare_search_suggest(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody; titles depend on the reader's permission labels."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def seoulsquare_term_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody: the terms are public words."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def seoulsquare_term_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody: the terms are public words."""
    return {"success": True}


def seoulsquare_term_create(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Sysadmins only."""
    return {"success": False}


def seoulsquare_term_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Sysadmins only."""
    return {"success": False}


def seoulsquare_term_delete(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Sysadmins only."""
    return {"success": False}
