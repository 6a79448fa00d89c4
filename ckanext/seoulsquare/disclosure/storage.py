"""Where files of requests lie: a private storage of CKAN, every file encrypted, under names that tell
nothing.
"""

from __future__ import annotations

import uuid

from file_keeper import Storage, make_storage

from ckan.lib import files

from ckanext.seoulsquare.disclosure import config, crypto

NAME = "seoulsquare_disclosure"


def write(content: bytes) -> str:
    """Keep a file; returns its place."""
    place = uuid.uuid4().hex
    token = crypto.keys().seal(content)
    return _storage().upload(files.Location(f"{place[:2]}/{place}"), files.make_upload(token)).location


def read(place: str) -> bytes:
    """A file; `LookupError` if it is gone."""
    try:
        return crypto.keys().open(_sealed(place))
    except files.exc.MissingFileError as error:
        raise LookupError(place) from error


def remove(place: str) -> None:
    """Remove a file; one that is gone already is no error."""
    try:
        _storage().remove(files.FileData(files.Location(place)))
    except files.exc.MissingFileError:
        return


def is_newest(place: str) -> bool:
    """Whether the newest key sealed the file."""
    return crypto.keys().is_newest(_sealed(place))


def _sealed(place: str) -> bytes:
    return _storage().content(files.FileData(files.Location(place)))


def _storage() -> Storage:
    """The storage that the configuration names so, else a folder of CKAN's files."""
    storage = files.storages.get(NAME)
    if storage is None:
        path = (config.storage_path() / NAME).resolve()
        storage = make_storage(NAME, {"type": "ckan:fs", "path": str(path), "initialize": True})
        files.storages.register(NAME, storage)
    return storage
