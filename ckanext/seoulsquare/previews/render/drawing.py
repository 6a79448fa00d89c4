"""The one interface of all renderers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Drawing:
    """How a PDF came about: the renderer, the fonts the document asks for, and for each page the number of
    characters that lie outside their frames (empty when the renderer can't tell)."""

    renderer: str
    fonts: frozenset[str] = frozenset()
    cut: list[int] = field(default_factory=list)


def missing_fonts(wanted: Iterable[str]) -> list[str]:
    """Those of some font families that this machine lacks; others stand in for them."""
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    present = {name.strip().lower() for line in listed.splitlines() for name in line.split(",")}
    return sorted(family for family in wanted if family.lower() not in present)
