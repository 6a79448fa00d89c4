"""Base plugin: templates, assets, translations and the command group. Capabilities are in the rooms."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.plugins import DefaultTranslation

from ckanext.seoulsquare import cli


@tk.blanket.cli(cli.get_commands)
class SeoulsquarePlugin(p.SingletonPlugin, DefaultTranslation):
    """What every room needs: the look, the languages and `ckan seoulsquare`."""

    p.implements(p.IConfigurer)
    p.implements(p.ITranslation)

    def update_config(self, config: tk.CKANConfig) -> None:
        """Register templates, public files and assets."""
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "public")
        tk.add_resource("assets", "seoulsquare")
