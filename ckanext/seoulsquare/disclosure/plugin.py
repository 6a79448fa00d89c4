"""Wires the room `disclosure` into CKAN."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import (  # the commands add themselves to `ckan seoulsquare`
    cli,  # noqa: F401
    importing_cli,  # noqa: F401
    views,
)
from ckanext.seoulsquare.disclosure.logic.action import actions
from ckanext.seoulsquare.disclosure.logic.auth import auth_functions


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth_functions)
@tk.blanket.blueprints(views.blueprints)
@tk.blanket.config_declarations
class DisclosurePlugin(p.SingletonPlugin):
    """Requests under the Official Information Disclosure Act."""
