"""Zip files that hold other files: their names, and the files for their own readers."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.seoulsquare.previews.text.package import Package
from ckanext.seoulsquare.previews.text.passage import Passage

_UTF8 = (
    0x800  # the flag of a name in UTF-8; older Korean archivers write CP949, which zipfile takes for CP437
)


def name_of(name: str, flag_bits: int) -> str:
    """A member's name as its maker wrote it."""
    if flag_bits & _UTF8:
        return name
    try:
        return name.encode("cp437").decode("cp949")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def read(data: bytes) -> Iterator[Passage | bytes]:
    """Names of the members and their contents as bytes."""
    package = Package(data)
    for name in package:
        yield Passage("file_name", name_of(name, package.info(name).flag_bits))
        yield package.read(name)
