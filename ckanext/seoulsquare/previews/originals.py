"""Where CKAN keeps the file of a resource, whichever of its storages that is."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ckan.lib import files, uploader
from ckan.lib.files import exc

from ckanext.seoulsquare.previews import sandbox

_PIECE = 1 << 20


class MissingError(Exception):
    """CKAN has no file of a resource, though the resource says that there is one."""


@dataclass(frozen=True)
class Original:
    """A private copy of an uploaded file. `fingerprint` tells the stored file it was copied from."""

    path: Path
    content_hash: str
    fingerprint: str


@contextmanager
def copied(resource_id: str) -> Iterator[Original]:
    """A copy of a resource's file, so that what is looked at can't change meanwhile; removed afterwards.

    :raises MissingError: there is no file
    """
    with sandbox.folder() as folder:
        path = folder / "original"
        digest = hashlib.sha256()
        with _opened(resource_id) as source, path.open("wb") as target:
            mark = _mark(source)
            while piece := source.read(_PIECE):
                digest.update(piece)
                target.write(piece)
        yield Original(path, digest.hexdigest(), mark)


def fingerprint(resource_id: str) -> str:
    """Tells whether a stored file is still the one it was, without reading it; "" if there is none."""
    try:
        with _opened(resource_id) as source:
            return _mark(source)
    except MissingError:
        return ""


def head(resource_id: str, size: int) -> bytes:
    """The first bytes of a resource's file."""
    with _opened(resource_id) as source:
        return source.read(size)


@contextmanager
def _opened(resource_id: str) -> Iterator[IO[bytes]]:
    upload: Any = uploader.get_resource_uploader({"id": resource_id})
    try:
        place = upload.get_path(resource_id)
        storage = getattr(upload, "storage", None)
        stream = storage.stream(files.FileData(place)) if storage else Path(place).open("rb")  # noqa: SIM115
    except (OSError, exc.MissingFileError) as error:
        raise MissingError(resource_id) from error
    with stream:
        yield stream


def _mark(stream: IO[bytes]) -> str:
    """Size, time and place of a file on a disk; what other storages give in pieces has none."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, AttributeError):
        return "unknown"
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}" if stat.S_ISREG(found.st_mode) else "unknown"
