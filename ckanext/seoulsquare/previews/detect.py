"""What a file is, by its content; names lie (an HWP 5 file called .hwpx, a lock file called .xlsx)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from enum import StrEnum

import olefile

from ckanext.seoulsquare.previews.limits import LIMITS
from ckanext.seoulsquare.previews.text.encoding import decode
from ckanext.seoulsquare.previews.text.ole import BROKEN_OLE
from ckanext.seoulsquare.previews.text.package import BROKEN_ZIP


class Format(StrEnum):
    """Formats that are told apart."""

    HWP5 = "hwp5"
    HWP3 = "hwp3"
    HWPX = "hwpx"
    HWPML = "hwpml"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    OLE = "ole"
    IMAGE = "image"
    CSV = "csv"
    TEXT = "text"
    ZIP = "zip"
    LOCKED = "locked"  # an encryption or rights-management wrapper around an unknown file
    EMPTY = "empty"
    UNKNOWN = "unknown"


csv.field_size_limit(LIMITS.entry)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP3_MAGIC = b"HWP Document File V"
_HWP5_MAGIC = b"HWP Document File\0"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*")
# Wrappers of the rights-management products in use at Korean agencies: Fasoo, SoftCamp, NASCA.
_LOCKS = (b"\x9b DRMONE", b"SCDSA00", b"<## NASCA DRM FILE")
_ODF = {
    "application/vnd.oasis.opendocument.text": Format.ODT,
    "application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
    "application/vnd.oasis.opendocument.presentation": Format.ODP,
}


def detect(data: bytes) -> Format:
    """The format of a file's content; `UNKNOWN` when nothing fits, never an error."""
    if not data.strip(b"\0"):
        return Format.EMPTY
    if data.startswith(_LOCKS):
        return Format.LOCKED
    for magic, look in _SIGNATURES:
        if data.startswith(magic):
            return look(data)
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Format.IMAGE
    if b"%PDF-" in data[:1024]:  # readers accept junk in front of the header
        return Format.PDF
    return _text(data)


def _ole(data: bytes) -> Format:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {"/".join(path) for path in ole.listdir()}
            if "FileHeader" in names and ole.openstream("FileHeader").read(18) == _HWP5_MAGIC:
                return Format.HWP5
    except BROKEN_OLE:
        return Format.HWP5 if _HWP5_MAGIC in data else Format.OLE
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        return Format.LOCKED
    for name, found in (("WordDocument", Format.DOC), ("PowerPoint Document", Format.PPT)):
        if name in names:
            return found
    return Format.XLS if names & {"Workbook", "Book"} else Format.OLE


def _zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = (
                archive.read("mimetype")[:100].decode("ascii", "replace").strip()
                if "mimetype" in names
                else ""
            )
    except BROKEN_ZIP:
        return _broken_zip(data)
    return _ODF.get(mime.removesuffix("-template")) or _package(names, mime)


def _package(names: set[str], mime: str) -> Format:
    if mime == "application/hwp+zip" or "Contents/content.hpf" in names or "Contents/section0.xml" in names:
        return Format.HWPX
    if "[Content_Types].xml" in names:
        for folder, found in (("word/", Format.DOCX), ("xl/", Format.XLSX), ("ppt/", Format.PPTX)):
            if any(name.startswith(folder) for name in names):
                return found
    return Format.ZIP


def _broken_zip(data: bytes) -> Format:
    """The kind that a container with a lost or broken directory was, by the names in its local headers."""
    names = {
        match.decode("utf-8", "replace")
        for match in re.findall(rb"PK\x03\x04.{26}([\x20-\x7e]{1,80})", data, re.S)
    }
    joined = "\n".join(names)
    if "application/hwp+zip" in joined or "Contents/" in joined:
        return Format.HWPX
    found = re.search(r"^(word|xl|ppt)/", joined, re.M)
    return {"word": Format.DOCX, "xl": Format.XLSX, "ppt": Format.PPTX}[found[1]] if found else Format.ZIP


def _text(data: bytes) -> Format:
    text = decode(data[:65_536], partial=len(data) > 65_536)
    if text is None:
        return Format.UNKNOWN
    if re.match(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<HWPML\b", text, re.S):
        return Format.HWPML
    return Format.CSV if delimiter(text) else Format.TEXT


_SIGNATURES: tuple[tuple[bytes, Callable[[bytes], Format]], ...] = (
    (_OLE_MAGIC, _ole),
    (b"PK", _zip),
    (_HWP3_MAGIC, lambda _data: Format.HWP3),
)


def delimiter(text: str) -> str:
    """The character that separates the columns of a table in text, or "" for running text."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    for mark in ("\t", ",", ";", "|"):
        widths = {len(row) for row in csv.reader(lines[:-1] or lines, delimiter=mark)}
        if len(lines) > 1 and len(widths) == 1 and widths.pop() > 1:
            return mark
    return ""
