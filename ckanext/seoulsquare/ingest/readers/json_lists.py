"""JSON: an array of objects, an envelope around one or several, or one object a line.

The text is decoded object by object, so a list may be larger than memory.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers import encoding
from ckanext.seoulsquare.ingest.readers.members import Member
from ckanext.seoulsquare.ingest.readers.table import Row, Table

CHUNK = 1 << 16
PEEKED = 50
"""Objects looked at to learn the columns; later objects may have more."""
_ERRORS = ("error", "errors")
_BLANK = " \t\r\n\ufeff"


def read(member: Member) -> Iterator[Table]:
    """Read the lists of a JSON text. Raises ListError when it is no JSON or holds no list of objects."""
    found = 0
    for name, objects in _lists(member):
        peeked = list(islice(objects, PEEKED))
        if not peeked:
            continue
        if name.lower() in _ERRORS:
            raise ListError(f"{member.name} is an error message of its source, not a list")
        found += 1
        columns = list(dict.fromkeys(str(key) for _, item in peeked for key in item))
        yield Table(name, columns, _rows(peeked, objects))
    if not found:
        raise ListError(f"{member.name} holds no list of objects")


def _rows(
    peeked: list[tuple[int, dict[str, Any]]], rest: Iterator[tuple[int, dict[str, Any]]]
) -> Iterator[Row]:
    for position, item in peeked:
        yield Row(position, item)
    for position, item in rest:
        yield Row(position, item)


def _lists(member: Member) -> Iterator[tuple[str, Iterator[tuple[int, dict[str, Any]]]]]:
    found = encoding.detect(member)
    with io.TextIOWrapper(member.open(), encoding=found) as text:
        scanner = _Scanner(member.name, text)
        if scanner.is_lines():
            yield member.name, scanner.lines()
            return
        while (name := scanner.next_list()) is not None:
            objects = scanner.objects()
            yield name or member.name, objects
            for _ in objects:  # whatever the taker left
                pass


class _Scanner:
    """Walks through a JSON text to its arrays of objects, keeping only a piece of the text in memory."""

    def __init__(self, name: str, text: io.TextIOWrapper) -> None:
        self.name = name
        self.text = text
        self.buffer = ""
        self.at = 0
        self.decoder = json.JSONDecoder()

    def more(self) -> bool:
        """Read on; drops what was passed."""
        chunk = self.text.read(CHUNK)
        self.buffer = self.buffer[self.at :] + chunk
        self.at = 0
        return bool(chunk)

    def peek(self) -> str:
        """The next letter that is not blank; empty at the end."""
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in _BLANK:
                self.at += 1
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self.more():
                return ""

    def value(self, position: int = 0) -> Any:
        """Decode the value that starts here, of the object with this number if any."""
        while True:
            try:
                value, end = self.decoder.raw_decode(self.buffer, self.at)
            except json.JSONDecodeError as error:
                if not self.more():
                    raise ListError(f"{self.name} is not JSON{_at(position)}: {error.msg}") from error
                continue
            except (ValueError, RecursionError) as error:
                raise ListError(f"{self.name} holds what no list does{_at(position)}: {error}") from error
            if end == len(self.buffer) and self.more():
                continue  # a number may go on in the next piece
            self.at = end
            return value

    def is_lines(self) -> bool:
        """Whether this is one object a line: the first line is an object by itself and more follows."""
        if self.peek() != "{":
            return False
        while "\n" not in self.buffer and self.more():
            pass
        first, _, rest = self.buffer[self.at :].partition("\n")
        try:
            single = isinstance(json.loads(first), dict)
        except (ValueError, RecursionError):
            return False
        return single and (rest.lstrip().startswith("{") or self.name.lower().endswith((".jsonl", ".ndjson")))

    def lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The objects of a text that has one a line."""
        position = 0
        while self.peek():
            position += 1
            yield position, self._object(position)

    def next_list(self) -> str | None:
        """Go to the next array of objects and give its name (empty without one); None at the end."""
        key = ""
        while letter := self.peek():
            if letter == "[":
                self.at += 1
                if self.peek() == "{":
                    return key
            elif letter == '"':
                text = self.value()
                if self.peek() == ":":
                    key = text
            elif letter in "{}],:":
                self.at += 1
            else:
                self.value()
        return None

    def objects(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The objects of the array that `next_list` came to."""
        position = 0
        while (letter := self.peek()) != "]":
            if letter == ",":
                self.at += 1
            elif letter:
                position += 1
                yield position, self._object(position)
            else:
                raise ListError(f"{self.name} is not JSON: it breaks off after {position} objects")
        self.at += 1

    def _object(self, position: int) -> dict[str, Any]:
        value = self.value(position)
        if not isinstance(value, dict):
            raise ListError(f"{self.name}: item {position} is not an object")
        return value


def _at(position: int) -> str:
    return f", in item {position}" if position else ""
