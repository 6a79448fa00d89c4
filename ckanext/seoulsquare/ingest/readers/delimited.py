"""CSV and its relatives: any delimiter, any quoting, any line ends."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, islice

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
    lines = _lines(member.name, text)
    sample = list(islice(lines, SAMPLE_LINES))
    if not any(line.strip() for line in sample):
        raise ListError(f"{member.name} has no rows")
    return heading.to_table(member.name, _cells(member.name, sample, lines), is_known)


def _line_end(member: Member, found: str) -> str:
    """What ends a line here: a lone carriage return does so only where most line ends are lone ones."""
    sample = member.head().decode(found, errors="ignore")
    returns, pairs, feeds = (sample.count(end) for end in ("\r", "\r\n", "\n"))
    return "\r" if returns - pairs > feeds else "\n"


def _lines(name: str, text: io.TextIOWrapper) -> Iterator[str]:
    """Lines with one line feed at their ends; stray carriage returns, NULs and marks do no harm then."""
    with text:
        while line := text.readline(CELL_LIMIT):
            if len(line) == CELL_LIMIT:
                raise ListError(f"{name}: a line has {CELL_LIMIT} characters or more, which no list has")
            yield line.rstrip("\r\n").replace("\r", " ").replace("\x00", "").replace("\ufeff", "") + "\n"


def _cells(name: str, sample: list[str], rest: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells, each with the line it starts on."""
    csv.field_size_limit(CELL_LIMIT)
    lines = _Lines(chain(sample, rest))
    line = 1
    try:
        reader = csv.reader(lines, delimiter=_delimiter(sample))
        for cells in reader:
            if lines.ended:
                raise ListError(f"{name} breaks off: a quote in the row of line {line} is never closed")
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListError(f"{name}, from line {line}: {error}; is a quote never closed?") from error


class _Lines:
    """Lines that know whether more were asked for than there are: for a complete row none is."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        try:
            return next(self.lines)
        except StopIteration:
            self.ended = True
            raise


def _delimiter(sample: list[str]) -> str:
    """The delimiter that cuts most rows of the sample into the same number of cells."""

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            rows = [len(cells) for cells in csv.reader(sample, delimiter=delimiter)]
        except csv.Error:  # a quote or a line end where this delimiter allows none
            return (0, 0)
        widths = Counter(width for width in rows if width > 1)
        if not widths:
            return (0, 0)
        width, count = widths.most_common(1)[0]
        return (count, width)

    return max(_DELIMITERS, key=agreement)
