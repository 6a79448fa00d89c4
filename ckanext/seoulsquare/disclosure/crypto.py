"""Encryption of personal data at rest: keys outside the database, sealed columns, keyed hashes.

Keys are those of Fernet (AES-128-CBC with HMAC-SHA256), one a line, the newest first: it seals, all open.
They stand in the environment variable `SEOULSQUARE_DISCLOSURE_KEYS` or in the file of the setting
`keys_file`, which is made on first use. Whoever has the database alone can read nothing that is sealed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy.types import TypeDecorator

from ckanext.seoulsquare.disclosure import config

VARIABLE = "SEOULSQUARE_DISCLOSURE_KEYS"


class KeyMissingError(Exception):
    """Data were sealed with a key that is not among the present ones."""


class Keys:
    """The keys in force, newest first."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.values = keys
        self._fernets = [Fernet(key) for key in keys]
        self._all = MultiFernet(self._fernets)

    def seal(self, data: bytes) -> bytes:
        """Encrypt with the newest key."""
        return self._all.encrypt(data)

    def open(self, token: bytes) -> bytes:
        """Decrypt with whichever key fits; raises `KeyMissingError` when none does."""
        try:
            return self._all.decrypt(token)
        except InvalidToken:
            raise KeyMissingError("sealed with a key that is not among the present ones") from None

    def is_newest(self, token: bytes) -> bool:
        """Whether the newest key sealed it."""
        try:
            self._fernets[0].decrypt(token)
        except InvalidToken:
            return False
        return True

    def hashes(self, purpose: str, text: str) -> list[str]:
        """The keyed hash of a text under every key, the newest first: equal for equal texts, of no use
        without the key.

        `purpose` keeps hashes of different columns apart.
        """
        message = f"{purpose}\n{text}".encode()
        return [hmac.new(key.encode(), message, hashlib.sha256).hexdigest() for key in self.values]


def keys() -> Keys:
    """The keys as they are now: a file that changed is read again, so that a rotation reaches running
    processes.
    """
    if given := os.environ.get(VARIABLE):
        return _keys(tuple(given.split()))
    path = config.keys_file()
    if not path.exists():
        _create(path)
    return _read(path, path.stat().st_mtime_ns)


def seal_text(data: Any) -> str:
    """A JSON value as a sealed text."""
    return keys().seal(json.dumps(data, ensure_ascii=False).encode()).decode()


def open_text(token: str) -> Any:
    """The JSON value of a sealed text."""
    return json.loads(keys().open(token.encode()))


def add_key() -> bool:
    """Put a new key before the others in the file; `False` when the environment rules, which nobody can
    write to.
    """
    if os.environ.get(VARIABLE):
        return False
    _write(config.keys_file(), (Fernet.generate_key().decode(), *keys().values))
    return True


def drop_old_keys() -> bool:
    """Keep only the newest key in the file; `False` when the environment rules."""
    if os.environ.get(VARIABLE):
        return False
    _write(config.keys_file(), keys().values[:1])
    return True


class Sealed(TypeDecorator[Any]):
    """A column of a JSON value that only holders of the key can read. Assign a new value, do not change it
    in place.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:  # noqa: ARG002
        """Seal on the way in."""
        return None if value is None else seal_text(value)

    def process_result_value(self, value: str | None, dialect: Any) -> Any:  # noqa: ARG002
        """Open on the way out."""
        return None if value is None else open_text(value)


@lru_cache(maxsize=4)
def _keys(values: tuple[str, ...]) -> Keys:
    return Keys(values)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Keys:
    return _keys(tuple(path.read_text(encoding="ascii").split()))


def _create(path: Path) -> None:
    """Make the file with a first key; of two processes at once one wins and both read its key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    _store(fresh, (Fernet.generate_key().decode(),))
    try:
        os.link(fresh, path)  # fails where the file exists, and never shows a half-written one
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _write(path: Path, values: tuple[str, ...]) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    _store(fresh, values)
    fresh.replace(path)


def _store(path: Path, values: tuple[str, ...]) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as file:
        file.write("".join(f"{value}\n" for value in values))
        file.flush()
        os.fsync(file.fileno())
