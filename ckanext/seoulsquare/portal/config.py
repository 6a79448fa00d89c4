"""The room's settings; the only place that spells their keys."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def band() -> str:
    """Which band stands above the header: `demonstration`, `official` or `off`."""
    return tk.config["ckanext.seoulsquare.portal.band"]


def title(locale: str | None) -> str:
    """The site's name in a language: `ckanext.seoulsquare.portal.title.<locale>`, else CKAN's own setting."""
    return tk.config.get(f"ckanext.seoulsquare.portal.title.{locale}") or tk.config["ckan.site_title"]


def cache_seconds() -> int:
    """Seconds for which lists and figures of landing pages are kept."""
    return tk.config["ckanext.seoulsquare.portal.cache_seconds"]


def site_id() -> str:
    """CKAN's id of this site, part of its keys in Redis."""
    return tk.config["ckan.site_id"]


def notices() -> str:
    """The notices of the home page as an administrator wrote them; see `headlines.parse`."""
    return tk.config["ckanext.seoulsquare.portal.notices"]


def hot_topics() -> str:
    """The hot topics of the home page as an administrator wrote them; see `headlines.parse`."""
    return tk.config["ckanext.seoulsquare.portal.hot_topics"]


def content_folder() -> str:
    """Folder of the city's own texts; "" for none."""
    return tk.config["ckanext.seoulsquare.portal.content_folder"]
