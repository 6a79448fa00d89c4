"""Wires the room `portal` into CKAN."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.config_declarations
@tk.blanket.helpers
class PortalPlugin(p.SingletonPlugin):
    """Frame, home, landing pages, guide and error pages."""
