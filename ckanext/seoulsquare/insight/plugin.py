"""Wires the room `insight` into CKAN."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.insight import cli, service  # noqa: F401  cli adds its commands by being imported


@tk.blanket.blueprints
@tk.blanket.config_declarations
class InsightPlugin(p.SingletonPlugin):
    """View counts."""

    p.implements(p.IPackageController, inherit=True)

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Give a document that is indexed anew its view count back."""
        return {**pkg_dict, "view_count": service.total(pkg_dict["id"])}
