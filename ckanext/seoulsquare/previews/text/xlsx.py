"""XLSX: cells as they are shown, hidden sheets, rows and columns, comments, cached tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ckanext.seoulsquare.previews.errors import DamagedError
from ckanext.seoulsquare.previews.text import ooxml
from ckanext.seoulsquare.previews.text.package import Package, attribute, local, string
from ckanext.seoulsquare.previews.text.passage import Passage, rows

BOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
ON = ("1", "true")


def read(data: bytes) -> Iterator[Passage | bytes]:
    """Passages of a workbook, and the embedded files as bytes."""
    package = Package(data)
    if BOOK not in package:
        raise DamagedError("the workbook has no main part")
    strings = _shared(package)
    formats = _formats(package)
    targets = ooxml.targets(package, BOOK)
    done = [BOOK, _STRINGS]
    book = package.xml(BOOK)
    for number, sheet in enumerate((node for node in book.iter() if local(node) == "sheet"), 1):
        place = "hidden_sheet" if attribute(sheet, "state") in ("hidden", "veryHidden") else "sheet"
        yield Passage("sheet_name", attribute(sheet, "name"), number)
        name = targets.get(
            next((value for key, value in sheet.attrib.items() if key.endswith("}id")), ""), ""
        )
        if name in package:
            done.append(name)
            yield from _sheet(package.xml(name), place, number, strings, formats)
    for node in book.iter():
        if local(node) == "definedName" and (text := string(node)):
            yield Passage("other", text)
    yield from ooxml.others(package, done)


def _shared(package: Package) -> list[str]:
    if _STRINGS not in package:
        return []
    return [ooxml.characters(item) for item in package.xml(_STRINGS) if local(item) == "si"]


def _formats(package: Package) -> list[str]:
    """The number format of each cell style, where it is only zeros and marks (000000-0000000), else ""."""
    if "xl/styles.xml" not in package:
        return []
    styles = package.xml("xl/styles.xml")
    codes = {
        attribute(node, "numFmtId"): attribute(node, "formatCode")
        for node in styles.iter()
        if local(node) == "numFmt"
    }
    cells = next((node for node in styles if local(node) == "cellXfs"), [])
    found = [codes.get(attribute(style, "numFmtId"), "").replace("\\", "").split(";")[0] for style in cells]
    return [code if re.fullmatch(r"0[0\- ()]{3,}", code) else "" for code in found]


def _sheet(
    sheet: Element, place: str, number: int, strings: list[str], formats: list[str]
) -> Iterator[Passage]:
    hidden = hidden_columns(sheet)
    visible, rest = [], []
    for row in (node for node in sheet.iter() if local(node) == "row"):
        shown, kept = [], []
        for cell in (node for node in row if local(node) == "c"):
            column = _column(attribute(cell, "r"))
            away = attribute(row, "hidden") in ON or column in hidden
            (kept if away else shown).append(_value(cell, strings, formats))
        visible.append(shown)
        rest.append(kept)
    yield from rows(place, visible, number)
    yield from rows("hidden_cells", rest, number)
    for node in sheet.iter():
        if (
            local(node)
            in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
            and node.text
        ):
            yield Passage("header", re.sub(r'&(?:[LCRPNDTFAGZ]|"[^"]*"|\d+)', " ", node.text), number)
        elif local(node) in ("dataValidation", "hyperlink"):
            for name in ("prompt", "error", "tooltip", "display"):
                if text := attribute(node, name):
                    yield Passage("other", text, number)


def hidden_columns(sheet: Element) -> set[int]:
    """The numbers, from 1, of the columns that a sheet hides."""
    found: set[int] = set()
    for node in (node for node in sheet.iter() if local(node) == "col"):
        if attribute(node, "hidden") in ON:
            first, last = int(attribute(node, "min") or 1), int(attribute(node, "max") or 1)
            found.update(range(first, min(last, 16_384) + 1))
    return found


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _value(cell: Element, strings: list[str], formats: list[str]) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return ooxml.characters(cell)
    text = next((node.text or "" for node in cell if local(node) == "v"), "")
    if kind == "s":
        return strings[int(text)] if text.isdigit() and int(text) < len(strings) else ""
    if kind in ("str", "e", "b") or not text:
        return text
    style = attribute(cell, "s")
    return _number(text, formats[int(style)] if style.isdigit() and int(style) < len(formats) else "")


def _number(text: str, code: str) -> str:
    """A stored number as digits (9.001011234567E12 -> 9001011234567), in the marks of its format."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not value.is_integer() or abs(value) > 1e15:
        return text
    digits = str(int(value))
    zeros = code.count("0")
    if not code or value < 0 or len(digits) > zeros:
        return digits
    rest = iter(digits.zfill(zeros))
    return "".join(next(rest) if mark == "0" else mark for mark in code)
