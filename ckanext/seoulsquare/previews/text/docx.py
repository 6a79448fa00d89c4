"""DOCX: body, tables, headers, notes, comments, hidden text and deleted text of tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ckanext.seoulsquare.previews.errors import DamagedError
from ckanext.seoulsquare.previews.text import ooxml
from ckanext.seoulsquare.previews.text.package import Package, attribute, local
from ckanext.seoulsquare.previews.text.passage import Passage, rows

_PARTS = {
    "document": "body",
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
}
_OFF = ("0", "false", "off")


def read(data: bytes) -> Iterator[Passage | bytes]:
    """Passages of a document, and the embedded files as bytes."""
    package = Package(data)
    done = []
    for name in package:
        part = re.fullmatch(r"word/([a-z]+)\d*\.xml", name)
        if part and part[1] in _PARTS:
            done.append(name)
            yield from _walk(package.xml(name), _PARTS[part[1]])
    if not any(name.startswith("word/document") for name in done):
        raise DamagedError("the document has no body")
    yield from ooxml.others(package, done)


def _walk(element: Element, place: str) -> Iterator[Passage]:
    name = local(element)
    if name == "p":
        yield from _paragraph(element, place)
        return
    if name == "tbl":
        yield from _table(element, place)
        return
    for child in element:
        yield from _walk(child, place)


def _paragraph(element: Element, place: str) -> Iterator[Passage]:
    shown: list[str] = []
    hidden: list[str] = []
    deleted: list[str] = []
    inner: list[Element] = []
    _runs(element, shown, hidden, deleted, inner)
    for kind, parts in ((place, shown), ("hidden_text", hidden), ("tracked_change", deleted)):
        if text := "".join(parts).strip():
            yield Passage(kind, text)
    # The same box stands twice, for new and for old readers; the fallback says nothing new.
    for box in inner:
        yield from _walk(box, "text_box" if place == "body" else place)
    for value in ooxml.words(element):
        yield Passage("description", value)


def _runs(
    element: Element, shown: list[str], hidden: list[str], deleted: list[str], inner: list[Element]
) -> None:
    """Sort the text of a paragraph by who sees it; text boxes are put aside."""
    for child in element:
        name = local(child)
        if name == "txbxContent":
            inner.append(child)
        elif name == "Fallback":
            continue
        elif name == "r":
            target = hidden if _vanishes(child) else shown
            target.append(_own(child))
            deleted.extend(part.text or "" for part in child if local(part) in ("delText", "delInstrText"))
            _runs(child, shown, hidden, deleted, inner)
        else:
            _runs(child, shown, hidden, deleted, inner)


def _own(run: Element) -> str:
    parts = []
    for part in run:
        name = local(part)
        if name in ("t", "instrText"):
            parts.append(part.text or "")
        else:
            parts.append({"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, ""))
    return "".join(parts)


def _vanishes(run: Element) -> bool:
    return any(
        local(mark) in ("vanish", "webHidden") and attribute(mark, "val") not in _OFF
        for properties in run
        if local(properties) == "rPr"
        for mark in properties
    )


def _table(element: Element, place: str) -> Iterator[Passage]:
    kind = "table" if place == "body" else place
    table, others = [], []
    for row in (row for row in element.iter() if local(row) == "tr"):
        cells = []
        for cell in (cell for cell in row if local(cell) in ("tc", "sdt")):
            found = list(_walk(cell, kind))
            cells.append("\n".join(passage.text for passage in found if passage.place == kind))
            others.extend(passage for passage in found if passage.place != kind)
        table.append(cells)
    yield from rows(kind, table)
    yield from others
