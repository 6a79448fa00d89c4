"""Wires the room `search` into CKAN."""

from __future__ import annotations

import ckan.plugins as p


class SearchPlugin(p.SingletonPlugin):
    """See the room's modules."""
