"""Writes a dump: files of lines beside the finished dumps, then all at once in its place.

A file is whole or not there. After each file the place is noted in the same folder, so that an interrupted
dump goes on behind its last whole file.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from ckanext.seoulsquare.exchange.dumps.lines import Line, PublicLines, group_lines
from ckanext.seoulsquare.exchange.dumps.shelf import FORMAT, MANIFEST, VERSION, Shelf
from ckanext.seoulsquare.exchange.dumps.walks import Walk
from ckanext.seoulsquare.exchange.pace import Pace
from ckanext.seoulsquare.exchange.service import Standing

_STATE = "state.json"
# SQLAlchemy's names of columns are of a class of their own.
_LINES = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS


class DumpError(Exception):
    """Why no dump is written."""


@dataclass
class State:
    """How far a dump has come."""

    about: dict[str, Any]
    cursor: str
    place: str
    groups: dict[str, Any] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class Dump:
    """One dump. `about` goes into its manifest as it is; `lines_a_file` is the least at which a file ends."""

    def __init__(  # noqa: PLR0913  what a dump is made of
        self, shelf: Shelf, name: str, walk: Walk, about: dict[str, Any], *, lines_a_file: int, pace: Pace
    ) -> None:
        self.shelf = shelf
        self.name = name
        self.walk = walk
        self.about = about
        self.lines_a_file = lines_a_file
        self.pace = pace
        self.work = shelf.folder / f".{name}.partial"

    def write(self, progress: Callable[[int], object] = lambda _: None) -> dict[str, Any]:
        """Write it, or what an earlier process left of it, and publish it; gives the manifest.

        Raises DumpError when it is there already or another process writes in this folder.
        """
        self.shelf.folder.mkdir(parents=True, exist_ok=True)
        with _alone(self.shelf.folder):
            if self.shelf.manifest(self.name):
                raise DumpError(f"{self.name} is there already")
            self.work.mkdir(exist_ok=True)
            state = self._begun()
            self._write_files(state, progress)
            return self._publish(state)

    def _begun(self) -> State:
        path = self.work / _STATE
        if path.is_file():
            return State(**json.loads(path.read_bytes()))
        place, cursor = self.walk.begin()
        state = State(self.about, cursor, place)
        state.groups = _write(self.work / "groups.jsonl.gz", [group_lines()])
        self._save(state)
        return state

    def _write_files(self, state: State, progress: Callable[[int], object]) -> None:
        lines, steps = PublicLines(), self.walk.steps(state.place)
        while True:
            counts: Counter[str] = Counter()
            part = self._part(steps, lines, state, counts, progress)
            first = next(part, None)
            if first is None:
                break
            path = self.work / f"records-{len(state.files) + 1:05}.jsonl.gz"
            state.files.append(_write(path, _chained(first, part)))
            state.counts = dict(Counter(state.counts) + counts)
            self._save(state)
            lines.refresh()
        state.cursor = self.walk.end(state.cursor, state.place)

    def _part(
        self,
        steps: Iterator[tuple[list[str], str]],
        lines: PublicLines,
        state: State,
        counts: Counter[str],
        progress: Callable[[int], object],
    ) -> Iterator[list[Line]]:
        """Lines of one file, a step at a time; the state's place goes along."""
        for ids, place in steps:
            made = lines.of(ids)
            if not self.walk.tells_of_removed:
                made = [line for line in made if line["change"] != Standing.REMOVED]
            counts.update(line["change"] for line in made)
            state.place = place
            self.pace.passed(len(ids))
            progress(len(ids))
            if made:
                yield made
            if counts.total() >= self.lines_a_file:
                return

    def _save(self, state: State) -> None:
        _write_whole(self.work / _STATE, asdict(state))

    def _publish(self, state: State) -> dict[str, Any]:
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "name": self.name,
            "kind": self.walk.kind,
            **state.about,
            "cursor": state.cursor,
            "counts": {one.value: state.counts.get(one.value, 0) for one in Standing},
            "groups": state.groups,
            "files": state.files,
        }
        _write_whole(self.work / MANIFEST, manifest)
        (self.work / _STATE).unlink()
        self.work.rename(self.shelf.folder / self.name)
        _sync(self.shelf.folder)
        return manifest


def _chained(first: list[Line], rest: Iterator[list[Line]]) -> Iterator[list[Line]]:
    yield first
    yield from rest


class _Hashing:
    """A file that knows the checksum and the number of what was written to it."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.size += len(data)
        return self.raw.write(data)

    def flush(self) -> None:
        self.raw.flush()


def _write(path: Path, batches: Iterator[Sequence[Line]] | Sequence[Sequence[Line]]) -> dict[str, Any]:
    """Write lines into a compressed file, which is there under its name when it is whole; gives its entry."""
    unfinished = path.with_suffix(".part")
    number = 0
    with unfinished.open("wb") as raw:
        hashing = _Hashing(raw)
        # No time and no name inside: equal lines make equal files.
        with gzip.GzipFile("", "wb", fileobj=hashing, mtime=0) as packed:  # type: ignore[arg-type]
            for batch in batches:
                packed.write(b"".join(orjson.dumps(line, option=_LINES) for line in batch))
                number += len(batch)
        raw.flush()
        os.fsync(raw.fileno())
    unfinished.rename(path)
    return {"name": path.name, "lines": number, "bytes": hashing.size, "sha256": hashing.hash.hexdigest()}


def _write_whole(path: Path, content: dict[str, Any]) -> None:
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as raw:
        raw.write(orjson.dumps(content, option=orjson.OPT_INDENT_2))
        raw.flush()
        os.fsync(raw.fileno())
    unfinished.rename(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make durable which names a folder has."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, of which the operating system lets go when the process dies."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DumpError("another process writes a dump here") from error
        yield
