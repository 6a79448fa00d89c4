"""Wires the room `search` into CKAN."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.search import cli, maintenance, package_search  # noqa: F401  two add commands


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
class SearchPlugin(p.SingletonPlugin):
    """Query building, terms in three languages, search page and suggestions."""

    p.implements(p.IPackageController, inherit=True)

    def before_dataset_search(self, search_params: dict[str, Any]) -> dict[str, Any]:
        """Search as the archive does, unless the caller knows better."""
        return package_search.before(search_params)

    def after_dataset_search(
        self, search_results: dict[str, Any], search_params: dict[str, Any]
    ) -> dict[str, Any]:
        """Tell which terms were added."""
        return package_search.after(search_results, search_params)
