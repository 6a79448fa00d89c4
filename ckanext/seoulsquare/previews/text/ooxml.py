"""What DOCX, XLSX and PPTX have in common: parts, relations, properties, comments, embedded files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from ckanext.seoulsquare.previews.errors import DamagedError
from ckanext.seoulsquare.previews.text.package import Package, attribute, local, string
from ckanext.seoulsquare.previews.text.passage import Passage

_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Attributes that carry words: cached values, alternative texts, link targets, names of people.
_WORDS = ("descr", "title", "tooltip", "author", "authorId", "displayName", "tag", "v")
_NOISE = (
    "/theme/",
    "/styles.xml",
    "/settings.xml",
    "/fonttable.xml",
    "/websettings.xml",
    "/numbering.xml",
    "/calcchain.xml",
)


def targets(package: Package, part: str) -> dict[str, str]:
    """Relation id -> the member it leads to (or an outside address) of one part."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package:
        return {}
    found = {}
    for relation in package.xml(relations):
        target = attribute(relation, "Target")
        if attribute(relation, "TargetMode") != "External":
            target = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
        found[attribute(relation, "Id")] = target
    return found


def characters(element: Element, text_tag: str = "t") -> str:
    """The text of a paragraph of runs; tabs and breaks become characters."""
    parts = []
    for node in element.iter():
        name = local(node)
        if name == text_tag:
            parts.append(node.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
    return "".join(parts)


def drawing(element: Element) -> Iterator[str]:
    """The paragraphs of DrawingML (slides, notes, text boxes of sheets, charts, diagrams)."""
    for paragraph in element.iter():
        if local(paragraph) == "p" and (text := characters(paragraph).strip()):
            yield text


def words(element: Element) -> Iterator[str]:
    """Attributes that carry words, anywhere below an element."""
    for node in element.iter():
        for name in _WORDS:
            if (value := attribute(node, name).strip()) and len(value) > 3:
                yield value


def others(package: Package, done: Iterable[str]) -> Iterator[Passage | bytes]:
    """Every part that no reader of its own took: properties, comments, charts, media, embedded files."""
    taken = set(done)
    for name in package:
        lower = name.lower()
        if name in taken or lower == "[content_types].xml" or any(noise in f"/{lower}" for noise in _NOISE):
            continue
        if not lower.endswith((".xml", ".rels", ".vml")):
            yield package.read(name)
            continue
        try:
            yield from _part(package, name, lower)
        except DamagedError:
            if not lower.endswith(".vml"):  # often no well-formed XML
                raise


def _part(package: Package, name: str, lower: str) -> Iterator[Passage]:
    root = package.xml(name)
    if lower.endswith(".rels"):
        for relation in root:
            if attribute(relation, "TargetMode") == "External":
                yield Passage("link", attribute(relation, "Target"))
        return
    place = "summary" if lower.startswith("docprops/") else "comment" if "comment" in lower else "other"
    paragraphs = list(drawing(root))
    for text in paragraphs or [string(root)]:
        if text:
            yield Passage(place, text)
    for value in words(root):
        yield Passage(place, value)
