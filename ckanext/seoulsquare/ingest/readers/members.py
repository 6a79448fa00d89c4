"""The files inside a file: a plain file, a .gz, or the members of a .zip or .tar archive."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from ckanext.seoulsquare.ingest.errors import ListError

HEAD_BYTES = 4096
CHUNK = 1 << 16
UNPACKED_BYTES = 100 * 1024 * 1024
UNPACKED_RATIO = 200
"""What unpacks to more bytes than these, and to more times its size, is made to fill memory, not a list."""

_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)
_JUNK = ("__MACOSX/", ".DS_Store")
_ZIP_OF_DOCUMENT = ("[Content_Types].xml", "mimetype")
"""A zip with one of these is a document of its own (a workbook, a word-processor file), not an archive."""


@dataclass(frozen=True)
class Member:
    """One file to read; `open` gives its unpacked bytes anew each time.

    `packed` is how many bytes it was unpacked from, 0 for a plain file. Reading raises ListError where the
    file breaks off, is damaged, or unpacks to far more than a list would.
    """

    name: str
    unpack: Callable[[], IO[bytes]] = field(repr=False)
    packed: int = 0

    def open(self) -> IO[bytes]:
        """The bytes from the beginning."""
        try:
            return cast(IO[bytes], io.BufferedReader(_Checked(self, self.unpack()), CHUNK))
        except _BROKEN as error:
            raise ListError(f"{self.name} cannot be unpacked: {error}") from error

    def head(self) -> bytes:
        """The first bytes, enough to tell one family of files from another."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)


class _Checked(io.RawIOBase):
    """The bytes of a member, with faults of its archive told as faults of the list."""

    def __init__(self, member: Member, stream: IO[bytes]) -> None:
        self.member = member
        self.stream = stream
        self.passed = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            chunk = self.stream.read(len(buffer))
        except _BROKEN as error:
            raise ListError(f"{self.member.name} cannot be unpacked to its end: {error}") from error
        self.passed += len(chunk)
        check_size(self.member.name, self.passed, self.member.packed)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self.stream.close()
        super().close()


def check_size(name: str, unpacked: int, packed: int) -> None:
    """Raise ListError where something unpacks to far more than a list would."""
    if packed and unpacked > max(UNPACKED_BYTES, packed * UNPACKED_RATIO):
        raise ListError(f"{name} unpacks to more than {UNPACKED_RATIO} times its size, which no list does")


def members(path: Path) -> Iterator[Member]:
    """The files that a path stands for, in the order of their archive."""
    name = path.name.lower()
    size = path.stat().st_size
    if name.endswith((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")):
        yield from _tar_members(path)
    elif name.endswith(".gz"):
        yield Member(path.name[: -len(".gz")], lambda: cast(IO[bytes], gzip.GzipFile(path)), size)
    elif zipfile.is_zipfile(path) and not _is_document(path):
        yield from _zip_members(path)
    elif name.endswith(".zip"):
        raise ListError(f"{path.name} is not a ZIP archive, or one that broke off")
    else:
        yield Member(path.name, lambda: path.open("rb"))


def _is_document(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name in _ZIP_OF_DOCUMENT for name in archive.namelist())


def _zip_members(path: Path) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _is_junk(info.filename)]
    for info in infos:
        yield Member(info.filename, _zip_opener(path, info), info.compress_size)


def _zip_opener(path: Path, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: zipfile.ZipFile(path).open(info)


def _tar_members(path: Path) -> Iterator[Member]:
    try:
        archive = tarfile.open(path)  # noqa: SIM115 - stays open as long as its members are read
    except _BROKEN as error:
        raise ListError(f"{path.name} is not a tar archive, or one that broke off") from error
    size = path.stat().st_size
    try:
        for info in archive:
            if info.isfile() and not _is_junk(info.name):
                yield Member(info.name, _tar_opener(archive, info), size)
    except _BROKEN as error:
        raise ListError(f"{path.name} breaks off: {error}") from error


def _tar_opener(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def open_member() -> IO[bytes]:
        stream = archive.extractfile(info)
        if stream is None:
            raise ListError(f"{info.name} cannot be unpacked")
        return stream

    return open_member


def _is_junk(name: str) -> bool:
    return any(part in name for part in _JUNK) or name.rsplit("/", 1)[-1].startswith("._")
