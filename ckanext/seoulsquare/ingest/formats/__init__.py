"""Declared formats of lists: what the columns of a published list mean, as data.

A format is a YAML file in this folder; how to write one: docs/ingest.md. Nothing here knows files or CKAN.
"""

from __future__ import annotations

from ckanext.seoulsquare.ingest.formats.declaration import Format, FormatField, TableColumn, TableSpec
from ckanext.seoulsquare.ingest.formats.registry import FORMATS, is_heading, recognise

__all__ = ["FORMATS", "Format", "FormatField", "TableColumn", "TableSpec", "is_heading", "recognise"]
