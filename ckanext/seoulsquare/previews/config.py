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


def frame_ancestors() -> list[str]:
    """Sources, as Content-Security-Policy writes them, of sites that may show documents in a frame."""
    return tk.config["ckanext.seoulsquare.previews.frame_ancestors"]


def report_address() -> str:
    """Mail address of those who mend faults of pages; "" where none is named."""
    return tk.config["ckanext.seoulsquare.previews.report_address"]


def indexed_pages() -> int:
    """How many pages of a file, the first ones, are indexed; 0: none of any file."""
    return tk.config["ckanext.seoulsquare.previews.indexed_pages"]


def indexed_kinds() -> list[str]:
    """Kinds of record of whose files the pages are indexed; all kinds when it is empty."""
    return tk.config["ckanext.seoulsquare.previews.indexed_kinds"]
