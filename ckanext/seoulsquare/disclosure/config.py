"""Typed readers of the settings of the room `disclosure`."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import law


def law_settings() -> law.Settings:
    """What the operator chose where the law is open; raises `ValueError` for a malformed closing time."""
    return law.Settings(
        first_day=tk.config["ckanext.seoulsquare.disclosure.first_day"],
        office_closes=time.fromisoformat(tk.config["ckanext.seoulsquare.disclosure.office_closes"]),
        silence_ends=tk.config["ckanext.seoulsquare.disclosure.silence_ends"],
        before_article_29=tk.config["ckanext.seoulsquare.disclosure.before_article_29"],
    )


def fees_file() -> Path | None:
    """The ordinance's fee table; `None` for the bundled national one."""
    path = tk.config["ckanext.seoulsquare.disclosure.fees_file"]
    return Path(path) if path else None
