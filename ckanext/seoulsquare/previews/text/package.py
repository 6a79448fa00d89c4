"""Zip containers and their XML, read within limits and without document type definitions."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError, LimitError
from ckanext.seoulsquare.previews.limits import LIMITS, Limits

# What `zipfile` raises for containers that are broken, locked or of unknown methods.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
_CHUNK = 1 << 20


class Package:
    """A zip container whose members are read once each, within `limits`."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._left = limits.total
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            raise DamagedError(f"container: {error}") from error
        self._members = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        if len(self._members) > limits.entries:
            raise LimitError(f"{len(self._members)} members, {limits.entries} are allowed")

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def info(self, name: str) -> zipfile.ZipInfo:
        """The directory entry of a member."""
        return self._members[name]

    def read(self, name: str) -> bytes:
        """A member's content; raises `LimitError`, `EncryptedError` or `DamagedError`."""
        info = self._members[name]
        if info.flag_bits & 1:
            raise EncryptedError("a member of the container needs a password")
        parts, size = [], 0
        try:
            with self._zip.open(info) as stream:
                while part := stream.read(_CHUNK):
                    size += len(part)
                    self._check(size, info)
                    parts.append(part)
        except BROKEN_ZIP as error:
            raise DamagedError(f"container: {error}") from error
        self._left -= size
        return b"".join(parts)

    def _check(self, size: int, info: zipfile.ZipInfo) -> None:
        bomb = size > _CHUNK and size > self._limits.ratio * max(info.compress_size, 1)
        if bomb or size > self._limits.entry or size > self._left:
            raise LimitError(f"a member unpacks to more than {size - 1} bytes")

    def xml(self, name: str) -> Element:
        """A member as an XML tree."""
        return parse(self.read(name), self._limits)


class _Builder(TreeBuilder):
    """Builds a tree that is no deeper than allowed: readers walk it by recursion."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        self._depth = self._allowed = depth

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._depth -= 1
        if self._depth < 0:
            raise LimitError(f"XML deeper than {self._allowed}")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth += 1
        return super().end(tag)


def parse(data: bytes, limits: Limits = LIMITS) -> Element:
    """An XML tree without a document type definition; raises `DamagedError` or `LimitError`."""
    parser = XMLParser(target=_Builder(limits.xml_depth), forbid_dtd=True)
    try:
        parser.feed(data)
        return parser.close()
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, DefusedXmlException):
            raise DamagedError("XML with a document type definition") from error
        raise DamagedError(f"XML: {error}") from error


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace, or ""."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def string(element: Element) -> str:
    """All text below an element, pieces joined with blanks."""
    return " ".join(piece for part in element.itertext() if (piece := part.strip()))
