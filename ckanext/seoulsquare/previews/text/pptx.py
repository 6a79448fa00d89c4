"""PPTX: slides in their order, speaker notes, hidden slides, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ckanext.seoulsquare.previews.errors import DamagedError
from ckanext.seoulsquare.previews.text import ooxml
from ckanext.seoulsquare.previews.text.package import Package, attribute, local
from ckanext.seoulsquare.previews.text.passage import Passage

_MAIN = "ppt/presentation.xml"


def read(data: bytes) -> Iterator[Passage | bytes]:
    """Passages of a presentation, and the embedded files as bytes."""
    package = Package(data)
    if _MAIN not in package:
        raise DamagedError("the presentation has no main part")
    done = [_MAIN]
    for number, name in enumerate(_order(package), 1):
        done.append(name)
        slide = package.xml(name)
        place = "hidden_slide" if attribute(slide, "show") in ("0", "false") else "slide"
        for text in ooxml.drawing(slide):
            yield Passage(place, text, number)
        for value in ooxml.words(slide):
            yield Passage("description", value, number)
        for target in ooxml.targets(package, name).values():
            if "/notesSlides/" in target and target in package:
                done.append(target)
                for text in ooxml.drawing(package.xml(target)):
                    yield Passage("speaker_note", text, number)
    yield from ooxml.others(package, done)


def _order(package: Package) -> list[str]:
    """Slides as the presentation shows them; slides that it no longer lists come last."""
    targets = ooxml.targets(package, _MAIN)
    listed = [
        targets[key]
        for node in package.xml(_MAIN).iter()
        if local(node) == "sldId"
        for name, key in node.attrib.items()
        if name.endswith("}id") and key in targets
    ]
    rest = [
        name for name in package if re.fullmatch(r"ppt/slides/slide\d+\.xml", name) and name not in listed
    ]
    return [name for name in listed if name in package] + rest
