"""The room's settings; the only place that spells their keys."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def band() -> str:
    """Which band stands above the header: `demonstration`, `official` or `off`."""
    return tk.config["ckanext.seoulsquare.portal.band"]


def cache_seconds() -> int:
    """Seconds for which lists and figures of landing pages are kept."""
    return tk.config["ckanext.seoulsquare.portal.cache_seconds"]
