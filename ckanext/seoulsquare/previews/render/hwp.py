"""HWP 3, HWP 5 and HWPX drawn as SVG pages by hwp-ingest; the pages of any backend made one PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import hwp_ingest

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError
from ckanext.seoulsquare.previews.render import vector
from ckanext.seoulsquare.previews.render.drawing import Drawing
from ckanext.seoulsquare.previews.render.glyphs import layer


def svg_pages(data: bytes) -> list[bytes]:
    """The pages of a document; raises `EncryptedError` or `DamagedError`."""
    try:
        return hwp_ingest.to_svg_pages(data)
    except hwp_ingest.HwpIngestError as error:
        if "암호" in str(error):
            raise EncryptedError("the document needs a password") from error
        raise DamagedError(f"hwp-ingest: {str(error)[:200]}") from error


def draw(pages: list[bytes], target: Path, renderer: str) -> Drawing:
    """Write the pages of a document, as a backend drew them, to a PDF."""
    vector.to_pdf(pages, target)
    return Drawing(renderer, frozenset(_families(pages)), [layer(page) for page in pages])


def _families(pages: list[bytes]) -> Iterator[str]:
    """The font families that the document asks for."""
    for page in pages:
        for family in set(re.findall(rb'font-family="([^",]+)', page)):
            yield unescape(family.decode("utf-8", "replace")).strip("'")
