"""The room's settings; the only place that spells their keys."""

from __future__ import annotations

from pathlib import Path

import ckan.plugins.toolkit as tk


def largest_scan() -> int:
    """Bytes of the largest table that may be read through for one call."""
    return tk.config["ckanext.seoulsquare.exchange.largest_scan"] * 1024 * 1024


def dumps_folder() -> Path:
    """Folder of the dated dumps."""
    folder = tk.config["ckanext.seoulsquare.exchange.dumps_folder"]
    return Path(folder) if folder else Path(tk.config["ckan.storage_path"]) / "dumps"


def dumps_kept() -> int:
    """How many whole dumps are kept, with the changes since them."""
    return tk.config["ckanext.seoulsquare.exchange.dumps_kept"]
