"""Wires the room `ingest` into CKAN."""

from __future__ import annotations

import ckan.plugins as p


class IngestPlugin(p.SingletonPlugin):
    """See the room's modules."""
