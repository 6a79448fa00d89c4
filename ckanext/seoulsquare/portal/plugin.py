"""Wires the room `portal` into CKAN."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.blueprints
@tk.blanket.config_declarations
@tk.blanket.helpers
@tk.blanket.validators
class PortalPlugin(p.SingletonPlugin):
    """Frame, home, landing pages, guide and error pages."""

    p.implements(p.IConfigurer, inherit=True)

    def update_config_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Let an administrator write notices and hot topics at /ckan-admin/config."""
        rules = [tk.get_validator("ignore_missing"), tk.get_validator("seoulsquare_headlines")]
        schema["ckanext.seoulsquare.portal.notices"] = rules
        schema["ckanext.seoulsquare.portal.hot_topics"] = rules
        return schema
