"""XML: a record is an element whose children hold text only, whatever it is called.

The city's lists number their records in the element's name (Document0, Document1), the open-data service
calls them row, and others use attributes.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain, islice
from typing import IO, cast
from xml.etree.ElementTree import TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError, iterparse

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers import encoding
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
        with _utf8(member) as stream:
            parser = DefusedXMLParser(target=TreeBuilder(), encoding="utf-8")
            for event, element in iterparse(stream, events=("start", "end"), parser=parser):
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


def _utf8(member: Member) -> IO[bytes]:
    """The text in UTF-8, whatever it says of itself: the parser knows no CP949, and lists often err."""
    found = encoding.detect(member)
    stream = member.open()
    if found == "utf-8":
        return stream
    utf8, source = codecs.lookup("utf-8"), codecs.lookup(found)
    recoder = codecs.StreamRecoder(stream, utf8.encode, utf8.decode, source.streamreader, source.streamwriter)
    return cast(IO[bytes], recoder)


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
