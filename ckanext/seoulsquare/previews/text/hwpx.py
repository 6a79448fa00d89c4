"""HWPX (zip and XML) and its forerunner HWPML (one XML file)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError
from ckanext.seoulsquare.previews.text.package import Package, attribute, local, parse, string
from ckanext.seoulsquare.previews.text.passage import Passage, rows

# HWPML's names in HWPX's words
_ALIAS = {"char": "t", "table": "tbl", "row": "tr", "cell": "tc"}
_PLACES = {
    "header": "header",
    "footer": "footer",
    "footnote": "footnote",
    "endnote": "endnote",
    "hiddencomment": "hidden_comment",
    "memo": "memo",
    "drawtext": "text_box",
    "caption": "caption",
}
_OUTER = ("body", "table", "text_box")  # elsewhere a text box or table belongs to what it stands in
_BREAKS = {"tab": "\t", "linebreak": "\n", "nbspace": " ", "fwspace": " ", "hyphen": "-"}
_OWN = {
    "shapecomment": "description",
    "script": "equation",
    "stringparam": "field",
    "maintext": "body",
    "subtext": "body",
}
_ATTRIBUTES = ("composeText", "displayText", "caption", "text", "Command", "href")


def read(data: bytes) -> Iterator[Passage | bytes]:
    """Passages of an HWPX document, and the embedded files as bytes."""
    package = Package(data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise EncryptedError("the document needs a password")
    sections = [name for name in package if re.fullmatch(r"Contents/section\d+\.xml", name, re.I)]
    if not sections:
        raise DamagedError("the document has no sections")
    for name in sorted(sections, key=lambda name: int(re.sub(r"\D", "", name))):
        yield from walk(package.xml(name), "body")
    for name in package:
        if name not in sections:
            yield from _part(package, name)


def read_hwpml(data: bytes) -> Iterator[Passage | bytes]:
    """Passages of an HWPML document."""
    yield from walk(parse(data), "body")


def _part(package: Package, name: str) -> Iterator[Passage | bytes]:
    lower = name.lower()
    if lower.startswith("bindata/"):
        yield package.read(name)
    elif lower.endswith("prvtext.txt"):
        yield Passage("preview_text", package.read(name).decode("utf-8", "replace"))
    elif lower.endswith("content.hpf"):
        for meta in package.xml(name).iter():
            if local(meta) in ("title", "meta", "creator", "subject", "description") and (
                text := string(meta)
            ):
                yield Passage("summary", text)
    elif "masterpage" in lower:
        yield from walk(package.xml(name), "header")
    elif lower.startswith(("dochistory/", "scripts/", "custom/", "chart/")):
        data = package.read(name)
        text = string(parse(data)) if lower.endswith(".xml") else data.decode("utf-8", "replace")
        yield Passage("history" if lower.startswith("dochistory/") else "other", text)


def _name(element: Element) -> str:
    name = local(element).lower()
    return _ALIAS.get(name, name)


def walk(element: Element, place: str) -> Iterator[Passage]:
    """Passages below an element in document order; a paragraph comes before what is anchored in it."""
    name = _name(element)
    if name == "p":
        text = "".join(_characters(part) for part in _runs(element))
        if text.strip():
            yield Passage(place, text.strip())
    elif name == "tbl":
        yield from _table(element, "table" if place in _OUTER else place)
        return
    elif name == "t":
        return
    elif name in _OWN and (text := string(element)):
        yield Passage(_OWN[name], text)
    elif name == "docsummary" and (text := string(element)):
        yield Passage("summary", text)
        return
    for key in _ATTRIBUTES:
        if text := attribute(element, key).strip():
            yield Passage("field", text)
    inner = _inner(element, name, place)
    for child in element:
        yield from walk(child, inner)


def _inner(element: Element, name: str, place: str) -> str:
    if name == "fieldbegin" and attribute(element, "type").upper() == "MEMO":
        return "memo"
    return _PLACES[name] if name in _PLACES and place in _OUTER else place


def _runs(paragraph: Element) -> Iterator[Element]:
    """The text elements of a paragraph's own runs."""
    for part in paragraph:
        yield from (piece for piece in (part, *part) if _name(piece) == "t")


def _characters(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append(_BREAKS.get(_name(child), ""))
        parts.append(_characters(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _table(element: Element, place: str) -> Iterator[Passage]:
    table, others = [], []
    for child in element:
        if _name(child) != "tr":
            others.extend(walk(child, place))
            continue
        row = []
        for cell in child:
            found = list(walk(cell, place))
            row.append(
                "\n".join(passage.text for passage in found if passage.place == place and not passage.context)
            )
            others.extend(passage for passage in found if passage.place != place or passage.context)
        table.append(row)
    yield from rows(place, table)
    yield from others
