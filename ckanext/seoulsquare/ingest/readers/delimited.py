"""CSV and its relatives: any delimiter, any quoting, any line ends."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers import encoding, heading
from ckanext.seoulsquare.ingest.readers.members import Member
from ckanext.seoulsquare.ingest.readers.table import Table

SAMPLE_LINES = 50
CELL_LIMIT = 16 * 1024 * 1024
"""Characters in a cell; more means a quote that was never closed."""
_DELIMITERS = ",\t;|"


def read(member: Member, is_known: Callable[[list[str]], bool]) -> Table:
    """Read a delimited text. Raises ListError when its heading does not fit its rows."""
    found = encoding.detect(member)
    text = io.TextIOWrapper(member.open(), encoding=found, newline=_line_end(member, found))
    lines = _lines(text)
    sample = list(islice(lines, SAMPLE_LINES))
    if not any(line.strip() for line in sample):
        raise ListError(f"{member.name} has no rows")
    return heading.to_table(member.name, _cells(member.name, sample, lines), is_known)


def _line_end(member: Member, found: str) -> str:
    """What ends a line here: a lone carriage return does so only in files that have no line feeds."""
    sample = member.head().decode(found, errors="ignore")
    return "\r" if "\r" in sample and "\n" not in sample else "\n"


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines with one line feed at their ends; stray carriage returns and NULs do no harm then."""
    with text:
        for line in text:
            yield line.rstrip("\r\n").replace("\r", " ").replace("\x00", "") + "\n"


def _cells(name: str, sample: list[str], rest: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells, each with the line it starts on."""
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(_chain(sample, rest), delimiter=_delimiter(sample))
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListError(f"{name}, from line {line}: {error}") from error


def _chain(sample: list[str], rest: Iterator[str]) -> Iterator[str]:
    yield from sample
    yield from rest


def _delimiter(sample: list[str]) -> str:
    """The delimiter that cuts most rows of the sample into the same number of cells."""

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=delimiter) if len(cells) > 1)
        if not widths:
            return (0, 0)
        width, rows = widths.most_common(1)[0]
        return (rows, width)

    return max(_DELIMITERS, key=agreement)
