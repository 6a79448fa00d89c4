"""The room's settings; the only place that spells their keys."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def write_seconds() -> int:
    """Seconds between two jobs that write waiting views to the database."""
    return tk.config["ckanext.seoulsquare.insight.write_seconds"]


def site_id() -> str:
    """CKAN's id of this site, part of its keys in Redis and Solr."""
    return tk.config["ckan.site_id"]
