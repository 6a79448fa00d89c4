"""One door to all readers: what a file says, and whether all of it could be read."""

from __future__ import annotations

import csv
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module

from ckanext.seoulsquare.previews.detect import Format, detect
from ckanext.seoulsquare.previews.errors import (
    DamagedError,
    EncryptedError,
    LimitError,
    PreviewError,
    UnsupportedError,
)
from ckanext.seoulsquare.previews.limits import LIMITS
from ckanext.seoulsquare.previews.text.passage import VISIBLE, Passage, Reading, embedded

# format -> module and function; imported when needed, since one job reads one file
_READERS: dict[Format, tuple[str, str]] = {
    Format.HWP5: ("hwp", "read"),
    Format.HWPX: ("hwpx", "read"),
    Format.HWPML: ("hwpx", "read_hwpml"),
    Format.HWP3: ("hwp3", "read"),
    Format.PDF: ("pdf", "read"),
    Format.DOCX: ("docx", "read"),
    Format.XLSX: ("xlsx", "read"),
    Format.PPTX: ("pptx", "read"),
    Format.ODT: ("odf", "read"),
    Format.ODS: ("odf", "read"),
    Format.ODP: ("odf", "read"),
    Format.DOC: ("doc", "read"),
    Format.XLS: ("xls", "read"),
    Format.PPT: ("ppt", "read"),
    Format.OLE: ("ole", "read"),
    Format.IMAGE: ("image", "read"),
    Format.CSV: ("plain", "read_csv"),
    Format.TEXT: ("plain", "read"),
    Format.ZIP: ("container", "read"),
}
# Formats whose embedded files are files of their own, and kinds that elsewhere are mere parts of a document.
_HOLDERS = (Format.ZIP, Format.PDF)
_PARTS_ONLY = (Format.UNKNOWN, Format.TEXT, Format.CSV)
# Broken structure shows itself in many ways in binary formats; all of them mean "damaged".
_BROKEN = (
    struct.error,
    IndexError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    OverflowError,
    SyntaxError,
    zlib.error,
    csv.Error,
)


def read(data: bytes) -> Reading:
    """Everything that the readers find in a file; never raises for what is in the file.

    The passages found before a fault are kept; `status` and `note` tell of the first fault.
    """
    found = detect(data)
    reading = Reading(format=found.value, reader=_READERS.get(found, ("", ""))[0])
    try:
        for passage in _passages(data, found, LIMITS.nesting):
            reading.passages.append(passage)
    except PreviewError as error:
        reading.status, reading.note = error.status, str(error)
    except (RecursionError, MemoryError) as error:
        reading.status, reading.note = LimitError.status, type(error).__name__
    except _BROKEN as error:
        reading.status, reading.note = DamagedError.status, f"{type(error).__name__} in {reading.reader}"
    return reading


def _passages(data: bytes, found: Format, depth: int) -> Iterator[Passage]:
    if len(data) > LIMITS.source:
        raise LimitError(f"{len(data)} bytes, {LIMITS.source} are allowed")
    fault: PreviewError | None = None
    pictures: list[bytes] = []
    silent = True  # so far no text that the pages show
    for item in _reader(found)(data):
        if isinstance(item, Passage):
            silent = silent and item.place not in VISIBLE
            yield item
            continue
        kind = detect(item)
        if kind is Format.IMAGE and found not in _HOLDERS:
            pictures.append(item)
            continue
        try:
            yield from _inside(item, kind, found, depth)
        except PreviewError as error:
            fault = fault or error
    yield from _pictures(pictures, silent)
    if fault:
        raise fault


def _reader(found: Format) -> Callable[[bytes], Iterable[Passage | bytes]]:
    if found is Format.LOCKED:
        raise EncryptedError("the file is encrypted or locked by a rights server")
    if found is Format.EMPTY:
        raise DamagedError("the file is empty")
    if found not in _READERS:
        raise UnsupportedError("no reader knows this format")
    module, function = _READERS[found]
    return getattr(import_module(f"ckanext.seoulsquare.previews.text.{module}"), function)


def _inside(data: bytes, kind: Format, outer: Format, depth: int) -> Iterator[Passage]:
    """Passages of an embedded file.

    What a document embeds in unknown formats are fonts, drawings and settings; in a container of files it is
    a file that nobody has read.
    """
    if kind is Format.EMPTY or (kind in _PARTS_ONLY and outer not in _HOLDERS):
        return
    if depth == 0:
        raise LimitError(f"containers nested more than {LIMITS.nesting} deep")
    yield from embedded(_passages(data, kind, depth - 1))


def _pictures(pictures: list[bytes], silent: bool) -> Iterator[Passage]:
    """What pictures in a document say; they are read by OCR where the document has no other text (a scan)."""
    from ckanext.seoulsquare.previews.text import image

    for picture in pictures:
        if silent:
            for passage in image.read(picture):
                yield passage if passage.place == "body" else replace(passage, place="attachment/exif")
        else:
            yield from embedded(image.metadata(picture))
