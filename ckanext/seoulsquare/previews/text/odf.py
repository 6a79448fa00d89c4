"""OpenDocument text, sheets and slides."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError
from ckanext.seoulsquare.previews.text.package import Package, attribute, local, string
from ckanext.seoulsquare.previews.text.passage import Passage, rows

_PLACES = {
    "annotation": "comment",
    "tracked-changes": "tracked_change",
    "note-body": "footnote",
    "notes": "speaker_note",
    "header": "header",
    "header-left": "header",
    "footer": "footer",
    "footer-left": "footer",
    "text-box": "text_box",
    "hidden-text": "hidden_text",
}
_ASIDE = frozenset(
    {"annotation", "note", "frame", "custom-shape"}
)  # anchored in a paragraph, not part of its text
_SPACES = {"tab": "\t", "line-break": "\n", "s": " "}


def read(data: bytes) -> Iterator[Passage | bytes]:
    """Passages of a document, and the embedded files as bytes."""
    package = Package(data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise EncryptedError("the document needs a password")
    if "content.xml" not in package:
        raise DamagedError("the document has no content")
    content = package.xml("content.xml")
    yield from _Reader(content).walk(content, "body")
    if "styles.xml" in package:
        styles = package.xml("styles.xml")
        yield from _Reader(styles).walk(styles, "header")
    for name in package:
        if name == "meta.xml":
            for node in package.xml(name).iter():
                if node.text and node.text.strip():
                    yield Passage("summary", node.text.strip())
        elif (
            name.endswith(".xml")
            and name not in ("content.xml", "styles.xml", "settings.xml")
            and not name.startswith("META-INF/")
        ):
            yield Passage("attachment/body", string(package.xml(name)))
        elif not name.endswith((".xml", ".rdf")) and name != "mimetype":
            yield package.read(name)


class _Reader:
    def __init__(self, root: Element) -> None:
        """Remember which styles hide a sheet or a slide."""
        self._page = 0
        self._hidden = {
            attribute(style, "name")
            for style in root.iter()
            if local(style) == "style"
            for properties in style
            if attribute(properties, "display") == "false" or attribute(properties, "visibility") == "hidden"
        }

    def walk(self, element: Element, place: str) -> Iterator[Passage]:
        """Passages below an element in document order."""
        name = local(element)
        page = self._page or None
        if name in ("p", "h"):
            if text := _characters(element).strip():
                yield Passage(place, text, page)
        elif name == "table":
            yield from self._table(element, place)
            return
        elif name == "page":
            self._page += 1
            place = "hidden_slide" if attribute(element, "style-name") in self._hidden else "slide"
        elif name in ("hidden-text", "hidden-paragraph") and (text := attribute(element, "string-value")):
            yield Passage("hidden_text", text, page)
        elif name in ("title", "desc") and (text := string(element)):
            yield Passage("description", text, page)
        inner = _PLACES.get(name, place) if place != "speaker_note" else place
        for child in element:
            yield from self.walk(child, inner)

    def _table(self, element: Element, place: str) -> Iterator[Passage]:
        sheet = place == "body" and bool(attribute(element, "name")) and not self._page
        away = attribute(element, "style-name") in self._hidden
        kind = "hidden_sheet" if away else "table" if place == "body" else place
        if sheet:
            yield Passage("sheet_name", attribute(element, "name"))
        table, kept, others = [], [], []
        for row in (node for node in element.iter() if local(node) == "table-row"):
            cells = []
            for cell in row:
                found = list(self.walk(cell, kind)) if local(cell).endswith("table-cell") else []
                cells.append("\n".join(passage.text for passage in found if passage.place == kind))
                others.extend(passage for passage in found if passage.place != kind)
            (kept if attribute(row, "visibility") in ("collapse", "filter") else table).append(cells)
        yield from rows(kind, table)
        yield from rows("hidden_cells", kept)
        yield from others


def _characters(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in _SPACES:
            parts.append(_SPACES[name] * min(int(attribute(child, "c") or 1), 100))
        elif name not in _ASIDE:
            parts.append(_characters(child))
        parts.append(child.tail or "")
    return "".join(parts)
