"""Wires the room `documents` into CKAN."""

from __future__ import annotations

import ckan.plugins as p


class DocumentsPlugin(p.SingletonPlugin):
    """See the room's modules."""
