"""HWP 3, HWP 5 and HWPX drawn as SVG pages by hwp-ingest, and these as one PDF by rsvg-convert."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import hwp_ingest

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError, UnsupportedError
from ckanext.seoulsquare.previews.render.drawing import Drawing

_TOKEN = re.compile(
    r'<clipPath id="([^"]+)"><rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"/>'
    r"|<g\b([^>]*)>|</g>|<text\b([^>]*)>([^<]*)</text>"
)
_PLACE = re.compile(r'\bx="([-\d.eE]+)" y="([-\d.eE]+)"|transform="translate\(([-\d.eE]+),([-\d.eE]+)\)')
_SIZE = re.compile(r'font-size="([\d.]+)"')
_CLIP = re.compile(r"clip-path=\"url\(#([^)]+)\)\"")
_SLACK = 4.0  # a glyph that is cut by less than this many pixels is still readable


class Glyphs(NamedTuple):
    """The characters of a page in the order they are drawn, and how many of them lie outside their frames."""

    text: str
    cut: int


def svg_pages(data: bytes) -> list[bytes]:
    """The pages of a document; raises `EncryptedError` or `DamagedError`."""
    try:
        return hwp_ingest.to_svg_pages(data)
    except hwp_ingest.HwpIngestError as error:
        if "암호" in str(error):
            raise EncryptedError("the document needs a password") from error
        raise DamagedError(f"hwp-ingest: {str(error)[:200]}") from error


def drawn_text(page: bytes) -> str:
    """The text of a page; characters that stand apart are kept apart."""
    return glyphs(page).text


def glyphs(page: bytes) -> Glyphs:
    """What is drawn on a page. hwp-ingest writes one `<text>` element for each character."""
    clips: dict[str, tuple[float, float, float, float]] = {}
    frames: list[str] = []
    parts: list[str] = []
    cut = 0
    right, line = 0.0, None
    for token in _TOKEN.finditer(page.decode("utf-8", "replace")):
        if token[1]:
            x, y, width, height = (float(number) for number in token.group(2, 3, 4, 5))
            clips[token[1]] = (x, y, x + width, y + height)
        elif token[0] == "</g>":
            frames = frames[:-1]
        elif token[6] is not None:
            clip = _CLIP.search(token[6])
            frames.append("turned" if "transform" in token[6] else clip[1] if clip else "")
        elif (character := unescape(token[8])) and (place := _PLACE.search(token[7])):
            x, y = float(place[1] or place[3]), float(place[2] or place[4])
            size = float(found[1]) if (found := _SIZE.search(token[7])) else 10.0
            if line is not None and (abs(y - line) > size / 2 or x < right - 2 * size):
                parts.append("\n")
            elif line is not None and x > right + size / 4:
                parts.append(" ")
            parts.append(character)
            right, line = x + size * (1 if ord(character[-1]) > 0x2E7F else 0.55), y
            if "turned" not in frames:  # in a turned group the frames around it have other coordinates
                cut += any(_outside(x, y, size, clips[frame]) for frame in frames if frame in clips)
    return Glyphs("".join(parts), cut)


def _outside(x: float, y: float, size: float, frame: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = frame
    return x > right or x + size < left or y > bottom + size / 2 + _SLACK or y < top - _SLACK


def _families(pages: list[bytes]) -> Iterator[str]:
    """The font families that the document asks for."""
    for page in pages:
        for family in set(re.findall(rb'font-family="([^",]+)', page)):
            yield unescape(family.decode("utf-8", "replace")).strip("'")


def draw(source: Path, target: Path) -> Drawing:
    """Write the pages of a document to a PDF."""
    if not shutil.which("rsvg-convert"):
        raise UnsupportedError("rsvg-convert is not installed")
    pages = svg_pages(source.read_bytes())
    if not pages:
        raise DamagedError("the document has no pages")
    names = []
    for number, page in enumerate(pages):
        path = target.with_name(f"{target.stem}-{number:05}.svg")
        path.write_bytes(page)
        names.append(path)
    command = ["rsvg-convert", "--format", "pdf", "--unlimited", "--output", str(target), *map(str, names)]
    done = subprocess.run(command, capture_output=True, check=False)
    for path in names:
        path.unlink()
    if done.returncode or not target.is_file():
        raise DamagedError(f"rsvg-convert: {done.stderr[:200].decode('utf-8', 'replace')}")
    return Drawing("hwp-ingest", frozenset(_families(pages)), [glyphs(page).cut for page in pages])
