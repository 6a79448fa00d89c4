"""Plain text, tables in text and listings of containers, set on A4 pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

from ckanext.seoulsquare.previews.limits import LIMITS
from ckanext.seoulsquare.previews.render import vector
from ckanext.seoulsquare.previews.render.drawing import Drawing

_WIDTH, _HEIGHT, _MARGIN, _SIZE, _LINE = 794, 1123, 60, 13, 18  # pixels at 96 dpi
_COLUMNS = 100  # half-width columns in a line
_LINES = (_HEIGHT - 2 * _MARGIN) // _LINE
_FONT = "NanumGothicCoding, Noto Sans Mono CJK KR, Noto Sans CJK KR, monospace"


def draw(text: str, target: Path) -> Drawing:
    """Write a text to a PDF of A4 pages; long lines are broken, nothing is cut off."""
    lines = _lines(text)
    pages = []
    while (page := list(islice(lines, _LINES))) and len(pages) < LIMITS.pages:
        pages.append(_page(page).encode())
    vector.to_pdf(pages, target)
    return Drawing("text")


def _lines(text: str) -> Iterator[str]:
    for line in text.expandtabs(8).splitlines():
        part, width = "", 0
        for character in line:
            step = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            if width + step > _COLUMNS:
                yield part
                part, width = "", 0
            part += character
            width += step
        yield part


def _page(lines: list[str]) -> str:
    rows = "".join(
        f'<text x="{_MARGIN}" y="{_MARGIN + _LINE * number}" xml:space="preserve">'
        f"{escape(_printable(line))}</text>"
        for number, line in enumerate(lines, 1)
        if line.strip()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'font-family="{_FONT}" font-size="{_SIZE}">'
        f'<rect width="100%" height="100%" fill="#fff"/>{rows}</svg>'
    )


def _printable(line: str) -> str:
    """Without the control characters that XML does not allow."""
    return re.sub(r"[\x00-\x1f\ufffe\uffff]", " ", line)
