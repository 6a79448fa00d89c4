"""Typed readers of the settings of the room `previews`."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def hwp_renderer() -> str:
    """The backend that draws HWP and HWPX."""
    return tk.config["ckanext.seoulsquare.previews.hwp_renderer"]


def ocr() -> bool:
    """Whether pages without a text layer are read by OCR."""
    return tk.config["ckanext.seoulsquare.previews.ocr"]


def office_mail_domains() -> list[str]:
    """Domains, with their subdomains, whose mail addresses are officials' and are not reported."""
    return tk.config["ckanext.seoulsquare.previews.office_mail_domains"]
