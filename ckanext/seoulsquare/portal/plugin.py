"""Wires the room `portal` into CKAN."""

from __future__ import annotations

import ckan.plugins as p


class PortalPlugin(p.SingletonPlugin):
    """See the room's modules."""
