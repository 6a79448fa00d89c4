"""Typed readers of the settings of the room `previews`."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.previews.render.renderers import Backend


def backend() -> Backend:
    """What draws HWP and HWPX."""
    return Backend(
        tk.config["ckanext.seoulsquare.previews.hwp_renderer"],
        tk.config["ckanext.seoulsquare.previews.rhwp_core"],
    )


def ocr() -> bool:
    """Whether pages without a text layer are read by OCR."""
    return tk.config["ckanext.seoulsquare.previews.ocr"]


def office_mail_domains() -> list[str]:
    """Domains, with their subdomains, whose mail addresses are officials' and are not reported."""
    return tk.config["ckanext.seoulsquare.previews.office_mail_domains"]


def storage() -> str:
    """Name of CKAN's storage that keeps previews."""
    return tk.config["ckanext.seoulsquare.previews.storage"]


def screen_uploads() -> bool:
    """Whether an uploaded file is kept from the public until the leak screen let it pass."""
    return tk.config["ckanext.seoulsquare.previews.screen_uploads"]


def scanner() -> str:
    """Address of the virus scanner (clamd): `unix:/path` or `tcp:host:port`; "" without one."""
    return tk.config["ckanext.seoulsquare.previews.scanner"]
