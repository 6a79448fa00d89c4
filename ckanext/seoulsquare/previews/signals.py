"""Signals of the room, for rooms that keep something derived from originals."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

preview_changed = tk.signals.ckanext.signal("seoulsquare:preview_changed")
"""What readers may see of some files changed: their preview was made, decided on or removed. Sent without a
sender, after the commit, with `resource_ids`, a list; `service.files` and `service.shown` tell what is so."""
