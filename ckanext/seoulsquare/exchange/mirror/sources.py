"""Where a harvester reads: dumps in a folder or at an archive's address, and the archive's change feed."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import orjson
import urllib3

from ckanext.seoulsquare.exchange.dumps.shelf import Shelf

_TIMEOUT = urllib3.Timeout(connect=10, read=300)
_OK, _HIDDEN = 200, (401, 403, 404)
_BLOCK = 1024 * 1024


class SourceError(Exception):
    """The source does not answer, or not with what it promised."""


class Dumps(Protocol):
    """Dumps of an archive."""

    def manifests(self) -> list[dict[str, Any]]:
        """Manifests, newest first."""
        ...

    def copy(self, dump: str, file: str, target: Path) -> None:
        """Copy a dump's file."""
        ...


class Folder:
    """Dumps in a folder, as `ckan seoulsquare dump` leaves them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def manifests(self) -> list[dict[str, Any]]:
        """See `Dumps`."""
        return Shelf(self.folder).manifests()

    def copy(self, dump: str, file: str, target: Path) -> None:
        """See `Dumps`."""
        try:
            shutil.copyfile(self.folder / dump / file, target)
        except OSError as error:
            raise SourceError(str(error)) from error


class Archive:
    """An archive at an address: its dumps (see `Dumps`) and its change feed."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.http = urllib3.PoolManager(timeout=_TIMEOUT, retries=urllib3.Retry(3, backoff_factor=1))

    def manifests(self) -> list[dict[str, Any]]:
        """See `Dumps`."""
        return self._json(self._get("/dumps.json"))["dumps"]

    def copy(self, dump: str, file: str, target: Path) -> None:
        """See `Dumps`."""
        answer = self._get(f"/dumps/{dump}/{file}", preload_content=False)
        try:
            self._expect(answer)
            with target.open("wb") as written:
                for block in answer.stream(_BLOCK, decode_content=False):
                    written.write(block)
        except urllib3.exceptions.HTTPError as error:
            raise SourceError(str(error)) from error
        finally:
            answer.release_conn()

    def changes(self, cursor: str, limit: int) -> dict[str, Any]:
        """A page of the change feed, as the action `seoulsquare_document_changes` gives it."""
        found = self._action("seoulsquare_document_changes", since=cursor, limit=limit)
        if found is None:
            raise SourceError(f"{self.address} has no change feed")
        return found

    def record(self, package_id: str) -> dict[str, Any] | None:
        """A record as strangers see it; None when they do not, or no longer."""
        return self._action("package_show", id=package_id)

    def group(self, name: str, *, is_organization: bool = True) -> dict[str, Any] | None:
        """An agency or a category; None when there is none."""
        return self._action(
            "organization_show" if is_organization else "group_show", id=name, include_dataset_count="false"
        )

    def _action(self, action: str, **asked: Any) -> dict[str, Any] | None:
        answer = self._get(f"/api/3/action/{action}", fields={name: str(one) for name, one in asked.items()})
        if answer.status in _HIDDEN:
            return None
        return self._json(answer)["result"]

    def _get(self, path: str, **options: Any) -> Any:
        try:
            return self.http.request("GET", self.address + path, **options)
        except urllib3.exceptions.HTTPError as error:
            raise SourceError(f"{self.address}{path} does not answer: {error}") from error

    def _json(self, answer: Any) -> dict[str, Any]:
        self._expect(answer)
        return orjson.loads(answer.data)

    @staticmethod
    def _expect(answer: Any) -> None:
        if answer.status != _OK:
            raise SourceError(f"{answer.url} answers {answer.status}")


def open_dumps(source: str) -> Dumps:
    """The dumps at an address (`http://`, `https://`) or in a folder."""
    return Archive(source) if source.startswith(("http://", "https://")) else Folder(Path(source))


@contextmanager
def lines(dumps: Dumps, dump: str, entry: dict[str, Any]) -> Iterator[Iterator[dict[str, Any]]]:
    """The lines of a dump's file, whose checksum is looked at before the first is given.

    `entry` is the file's in the manifest. Raises SourceError when the file is not the one that was written.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.jsonl.gz"
        dumps.copy(dump, entry["name"], path)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != entry["sha256"]:
                raise SourceError(f"{dump}/{entry['name']} is damaged: its SHA-256 is another one")
        with gzip.open(path, "rb") as unpacked:
            yield (orjson.loads(line) for line in unpacked)
