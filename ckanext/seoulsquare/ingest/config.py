"""Settings of the room; the only place that spells their keys."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def batch_size() -> int:
    """Records that are written in one transaction and indexed together."""
    return tk.config["ckanext.seoulsquare.ingest.batch_size"]


def bulk_batch_size() -> int:
    """Records that the bulk door writes in one transaction and sends to Solr in one request."""
    return tk.config["ckanext.seoulsquare.ingest.bulk_batch_size"]


def default_agency() -> str:
    """Name of the organization that a record belongs to when its list names none."""
    return tk.config["ckanext.seoulsquare.ingest.default_agency"]
