"""Pictures, also of several pages, as a PDF."""

from __future__ import annotations

from pathlib import Path

from ckanext.seoulsquare.previews.render.drawing import Drawing
from ckanext.seoulsquare.previews.text.image import frames

_DPI = 150
_LARGEST = 4_000  # pixels of the longer side; a preview needs no more


def draw(data: bytes, target: Path) -> Drawing:
    """Write the pages of a picture to a PDF."""
    pages = []
    for frame in frames(data):
        frame.thumbnail((_LARGEST, _LARGEST))
        pages.append(frame)
    pages[0].save(target, "PDF", resolution=_DPI, save_all=True, append_images=pages[1:])
    return Drawing("pillow")
