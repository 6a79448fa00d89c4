"""Signals of the room, for rooms that keep something derived from records."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

visibility_changed = tk.signals.ckanext.signal("seoulsquare:visibility_changed")
"""Time changed who may see some records, though the records themselves did not change: the embargo of
`package_ids`, a list of ids, is over. Sent without a sender once search finds them."""
