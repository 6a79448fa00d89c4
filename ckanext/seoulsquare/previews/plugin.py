"""Wires the room `previews` into CKAN."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.previews import cli  # noqa: F401 - adds its commands to `ckan seoulsquare`


@tk.blanket.config_declarations
class PreviewsPlugin(p.SingletonPlugin):
    """Pages of originals and the leak screen."""
