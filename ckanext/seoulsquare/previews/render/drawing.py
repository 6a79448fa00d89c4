"""The one interface of all renderers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ckanext.seoulsquare.previews.render.glyphs import Layer


@dataclass(frozen=True)
class Drawing:
    """How a PDF came about: the renderer and the fonts the document asks for.

    `layers` holds the text of each page where the renderer knows it better than the PDF's text layer does.
    """

    renderer: str
    fonts: frozenset[str] = frozenset()
    layers: list[Layer] = field(default_factory=list)


def layers_of(pdf: Path) -> Path:
    """Where the renderer's text of a PDF is kept, if there is any."""
    return pdf.with_suffix(".layers.json")


def missing_fonts(wanted: Iterable[str]) -> list[str]:
    """Those of some font families that this machine lacks; others stand in for them."""
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    present = {name.strip().lower() for line in listed.splitlines() for name in line.split(",")}
    return sorted(family for family in wanted if family.lower() not in present)
