"""Wires the room `exchange` into CKAN."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.actions
@tk.blanket.auth_functions
class ExchangePlugin(p.SingletonPlugin):
    """What other systems need to keep a copy of the archive."""
