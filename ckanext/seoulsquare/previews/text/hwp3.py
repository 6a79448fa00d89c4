"""HWP 3 (before 2000), through the renderer's library: the only reader of its character sets we know of."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.seoulsquare.previews.render.glyphs import layer
from ckanext.seoulsquare.previews.render.hwp import svg_pages
from ckanext.seoulsquare.previews.text.passage import Passage


def read(data: bytes) -> Iterator[Passage]:
    """The text of each page."""
    for number, page in enumerate(svg_pages(data), 1):
        if text := layer(page).text:
            yield Passage("body", text, number)
