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


def storage_path() -> Path:
    """CKAN's folder of files; raises `ValueError` where CKAN has none."""
    path = tk.config.get("ckan.storage_path")
    if not path:
        raise ValueError("ckan.storage_path is not set")
    return Path(path)


def keys_file() -> Path:
    """The file with the keys of personal data."""
    path = tk.config["ckanext.seoulsquare.disclosure.keys_file"]
    return Path(path) if path else storage_path() / "disclosure-keys"


def council_group() -> str:
    """Name of the CKAN group whose editors keep the council's records."""
    return tk.config["ckanext.seoulsquare.disclosure.council_group"]


def retention_days() -> int:
    """Days after the end of a case after which its personal data are erased."""
    return tk.config["ckanext.seoulsquare.disclosure.retention_days"]


def draft_days() -> int:
    """Days after which a draft, or a request whose e-mail address was not confirmed, is deleted."""
    return tk.config["ckanext.seoulsquare.disclosure.draft_days"]


def link_days() -> int:
    """Days for which a secret link opens its case."""
    return tk.config["ckanext.seoulsquare.disclosure.link_days"]


def answer_days() -> int:
    """Days for which answer files can be fetched."""
    return tk.config["ckanext.seoulsquare.disclosure.answer_days"]


def largest_file() -> int:
    """Bytes of the largest file that may be attached."""
    return tk.config["ckanext.seoulsquare.disclosure.largest_file"] * 1024 * 1024


def requests_an_hour() -> int:
    """Drafts and mails that one network address may cause in an hour without an account; 0 sets no bound."""
    return tk.config["ckanext.seoulsquare.disclosure.requests_an_hour"]


def site_id() -> str:
    """CKAN's id of the site, which keeps its keys in Redis apart from those of others."""
    return tk.config["ckan.site_id"]


def site_url() -> str:
    """The site's address, without a slash at its end; mails are sent without a request at hand."""
    return tk.config["ckan.site_url"].rstrip("/")


def forms_folder() -> Path | None:
    """The city's own templates of statutory forms and its offices.yaml; `None` for the bundled ones."""
    path = tk.config["ckanext.seoulsquare.disclosure.forms_folder"]
    return Path(path) if path else None
