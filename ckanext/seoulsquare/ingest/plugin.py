"""Wires the room `ingest` into CKAN."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.ingest import cli  # noqa: F401  adds commands


@tk.blanket.blueprints
@tk.blanket.config_declarations
class IngestPlugin(p.SingletonPlugin):
    """Loading of published lists."""
