"""The room's settings; the only place that spells their keys."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def largest_scan() -> int:
    """Bytes of the largest table that may be read through for one call."""
    return tk.config["ckanext.seoulsquare.exchange.largest_scan"] * 1024 * 1024
