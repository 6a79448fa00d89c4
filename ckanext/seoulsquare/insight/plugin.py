"""Wires the room `insight` into CKAN."""

from __future__ import annotations

import ckan.plugins as p


class InsightPlugin(p.SingletonPlugin):
    """See the room's modules."""
