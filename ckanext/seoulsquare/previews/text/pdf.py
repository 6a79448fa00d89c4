"""PDF: the text of pages, and what else it keeps: notes, forms, metadata, attachments, earlier revisions."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ckanext.seoulsquare.previews import ocr
from ckanext.seoulsquare.previews.errors import DamagedError, EncryptedError, LimitError, UnsupportedError
from ckanext.seoulsquare.previews.limits import LIMITS
from ckanext.seoulsquare.previews.text import image
from ckanext.seoulsquare.previews.text.passage import Passage

_REVISIONS = 20
_IMAGES = 2_000  # pictures whose metadata is looked at
_OUTLINES = 150  # more on a page without text are letters drawn as outlines
_OCR_SCALE = 3  # 216 dpi
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_ANNOTATION_KEYS = ("Contents", "T", "Subj", "V", "DV", "TU", "RC")
_XMP = re.compile(rb"<x:xmpmeta.{0,1000000}?</x:xmpmeta>", re.S)
_END = re.compile(rb"%%EOF[\r\n\s]*")


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """A document; raises `EncryptedError`, `DamagedError` or `LimitError`."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or getattr(error, "err_code", None) == _PASSWORD:
            raise EncryptedError("the document needs a password") from error
        raise DamagedError(f"PDF: {error}") from error
    if count > LIMITS.pages:
        raise LimitError(f"{count} pages, {LIMITS.pages} are allowed")
    return document


def read(data: bytes) -> Iterator[Passage | bytes]:
    """Passages of a document, and its attached files as bytes."""
    document = open_pdf(data)
    unread = []
    yield from _pages(document, unread)
    yield from _about(document)
    for block in _XMP.findall(data):
        yield Passage("summary", image.untagged(block.decode("utf-8", "replace")))
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        yield Passage("file_name", attachment.get_name())
        yield bytes(attachment.get_data())
    yield from _revisions(data, document)
    yield from _scanned(document, unread)


def _pages(document: pdfium.PdfDocument, unread: list[int]) -> Iterator[Passage]:
    """Text, notes and picture metadata of each page; `unread` gets the numbers of pages that are pictures."""
    pictures = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage().get_text_range(errors="replace")
        except pdfium.PdfiumError as error:
            raise DamagedError(f"page {number + 1}: {error}") from error
        if text.strip():
            # A hyphen at the end of a line comes as U+FFFE.
            yield Passage("body", text.replace("\ufffe", "-").replace("\r\n", "\n"), number + 1)
        elif is_picture(page):
            unread.append(number)
        for passage in _annotations(page):
            yield Passage(passage.place, passage.text, number + 1)
        for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
            pictures += 1
            if pictures <= _IMAGES and isinstance(picture, pdfium.PdfImage):
                for passage in _picture(picture):
                    yield Passage(passage.place, passage.text, number + 1)
        page.close()


def is_picture(page: pdfium.PdfPage) -> bool:
    """Whether a page without text shows something that may hold text: a large picture or many outlines."""
    area = page.get_width() * page.get_height()
    outlines = 0
    for item in page.get_objects(max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if isinstance(item, pdfium.PdfImage) and (right - left) * (top - bottom) > area / 5:
            return True
        outlines += pdfium_c.FPDFPageObj_GetType(item) == pdfium_c.FPDF_PAGEOBJ_PATH
    return outlines > _OUTLINES


def _scanned(document: pdfium.PdfDocument, numbers: list[int]) -> Iterator[Passage]:
    """The text of pages without a text layer, by OCR; raises `UnsupportedError` where that can't be done."""
    if numbers and not ocr.languages():
        raise UnsupportedError(f"{len(numbers)} pages are pictures, and tesseract is not installed")
    for number in numbers[: LIMITS.ocr_pages]:
        bitmap = document[number].render(scale=_OCR_SCALE)
        if text := ocr.text(bitmap.to_pil().convert("RGB")):
            yield Passage("ocr", text, number + 1)
    if len(numbers) > LIMITS.ocr_pages:
        raise UnsupportedError(f"{len(numbers)} pages are pictures; OCR reads {LIMITS.ocr_pages}")


def _picture(picture: pdfium.PdfImage) -> Iterator[Passage]:
    if "DCTDecode" in picture.get_filters():
        yield from image.metadata(bytes(picture.get_data(decode_simple=True)))


def _annotations(page: pdfium.PdfPage) -> Iterator[Passage]:
    for number in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
        form = pdfium_c.FPDFAnnot_GetSubtype(annotation) == pdfium_c.FPDF_ANNOT_WIDGET
        for key in _ANNOTATION_KEYS:
            if text := _annotation_value(annotation, key):
                yield Passage("form" if form else "comment", text)
        pdfium_c.FPDFPage_CloseAnnot(annotation)


def _annotation_value(annotation: Any, key: str) -> str:
    name = key.encode()
    size = pdfium_c.FPDFAnnot_GetStringValue(annotation, name, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
    pdfium_c.FPDFAnnot_GetStringValue(annotation, name, pointer, size)
    return buffer.raw.decode("utf-16-le", "replace").strip("\0 ")


def _about(document: pdfium.PdfDocument) -> Iterator[Passage]:
    for value in document.get_metadata_dict(skip_empty=True).values():
        yield Passage("summary", value)
    try:
        for mark in document.get_toc():
            if title := mark.get_title():
                yield Passage("bookmark", title)
    except pdfium.PdfiumError:
        return  # a broken outline is no broken document


def _revisions(data: bytes, document: pdfium.PdfDocument) -> Iterator[Passage]:
    """Text of states before the last incremental update that is not in the last one."""
    ends = [match.end() for match in _END.finditer(data)][:-1]
    now = {passage.text for passage in _pages(document, [])} if ends else set()
    for end in ends[-_REVISIONS:]:
        try:
            earlier = open_pdf(data[:end])
        except (DamagedError, EncryptedError):
            continue  # the first part of a linearised file is no revision
        for passage in _pages(earlier, []):
            if passage.text not in now:
                now.add(passage.text)
                yield Passage("previous_revision", passage.text, passage.page)
