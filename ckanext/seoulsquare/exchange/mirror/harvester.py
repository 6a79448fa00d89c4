"""The harvester: what to read when, whatever it writes into and from wherever it reads.

It keeps its place with the copy, and does everything so that doing it again after an interruption changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from ckanext.seoulsquare.exchange.dumps.shelf import FORMAT, VERSION
from ckanext.seoulsquare.exchange.mirror.sources import Dumps, SourceError, lines
from ckanext.seoulsquare.exchange.pace import Pace

BATCH = 500


class MirrorError(Exception):
    """Why the copy cannot be made."""


@dataclass(frozen=True)
class Place:
    """How far a copy is: the cursor of the feed, or a dump and how many of its files are in it."""

    cursor: str = ""
    dump: str = ""
    files: int = 0


class Copy(Protocol):
    """What holds the records."""

    def place(self) -> Place | None:
        """Where the harvester is; None before the first record."""
        ...

    def remember(self, place: Place) -> None:
        """Keep the place; what was written before it must last."""
        ...

    def put_group(self, group: dict[str, Any]) -> None:
        """Take over an agency or a category as it is now."""
        ...

    def put(self, records: list[dict[str, Any]]) -> None:
        """Take over records, as `package_show` gave them, in place of what is held of them."""
        ...

    def remove(self, ids: list[str]) -> None:
        """Drop those of these records that are held."""
        ...

    def lacks_group(self, group_id: str) -> bool:
        """Whether an agency is not held."""
        ...


class Feed(Protocol):
    """The change feed of an archive and what else is asked of it (see `sources.Archive`)."""

    def changes(self, cursor: str, limit: int) -> dict[str, Any]: ...

    def record(self, package_id: str) -> dict[str, Any] | None: ...

    def group(self, name: str, *, is_organization: bool = True) -> dict[str, Any] | None: ...


class Harvester:
    """Keeps a copy. `written` and `removed` count what it did."""

    def __init__(self, copy: Copy, pace: Pace | None = None) -> None:
        self.copy = copy
        self.pace = pace or Pace(0)
        self.written = 0
        self.removed = 0

    def load(self, dumps: Dumps) -> None:
        """Begin with the newest whole dump, and take in the changes that later dumps have."""
        manifests = [_checked(manifest) for manifest in dumps.manifests()]
        place = self.copy.place()
        if place is None or place.dump:
            name = place.dump if place else ""
            begun = [one for one in manifests if (one["name"] == name if name else one["kind"] == "full")]
            if not begun:
                raise MirrorError(f"there is no dump {name}" if name else "there is no whole dump")
            self._load_one(dumps, begun[0], place or Place())
        while (place := self.copy.place()) and (later := _after(place.cursor, manifests)):
            self._load_one(dumps, later, place)

    def follow(self, feed: Feed) -> None:
        """Take in what the feed tells, up to its end of now."""
        place = self.copy.place() or Place()
        if place.dump:
            raise MirrorError(f"the dump {place.dump} is not loaded completely")
        cursor, more = place.cursor, True
        while more:
            page = feed.changes(cursor, BATCH)
            self._take([self._line(change, feed) for change in page["changes"]], feed)
            cursor, more = page["cursor"], page["more"]
            self.copy.remember(Place(cursor))

    def _load_one(self, dumps: Dumps, manifest: dict[str, Any], place: Place) -> None:
        name = manifest["name"]
        with lines(dumps, name, manifest["groups"]) as groups:
            for line in groups:
                self.copy.put_group(line["record"])
        done = place.files if place.dump == name else 0
        for number, entry in enumerate(manifest["files"][done:], done + 1):
            with lines(dumps, name, entry) as found:
                for batch in _batches(found):
                    self._take(batch, None)
            self.copy.remember(Place(place.cursor, name, number))
        self.copy.remember(Place(manifest["cursor"]))

    def _line(self, change: dict[str, Any], feed: Feed) -> dict[str, Any]:
        """A change with its record; one that is gone since it was told of will be told of again."""
        if change["change"] == "removed":
            return change
        self.pace.passed(1)
        record = feed.record(change["id"])
        return (
            {"change": change["change"], "id": change["id"], "record": record}
            if record
            else {
                "change": "removed",
                "id": change["id"],
            }
        )

    def _take(self, batch: list[dict[str, Any]], feed: Feed | None) -> None:
        gone = [line["id"] for line in batch if line["change"] == "removed"]
        records = [line["record"] for line in batch if line["change"] != "removed"]
        if gone:
            self.copy.remove(gone)
        if feed:
            self._complete_groups(records, feed)
        if records:
            self.copy.put(records)
        self.written += len(records)
        self.removed += len(gone)

    def _complete_groups(self, records: list[dict[str, Any]], feed: Feed) -> None:
        """Take over agencies and groups that were made since the dump."""
        wanted = {record["owner_org"]: True for record in records if record.get("owner_org")}
        wanted |= {group["id"]: False for record in records for group in record.get("groups") or []}
        for group_id, is_organization in wanted.items():
            if self.copy.lacks_group(group_id):
                self._take_group(group_id, feed, is_organization=is_organization)

    def _take_group(self, name: str, feed: Feed, *, is_organization: bool) -> None:
        group = feed.group(name, is_organization=is_organization)
        if group is None:
            raise SourceError(f"the archive does not show the group {name}")
        parent = group.get("parent_agency")
        if parent and self.copy.lacks_group(parent):
            self._take_group(parent, feed, is_organization=is_organization)
        self.copy.put_group(group)


def _checked(manifest: dict[str, Any]) -> dict[str, Any]:
    if (manifest.get("format"), manifest.get("version")) != (FORMAT, VERSION):
        raise MirrorError(f"{manifest.get('name')} is a dump of another format or version")
    return manifest


def _after(cursor: str, manifests: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The dump with the changes since a cursor that has any."""
    follow_on = (one for one in manifests if (one.get("since") or {}).get("cursor") == cursor)
    return next((one for one in follow_on if one["cursor"] != cursor), None)


def _batches(found: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch
