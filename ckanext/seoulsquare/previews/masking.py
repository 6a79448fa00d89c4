"""Where personal data stands on the pages of a preview, and a copy of the preview with it painted out."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from ckanext.seoulsquare.previews.leaks.kinds import KINDS, Subject
from ckanext.seoulsquare.previews.leaks.normal import normal
from ckanext.seoulsquare.previews.leaks.rules import OFFICE_DOMAINS, find
from ckanext.seoulsquare.previews.pages import SIZES, save

Box = tuple[float, float, float, float]  # left, top, right, bottom in parts of the page


@dataclass(frozen=True)
class Mark:
    """A value on a page: its kind, its span in the page's text, and the boxes of the words it touches."""

    kind: str
    start: int
    end: int
    boxes: list[Box]


def marks(
    page: dict[str, Any],
    *,
    today: date,
    kinds: Collection[str] = KINDS,
    office_domains: Collection[str] = OFFICE_DOMAINS,
) -> list[Mark]:
    """The values of some kinds on a page of `pages.json`."""
    text, origin = _normal(page["text"])
    found = []
    for match in find(Subject(text), today=today, office_domains=office_domains):
        if match.kind in kinds:
            start, end = origin[match.start], origin[match.end - 1] + 1
            touched = [word for word in page["words"] if word[0] < end and word[1] > start]
            boxes = [(left, top, right, bottom) for _, _, left, top, right, bottom in touched]
            found.append(Mark(match.kind, start, end, boxes))
    return found


def _normal(text: str) -> tuple[str, list[int]]:
    """Normalised text, and for each of its characters the place of the one it comes from."""
    parts, origin = [], []
    for place, character in enumerate(text):
        part = normal(character)
        parts.append(part)
        origin += [place] * len(part)
    return "".join(parts), origin


def mask(folder: Path, target: Path, *, today: date, **options: Any) -> int:
    """Write a masked copy of the preview in `folder` to `target`, without its PDF; returns how many values.

    Whole words are painted out, so that no part of a value shows beside the box of a stand-in font. Fewer
    values than the screen finds at visible places mean that some are told only by what is no text on their
    page (pictures, heads of columns on other pages): then the copy is not fit for publication.

    :param options: `kinds` and `office_domains` as in `marks`
    """
    target.mkdir(parents=True, exist_ok=True)
    pages = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
    count = 0
    for page in pages:
        found = marks(page, today=today, **options)
        count += len(found)
        with Image.open(folder / f"{page['number']:05}-large.webp") as picture:
            _write(picture.convert("RGB"), page, found, target)
    (target / "pages.json").write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")
    (target / "text.txt").write_text("\f".join(page["text"] for page in pages), encoding="utf-8")
    return count


def _write(picture: Image.Image, page: dict[str, Any], found: list[Mark], target: Path) -> None:
    draw = ImageDraw.Draw(picture)
    text = list(page["text"])
    for mark in found:
        for left, top, right, bottom in mark.boxes:
            corners = (
                left * picture.width,
                top * picture.height,
                right * picture.width,
                bottom * picture.height,
            )
            draw.rectangle(corners, fill="black")
        text[mark.start : mark.end] = [
            "*" if letter.isalnum() else letter for letter in text[mark.start : mark.end]
        ]
    page["text"] = "".join(text)
    for name in SIZES:
        save(picture, name, target / f"{page['number']:05}-{name}.webp")
