"""Wires the room `disclosure` into CKAN."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import cli  # noqa: F401 - adds its commands to `ckan seoulsquare`


@tk.blanket.config_declarations
class DisclosurePlugin(p.SingletonPlugin):
    """Requests under the Official Information Disclosure Act."""
