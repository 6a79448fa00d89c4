"""The files inside a file: a plain file, a .gz, or the members of a .zip or .tar archive."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from ckanext.seoulsquare.ingest.errors import ListError

HEAD_BYTES = 4096
_JUNK = ("__MACOSX/", ".DS_Store")
_ZIP_OF_DOCUMENT = ("[Content_Types].xml", "mimetype")
"""A zip with one of these is a document of its own (a workbook, a word-processor file), not an archive."""


@dataclass(frozen=True)
class Member:
    """One file to read; `open` gives its unpacked bytes anew each time."""

    name: str
    open: Callable[[], IO[bytes]]

    def head(self) -> bytes:
        """The first bytes, enough to tell one family of files from another."""
        try:
            with self.open() as stream:
                return stream.read(HEAD_BYTES)
        except (OSError, EOFError, zipfile.BadZipFile) as error:
            raise ListError(f"{self.name} cannot be unpacked: {error}") from error


def members(path: Path) -> Iterator[Member]:
    """The files that a path stands for, in the order of their archive."""
    name = path.name.lower()
    if name.endswith((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")):
        yield from _tar_members(path)
    elif name.endswith(".gz"):
        yield Member(path.name[: -len(".gz")], lambda: cast(IO[bytes], gzip.GzipFile(path)))
    elif zipfile.is_zipfile(path) and not _is_document(path):
        yield from _zip_members(path)
    else:
        yield Member(path.name, lambda: path.open("rb"))


def _is_document(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name in _ZIP_OF_DOCUMENT for name in archive.namelist())


def _zip_members(path: Path) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _is_junk(info.filename)]
    for info in infos:
        yield Member(info.filename, _zip_opener(path, info))


def _zip_opener(path: Path, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: zipfile.ZipFile(path).open(info)


def _tar_members(path: Path) -> Iterator[Member]:
    try:
        archive = tarfile.open(path)  # noqa: SIM115 - stays open as long as its members are read
    except tarfile.TarError as error:
        raise ListError(f"{path.name} is not a tar archive: {error}") from error
    for info in archive:
        if info.isfile() and not _is_junk(info.name):
            yield Member(info.name, _tar_opener(archive, info))


def _tar_opener(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def open_member() -> IO[bytes]:
        stream = archive.extractfile(info)
        if stream is None:
            raise ListError(f"{info.name} cannot be unpacked")
        return stream

    return open_member


def _is_junk(name: str) -> bool:
    return any(part in name for part in _JUNK) or name.rsplit("/", 1)[-1].startswith("._")
