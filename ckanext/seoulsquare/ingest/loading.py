"""Loading a list: reading, mapping, checking, writing and reporting, one after the other.

The steps know nothing of each other; a writer that is faster than CKAN's actions replaces only the last one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ckanext.seoulsquare.ingest.errors import Fault, ListError
from ckanext.seoulsquare.ingest.formats import is_heading, recognise
from ckanext.seoulsquare.ingest.mapping import RowMapper, context_of
from ckanext.seoulsquare.ingest.native import NativeMapper, is_native
from ckanext.seoulsquare.ingest.readers import Table, read_members
from ckanext.seoulsquare.ingest.records import Record, Written
from ckanext.seoulsquare.ingest.report import Report
from ckanext.seoulsquare.ingest.spool import Spool

Tick = Callable[[str, int], None]
"""Told of progress: the step (`reading`, `writing`) and how many rows were done."""


class Writer(Protocol):
    """Takes records and says what became of each, in the same order; may work in batches."""

    def write(self, records: Iterable[Record]) -> Iterator[Written]:
        """Write records. A record that cannot be written is given back as rejected, never raised."""
        ...


@dataclass(frozen=True)
class Options:
    """What the person who loads says: kind, agency and format, each only where the list does not tell."""

    kind: str = ""
    agency: str = ""
    format: str = ""


def load(
    path: Path, writer: Writer, report: Report, options: Options, tick: Tick = lambda _s, _n: None
) -> None:
    """Load one file.

    Raises ListError when it cannot be read; nothing of the table at fault is written. Of an archive the other
    files are loaded first, and the error names all that could not be.
    """
    faults = []
    for tables in read_members(path, is_heading):
        try:
            for table in tables:
                report.source = table.name if table.name in path.name else f"{path.name}: {table.name}"
                try:
                    mapper = _mapper(path, table, options)
                except ListError as error:  # no format takes it, which need not keep the next one out
                    faults.append(f"{report.source}: {error}")
                else:
                    _load_table(table, mapper, writer, report, tick)
        except ListError as error:
            faults.append(str(error))
    if faults:
        raise ListError("; ".join(faults))


def _load_table(
    table: Table, mapper: RowMapper | NativeMapper, writer: Writer, report: Report, tick: Tick
) -> None:
    with Spool(mapper.declared, [column for column, _, _ in mapper.columns]) as spool:
        _read(table, mapper, spool, report, tick)
        for written in writer.write(spool.records()):
            report.count(written)
            tick("writing", len(written.record.lines))


def _mapper(path: Path, table: Table, options: Options) -> RowMapper | NativeMapper:
    if is_native(table.columns) and not options.format:
        return NativeMapper(path.parent, agency=options.agency)
    declared = recognise(table.columns, kind=options.kind, name=options.format, about=table.about)
    return RowMapper(declared, table, context_of(path, table), agency=options.agency)


def _read(table: Table, mapper: RowMapper | NativeMapper, spool: Spool, report: Report, tick: Tick) -> None:
    for row in table.rows:
        report.read += 1
        try:
            spool.add(mapper.entry(row))
        except Fault as fault:
            report.reject(row.line, fault.column, fault.value, fault.reason)
        tick("reading", 1)
