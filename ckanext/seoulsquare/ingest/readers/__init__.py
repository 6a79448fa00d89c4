"""Readers of published lists: from a file to tables of rows, without knowing what the columns mean.

`read_members` is the only door; `read_tables` is the same for who wants to stop at the first fault. Each
module reads one family of files; none of them knows CKAN.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers import delimited, json_lists, texts, workbook, xml_lists
from ckanext.seoulsquare.ingest.readers.members import Member, members
from ckanext.seoulsquare.ingest.readers.table import Table

__all__ = ["Table", "read_members", "read_tables"]

KnownHeading = Callable[[list[str]], bool]

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NO_LISTS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"MZ",
)
"""How files begin that are no lists, whatever they are called."""
_WORKBOOK_NAMES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


def read_tables(path: Path, is_known: KnownHeading = lambda _columns: False) -> Iterator[Table]:
    """Read every table of a file; see `read_members`."""
    for tables in read_members(path, is_known):
        yield from tables


def read_members(path: Path, is_known: KnownHeading = lambda _columns: False) -> Iterator[Iterator[Table]]:
    """Read every table of a file, or of each file of an archive, so that a broken one harms no other.

    The rows of a table must be taken before the next table is asked for.

    `is_known` says whether a row of names is the heading of a declared format: it helps to find the
    heading below titles. Raises ListError when the file is no list, or cannot be read as one.
    """
    if path.is_dir():
        raise ListError("is a folder; name the files in it")
    if not path.is_file():
        raise ListError("there is no such file")
    if path.stat().st_size == 0:
        raise ListError(f"{path.name} is empty")
    found = list(members(path))
    if not found:
        raise ListError(f"{path.name} holds no files")
    if len(found) > 1 and all(member.name.lower().endswith((".txt", ".md")) for member in found):
        yield iter([texts.read(path.name, found)])
        return
    for member in found:
        yield _read_member(member, is_known)


def _read_member(member: Member, is_known: KnownHeading) -> Iterator[Table]:
    name = member.name.lower()
    head = member.head()
    if name.endswith(_WORKBOOK_NAMES) or head.startswith(_WORKBOOKS):
        yield from workbook.read(member, is_known)
    elif _is_page(head):
        raise ListError(f"{member.name} is an HTML page, not a list; look at what it says")
    elif head.startswith(_NO_LISTS) or b"\x00\x00\x00" in head[:512]:
        raise ListError(f"{member.name} is not a list (CSV, TSV, XLSX, XLS, ODS, JSON or XML)")
    elif name.endswith((".json", ".jsonl", ".ndjson")) or _first_letter(head) in b"[{":
        yield from json_lists.read(member)
    elif name.endswith(".xml") or _first_letter(head) in b"<":
        yield from xml_lists.read(member)
    elif texts.is_programme(head):
        yield texts.read(member.name, [member])
    else:
        yield delimited.read(member, is_known)


def _is_page(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:14].lower().startswith((b"<!doctype html", b"<html"))


def _first_letter(head: bytes) -> bytes:
    """The first byte that is neither blank nor part of a byte order mark, or a byte of no meaning here."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] or b"?"
