"""XML: a record is an element whose children hold text only, whatever it is called.

The city's lists number their records in the element's name (Document0, Document1), the open-data service
calls them row, and others use attributes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers.members import Member
from ckanext.seoulsquare.ingest.readers.table import Row, Table

_ENVELOPE = frozenset({"RESULT", "header", "cmmMsgHeader"})
"""Elements that tell how the answer went; they look like records and are none."""
PEEKED = 50


def read(member: Member) -> Iterator[Table]:
    """Read the records of an XML text. Raises ListError when it is broken or holds none."""
    rows = _rows(member)
    peeked = list(islice(rows, PEEKED))
    if not peeked:
        raise ListError(f"{member.name} holds no records")
    columns = list(dict.fromkeys(name for row in peeked for name in row.values))
    yield Table(member.name, columns, chain(peeked, rows))


def _rows(member: Member) -> Iterator[Row]:
    path: list = []
    position = 0
    try:
        with member.open() as stream:
            for event, element in iterparse(stream, events=("start", "end")):
                if event == "start":
                    path.append(element)
                    continue
                path.pop()
                if not path or _local(element.tag) in _ENVELOPE:
                    continue
                if values := _values(element):
                    position += 1
                    yield Row(position, values)
                    path[-1].clear()  # a list may be larger than memory
    except ParseError as error:
        raise ListError(f"{member.name} is not well-formed XML: {error}") from error
    except DefusedXmlException as error:
        raise ListError(f"{member.name} holds entities or references, which no list needs") from error


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _values(element) -> dict[str, str]:
    """The values of a record, or nothing when the element is none."""
    children = list(element)
    if not children:
        return dict(element.attrib) if len(element.attrib) > 1 else {}
    if any(len(child) for child in children):
        return {}
    return {**element.attrib, **{_local(child.tag): (child.text or "") for child in children}}
