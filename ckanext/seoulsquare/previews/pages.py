"""Pages of a preview PDF: images in two sizes and a thumbnail, text, and the box of each word."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from ckanext.seoulsquare.previews import ocr
from ckanext.seoulsquare.previews.errors import DamagedError, PreviewError
from ckanext.seoulsquare.previews.limits import LIMITS
from ckanext.seoulsquare.previews.render.drawing import layers_of
from ckanext.seoulsquare.previews.text.pdf import is_picture, open_pdf

SIZES = {"large": 1240, "medium": 720, "thumb": 160}  # width in pixels (150 dpi of A4 for the largest)
_QUALITY = 78
_TALLEST = 4  # a page higher than this many widths is drawn narrower
_UNIT = 100_000  # pages measure this many units each way while boxes are turned to the page's rotation


def make(source: Path, target: Path, use_ocr: bool) -> dict[str, Any]:
    """Write the images of all pages and `pages.json` to the folder `target`.

    A page in `pages.json` is `{"number", "width", "height" (points), "text", "words", "ocr", "picture",
    "drawn", "cut"}`. A word is `[start, end, left, top, right, bottom]`: its characters in `text`, its box in
    parts of the page. `picture`: without text but not empty; `drawn`: letters and digits in the PDF's own
    text layer; `cut`: characters that lie off the page or outside their frames.

    :returns: `status`, `note`, `pages` (count)
    """
    try:
        document = open_pdf(source.read_bytes())
        known = layers_of(source)
        layers = json.loads(known.read_text(encoding="utf-8")) if known.is_file() else []
        target.mkdir(parents=True, exist_ok=True)
        left = LIMITS.ocr_pages if use_ocr and ocr.languages() else 0
        with (target / "pages.json").open("w", encoding="utf-8") as out:
            for number in range(len(document)):
                page = _page(document, number, target, left > 0)
                left -= page["ocr"]
                if number < len(layers):
                    page |= layers[number]
                out.write(("[" if number == 0 else ",\n") + json.dumps(page, ensure_ascii=False))
            out.write("]" if len(document) else "[]")
    except PreviewError as error:
        return {"status": error.status, "note": str(error), "pages": 0}
    return {"status": "ok", "note": "", "pages": len(document)}


def _page(document: pdfium.PdfDocument, number: int, target: Path, use_ocr: bool) -> dict[str, Any]:
    try:
        page = document[number]
        picture = _images(page, number, target)
        text, words, outside = _text(page)
        looks = not text.strip() and is_picture(page)
    except pdfium.PdfiumError as error:
        raise DamagedError(f"page {number + 1}: {error}") from error
    read = looks and use_ocr
    drawn = sum(character.isalnum() for character in text)
    if read:
        text, words = _ocr(picture)
    found = {
        "number": number + 1,
        "width": round(page.get_width(), 2),
        "height": round(page.get_height(), 2),
        "text": text,
        "words": words,
        "ocr": read,
        "picture": looks,
        "drawn": drawn,
        "cut": outside,
    }
    page.close()
    return found


def _images(page: pdfium.PdfPage, number: int, target: Path) -> Image.Image:
    """Write the images of a page; returns the largest."""
    width, height = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
    scale = SIZES["large"] / width * min(1.0, _TALLEST * width / height)
    largest = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    for name in SIZES:
        save(largest, name, target / f"{number + 1:05}-{name}.webp")
    return largest


def save(picture: Image.Image, size: str, path: Path) -> None:
    """Write the image of a page in one of `SIZES`; `picture` has the largest."""
    if size != "large":
        wide = SIZES[size]
        picture = picture.resize((wide, max(1, round(wide * picture.height / picture.width))), reducing_gap=2)
    picture.save(path, quality=_QUALITY, method=2)


def _text(page: pdfium.PdfPage) -> tuple[str, list[list[float]], int]:
    layer = page.get_textpage()
    count = layer.count_chars()
    characters = [_character(pdfium_c.FPDFText_GetUnicode(layer, index)) for index in range(count)]
    words, outside = [], 0
    offset = 0
    starts = []
    for character in characters:
        starts.append(offset)
        offset += len(character)
    for first, last in _runs(characters):
        left, top, right, bottom = _turned(page, _box(layer, first, last))
        if right < 0 or left > 1 or bottom < 0 or top > 1:
            outside += last - first
        else:
            words.append(
                [starts[first], starts[last - 1] + len(characters[last - 1]), left, top, right, bottom]
            )
    return "".join(characters), words, outside


def _character(code: int) -> str:
    if code == 0xFFFE:  # a hyphen at the end of a line
        return "-"
    if code in (0, 0x0D) or 0xD800 <= code <= 0xDFFF:
        return ""
    return chr(code)


def _runs(characters: list[str]) -> Iterator[tuple[int, int]]:
    """Spans of characters without blanks."""
    start = None
    for index, character in enumerate(characters):
        if character.strip():
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(characters)


def _box(layer: pdfium.PdfTextPage, first: int, last: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a span, in points."""
    boxes = [layer.get_charbox(index, loose=True) for index in range(first, last)]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _turned(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> list[float]:
    """Left, top, right, bottom in parts of the page as it is shown."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((box[0], box[1]), (box[2], box[3])):
        pdfium_c.FPDF_PageToDevice(page, 0, 0, _UNIT, _UNIT, 0, across, up, x, y)
        corners.append((x.value / _UNIT, y.value / _UNIT))
    (x1, y1), (x2, y2) = corners
    return [round(value, 4) for value in (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))]


def _ocr(picture: Image.Image) -> tuple[str, list[list[float]]]:
    text, words, line = "", [], None
    for word in ocr.words(picture):
        text += "" if line is None else " " if word.line == line else "\n"
        line = word.line
        box = (
            word.left / picture.width,
            word.top / picture.height,
            word.right / picture.width,
            word.bottom / picture.height,
        )
        words.append([len(text), len(text) + len(word.text), *(round(value, 4) for value in box)])
        text += word.text
    return text, words
