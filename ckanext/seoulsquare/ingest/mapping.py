"""From a row of a list to a checked entry: columns become fields, values the forms the archive keeps.

A value that cannot be read rejects its row: the archive keeps no half records, and the reason goes back to
whoever made the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from string import Formatter
from typing import Any

from ckanext.seoulsquare.documents.service import KINDS
from ckanext.seoulsquare.ingest.cleaning import READERS, split_unit, text_of
from ckanext.seoulsquare.ingest.errors import Fault
from ckanext.seoulsquare.ingest.formats import Format, FormatField
from ckanext.seoulsquare.ingest.readers.table import Row, Table
from ckanext.seoulsquare.ingest.records import Agency, Column, Entry

SHOWN_VALUE = 200
"""Characters of a rejected value that the report repeats."""

_REMEMBERED = 20_000
"""Values of a column of which it is remembered how they are read."""

Context = dict[str, str]
Texts = Mapping[str, str]
Reading = Callable[[Texts, Mapping[str, Any]], Any]
"""Gives a field's value, from the row's texts by column and the fields that were read before."""


class RowMapper:
    """Maps the rows of one table by one format.

    `context` holds what templates may use besides columns, see `context_of`.
    """

    def __init__(self, declared: Format, table: Table, context: Context, *, agency: str = "") -> None:
        self.declared = declared
        self.kind = declared.kind
        self.agency = agency
        self.context = context
        self.found = declared.resolve(table.columns)
        self.columns = self._columns(table)
        self.fields = self._readings(declared.fields)
        self.resources = [
            self._readings(resource)
            for resource in declared.resources
            if all(self._applies(spec) for spec in resource.values())
        ]

    def _readings(self, specs: Mapping[str, FormatField]) -> list[tuple[str, Reading]]:
        return [(target, self._reading(spec)) for target, spec in specs.items() if self._applies(spec)]

    def _columns(self, table: Table) -> list[tuple[Column, str, Any]]:
        """Columns of the record's table, each with its heading in the list and its declaration."""
        if self.declared.table is None:
            return []
        if not self.declared.table.columns:
            return [(_described(heading, table.labels), heading, None) for heading in table.columns]
        result = []
        for spec in self.declared.table.columns:
            headings = [self.found[column] for column in spec.columns if column in self.found]
            if headings:
                unit = spec.unit or split_unit(headings[0])[1]
                result.append((Column(spec.id, spec.label, unit, spec.type), headings[0], spec))
        return result

    def entry(self, row: Row) -> Entry:
        """Map and check a row. Raises Fault with the column and the reason when it cannot be taken."""
        if row.misfit:
            raise Fault("", "", row.misfit)
        texts = {column: text_of(row.values.get(heading)) for column, heading in self.found.items()}
        withdrawn = self._withdrawn(texts)
        fields = self._fields(texts, withdrawn=withdrawn)
        resources = [
            {target: read(texts, fields) for target, read in resource} for resource in self.resources
        ]
        return Entry(
            kind=self.kind,
            key=self._key(fields, texts),
            line=row.line,
            fields=fields,
            agency=self._agency(texts, fields),
            resources=resources,
            cells=self._cells(row) if self.columns else None,
            withdrawn=withdrawn,
        )

    def _fields(self, texts: Texts, *, withdrawn: bool) -> dict[str, Any]:
        """The fields. Of one that withdraws its record only the key need be filled."""
        fields: dict[str, Any] = {}
        for target, read in self.fields:
            try:
                value = read(texts, fields)
            except Fault as fault:
                if withdrawn and not fault.value and target not in KINDS[self.kind].key:
                    continue
                raise
            if value is not None:
                fields[target] = value
        return fields

    def _applies(self, spec: FormatField) -> bool:
        """Whether the list has what the field is made of; an absent column says nothing about a field."""
        return not spec.columns or any(column in self.found for column in spec.columns)

    def _reading(self, spec: FormatField) -> Reading:
        """How the field is made of a row."""
        read = self._unconditional(spec)
        if not spec.when:
            return read
        conditions = tuple(spec.when.items())
        return lambda texts, fields: (
            read(texts, fields)
            if all(_holds(texts.get(name, ""), allowed) for name, allowed in conditions)
            else ""
        )

    def _unconditional(self, spec: FormatField) -> Reading:
        if spec.templates:
            return lambda texts, fields: READERS[spec.reader](
                _filled(spec.templates, {**self.context, **texts, **fields})
            )
        if not spec.columns:
            return lambda _texts, _fields: spec.value
        if spec.all:
            return lambda texts, _fields: [
                READERS[spec.reader](texts[name]) for name in spec.columns if texts.get(name)
            ]
        cells = [(name, self._cell(name, spec)) for name in spec.columns if name in self.found]
        missing = spec.value if spec.value is not None else ""

        def first_filled(texts: Texts, _fields: Mapping[str, Any]) -> Any:
            for name, read in cells:
                if text := texts[name]:
                    return read(text)
            if spec.required:
                raise Fault(self._heading(spec.columns[0]), "", "must not be empty")
            return missing

        return first_filled

    def _cell(self, column: str, spec: FormatField) -> Callable[[str], Any]:
        """How a cell that is not empty is read. Lists repeat themselves: most values were read before."""
        heading = self._heading(column)
        if not spec.codes and spec.reader == "line":
            return READERS["line"]
        known: dict[str, Any] = {}

        def read(text: str) -> Any:
            if text in known:
                return known[text]
            value = _coded(spec.codes, text, heading) if spec.codes else _parsed(spec.reader, text, heading)
            if len(known) < _REMEMBERED:
                known[text] = value
            return value

        return read

    def _heading(self, column: str) -> str:
        return self.found.get(column, self.declared.columns[column][0])

    def _key(self, fields: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[str, ...]:
        """What identifies the record: the kind's key, or, for open data, the name the format gives it."""
        if self.kind == "agency":
            return (str(fields["title"]),)
        names = KINDS[self.kind].key or ("name",)
        key = tuple(str(fields.get(name) or fields.get("key") or "") for name in names)
        if not all(key):
            columns = [
                c
                for name in names
                if name in self.declared.fields
                for c in self.declared.fields[name].columns
            ]
            raise Fault(self._heading(columns[0]) if columns else "", "", "the record's key is empty")
        return key

    def _agency(self, texts: Mapping[str, str], fields: Mapping[str, Any]) -> Agency:
        if self.agency:
            return Agency([self.agency], "reject")
        declared = self.declared.agency
        named = [texts[column] for column in declared.get("from", ()) if texts.get(column)]
        if "template" in declared:
            named.append(_filled((declared["template"],), {**texts, **fields}))
        return Agency(
            [*named, *declared.get("names", ())],
            declared.get("unknown", "default"),
            declared.get("fallback", ""),
        )

    def _withdrawn(self, texts: Mapping[str, str]) -> bool:
        return any(
            texts.get(column, "").upper() in marks for column, marks in self.declared.withdraws.items()
        )

    def _cells(self, row: Row) -> list[Any]:
        cells = []
        for _, heading, spec in self.columns:
            text = text_of(row.values.get(heading))
            if spec is None:
                cells.append(text)
            elif text:
                cells.append(_parsed(spec.reader, text, heading))
            elif spec.required:
                raise Fault(heading, "", "must not be empty")
            else:
                cells.append("")
        return cells


def _holds(text: str, allowed: tuple[str, ...]) -> bool:
    return text in allowed if allowed else bool(text)


def _coded(codes: Mapping[str, Any], text: str, heading: str) -> Any:
    if text in codes:
        return codes[text]
    if "*" in codes:
        return codes["*"]
    raise Fault(heading, text, f"is none of {', '.join(codes)}")


def _parsed(reader: str, text: str, heading: str) -> Any:
    try:
        if reader == "won" and text[-1:].isdigit():
            # a unit may stand in the heading only
            return READERS[reader](text + split_unit(heading)[1])
        return READERS[reader](text)
    except (ValueError, ArithmeticError) as error:
        raise Fault(heading, text[:SHOWN_VALUE], str(error)) from error


def _filled(templates: tuple[str, ...], places: Mapping[str, Any]) -> str:
    """The first template that can be filled completely; empty when none can."""
    for template in templates:
        names = [name for _, name, _, _ in Formatter().parse(template) if name]
        if all(places.get(name) for name in names):
            return template.format_map(places)
    return ""


def _described(heading: str, labels: Mapping[str, str]) -> Column:
    """A column of a table that no format declares: its own heading, the unit in it, its explanation."""
    return Column(heading, labels.get(heading, heading), split_unit(heading)[1])


def context_of(path: PurePath, table: Table) -> Context:
    """What templates may use of a file: its name, the year in that name, and what it says of itself.

    `name_of_file` is without endings and the moment of its download, and with the sheet where that says more.
    """
    stem = path.name
    for ending in (
        ".gz",
        ".csv",
        ".tsv",
        ".txt",
        ".xlsx",
        ".xls",
        ".ods",
        ".json",
        ".xml",
        ".tar",
        ".zip",
        ".jsonl",
    ):
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)]
    stem = _without_stamp(stem)
    sheet = _telling(table.name, path.name)
    year = re.search(r"(?<!\d)(19|20)\d{2}(?!\d)", stem)
    return {**table.about, "name_of_file": f"{stem} {sheet}".strip(), "year": year[0] if year else ""}


def _without_stamp(stem: str) -> str:
    """A file name without the moment of its download, so that a newer copy is the same table."""
    head, _, tail = stem.rpartition("_")
    return head if head and tail.isdigit() and len(tail) >= 12 else stem


def _telling(name: str, file: str) -> str:
    """The name of a sheet or array where it says something."""
    plain = name.lower()
    common = {"데이터", "data", "row", "rows", "list", "rtnlist", "items", "documents", "result"}
    if plain in common or plain.startswith("sheet") or plain.split(".")[0] in file.lower():
        return ""
    return name
