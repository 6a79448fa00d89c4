"""The text of an SVG page that is drawn character by character, with the box of each word.

More exact than the text layer of a PDF made of it: fonts that stand in for absent ones have other widths, and
a reader of the PDF takes the gaps between their characters for blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(
    r'<clipPath id="([^"]+)"><rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"/>'
    r"|<g\b([^>]*)>|</g>|<text\b([^>]*)>([^<]*)</text>"
)
_PLACE = re.compile(r'\bx="([-\d.eE]+)" y="([-\d.eE]+)"|translate\(([-\d.eE]+),([-\d.eE]+)\)')
_SCALE = re.compile(r"scale\(([\d.]+)")
_SIZE = re.compile(r'font-size="([\d.]+)"')
_LENGTH = re.compile(r'textLength="([\d.]+)"')
_CLIP = re.compile(r'clip-path="url\(#([^)]+)\)"')
_CANVAS = re.compile(r'<svg\b[^>]*?width="([\d.]+)"[^>]*?height="([\d.]+)"')
_SLACK = 4.0  # a character that is cut by less than this many pixels can still be read
_HALF = 0.55  # width of a Latin character of unknown width, in parts of the font's size
_GAP = 0.2  # a gap this wide, in parts of the font's size, is a blank
_WIDE = 0x2E7F  # characters above this are as wide as high
_TURNED = "turned"

Frame = tuple[float, float, float, float]  # left, top, right, bottom


class Glyph(NamedTuple):
    """A drawn character: left, baseline, width and font size in pixels; `turned`: in a rotated group."""

    text: str
    left: float
    base: float
    width: float
    size: float
    turned: bool
    cut: bool

    def follows(self, last: Glyph) -> bool:
        """Whether it continues the line of the character before it."""
        level = abs(self.base - last.base) <= max(self.size, last.size) / 2
        return level and self.left >= last.left - self.size and self.turned == last.turned


@dataclass
class Layer:
    """The text of a page, its words as in `pages.json`, and the number of characters that are cut off."""

    text: str = ""
    words: list[list[float]] = field(default_factory=list)
    cut: int = 0


def layer(page: bytes) -> Layer:
    """What is drawn on a page, in the order in which it is drawn."""
    svg = page.decode("utf-8", "replace")
    canvas = _CANVAS.search(svg)
    width, height = (float(canvas[1]) or 1.0, float(canvas[2]) or 1.0) if canvas else (1.0, 1.0)
    found = Layer()
    parts: list[str] = []
    offset = 0
    for line in _lines(_glyphs(svg, (0.0, 0.0, width, height))):
        for number, word in enumerate(_words(line)):
            mark = "" if not parts else " " if number else "\n"
            text = "".join(glyph.text for glyph in word)
            parts += (mark, text)
            offset += len(mark) + len(text)
            found.cut += sum(glyph.cut for glyph in word)
            if not word[0].turned:  # the box of a turned word would lie elsewhere
                found.words.append([offset - len(text), offset, *_box(word, width, height)])
    found.text = "".join(parts)
    return found


def _glyphs(svg: str, canvas: Frame) -> Iterator[Glyph]:
    clips: dict[str, Frame] = {}
    frames: list[str] = []
    for token in _TOKEN.finditer(svg):
        if token[1]:
            left, top, wide, high = (float(number) for number in token.group(2, 3, 4, 5))
            clips[token[1]] = (left, top, left + wide, top + high)
        elif token[0] == "</g>":
            frames = frames[:-1]
        elif token[6] is not None:
            clip = _CLIP.search(token[6])
            frames.append(_TURNED if "transform" in token[6] else clip[1] if clip else "")
        elif (text := unescape(token[8])).strip() and (place := _PLACE.search(token[7])):
            left, base = float(place[1] or place[3]), float(place[2] or place[4])
            size = float(size[1]) if (size := _SIZE.search(token[7])) else 10.0
            turned = _TURNED in frames  # the frames around a turned group have other coordinates
            around = [] if turned else [canvas, *(clips[frame] for frame in frames if frame in clips)]
            cut = any(_outside(left, base, size, frame) for frame in around)
            yield Glyph(text, left, base, _width(text, size, token[7]), size, turned, cut)


def _width(text: str, size: float, attributes: str) -> float:
    scale = float(found[1]) if (found := _SCALE.search(attributes)) else 1.0
    if found := _LENGTH.search(attributes):
        return float(found[1]) * scale
    return sum(size if ord(character) > _WIDE else size * _HALF for character in text) * scale


def _outside(left: float, base: float, size: float, frame: Frame) -> bool:
    above = base < frame[1] - _SLACK
    below = base > frame[3] + size / 2 + _SLACK
    return left > frame[2] or left + size < frame[0] or above or below


def _lines(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and not glyph.follows(line[-1]):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _words(line: list[Glyph]) -> Iterator[list[Glyph]]:
    """Parts of a line between gaps. Lines are often set tighter than their font: the least step tells."""
    steps = [
        after.left - glyph.left - glyph.width
        for glyph, after in pairwise(line)
        if ord(glyph.text[0]) > _WIDE and ord(after.text[0]) > _WIDE
    ]
    spacing = max(min([0.0, *steps]), -line[0].size / 2)
    word = [line[0]]
    for glyph, after in pairwise(line):
        if after.left > glyph.left + glyph.width + spacing + after.size * _GAP:
            yield word
            word = []
        word.append(after)
    yield word


def _box(word: list[Glyph], width: float, height: float) -> list[float]:
    """Left, top, right, bottom in parts of the page."""
    box = (
        min(glyph.left for glyph in word) / width,
        min(glyph.base - 0.88 * glyph.size for glyph in word) / height,
        max(glyph.left + glyph.width for glyph in word) / width,
        max(glyph.base + 0.2 * glyph.size for glyph in word) / height,
    )
    return [round(value, 4) for value in box]
