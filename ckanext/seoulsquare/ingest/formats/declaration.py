"""A format as its YAML file declares it, checked while it is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ckanext.seoulsquare.documents.service import KINDS
from ckanext.seoulsquare.ingest.cleaning import READERS, split_unit

AGGREGATES = ("first", "last", "min", "max", "sum", "count", "distinct", "join")
UNKNOWN_AGENCY = ("default", "create", "reject")


@dataclass(frozen=True)
class FormatField:
    """How one field of the record is made: of a column, of a template over columns, or a fixed value.

    Of several `columns` the first one that is filled counts, or with `all` every one; of several `templates`
    the first whose places are all filled. `codes` translates values of the list, `when` names columns that
    must be filled or have one of these values; `aggregate` makes one value of those of a group's rows.
    """

    columns: tuple[str, ...] = ()
    all: bool = False
    reader: str = "line"
    templates: tuple[str, ...] = ()
    value: Any = None
    required: bool = False
    codes: dict[str, Any] = field(default_factory=dict)
    aggregate: str = "first"
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class TableColumn:
    """A column of the record's table; `type` is PostgreSQL's."""

    id: str
    columns: tuple[str, ...]
    reader: str = "line"
    label: str = ""
    unit: str = ""
    type: str = "text"
    required: bool = False


@dataclass(frozen=True)
class TableSpec:
    """The table that a group of rows makes; no columns means: all of the list's, typed by their values."""

    title: str
    columns: tuple[TableColumn, ...] = ()


@dataclass(frozen=True)
class Format:
    """A declared list. `columns` maps the format's own names of columns to the headings that occur.

    `needs` are the columns without which it is not this list, `about` what the file must say of itself. An
    `exclusive` format takes no table with other columns than its own, a `generic` one any table. Rows are one
    record each, unless `group_by` names columns: then rows with the same key are the lines of one record, and
    an empty `group_by` makes the whole table one.
    """

    name: str
    kind: str
    columns: dict[str, tuple[str, ...]]
    needs: tuple[str, ...]
    fields: dict[str, FormatField]
    resources: tuple[dict[str, FormatField], ...] = ()
    group_by: tuple[str, ...] | None = None
    table: TableSpec | None = None
    agency: dict[str, Any] = field(default_factory=dict)
    withdraws: dict[str, list[str]] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    exclusive: bool = False
    generic: bool = False

    def resolve(self, headings: list[str]) -> dict[str, str]:
        """Which heading of a table each of the format's columns is; columns it lacks are left out."""
        known: dict[str, str] = {}
        for heading in headings:
            known.setdefault(fold(split_unit(heading)[0]), heading)
        for heading in headings:
            known[fold(heading)] = heading
        found = {}
        for column, names in self.columns.items():
            for name in names:
                if fold(name) in known:
                    found[column] = known[fold(name)]
                    break
        return found


def fold(name: str) -> str:
    """A heading as it is compared: width, case, blanks and underscores do not count."""
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", name)).lower()


def read_format(path: Path) -> Format:
    """Read a format. Raises ValueError, with the file's name, where it is not as it should be."""
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return _format(path.stem, declared)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _format(name: str, declared: dict[str, Any]) -> Format:
    kind = declared["kind"]
    if kind not in KINDS and kind != "agency":
        raise ValueError(f"{kind} is not a kind of record")
    columns = {column: _names(names, column) for column, names in (declared.get("columns") or {}).items()}
    result = Format(
        name=name,
        kind=kind,
        columns=columns,
        needs=tuple(declared.get("needs") or ()),
        fields={target: _field(spec) for target, spec in declared["fields"].items()},
        resources=tuple(
            {target: _field(spec) for target, spec in resource.items()}
            for resource in declared.get("resources") or ()
        ),
        group_by=tuple(declared["group_by"]) if "group_by" in declared else None,
        table=_table(declared["table"]) if "table" in declared else None,
        agency=declared.get("agency") or {},
        withdraws=declared.get("withdraws") or {},
        about=_several(declared.get("about")),
        exclusive=bool(declared.get("exclusive")),
        generic=bool(declared.get("generic")),
    )
    _check(result)
    return result


def _names(names: Any, column: str) -> tuple[str, ...]:
    return _several(names) or (column,)


def _several(value: Any) -> tuple[str, ...]:
    """One or several texts of the YAML file."""
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _field(spec: Any) -> FormatField:
    """A field; a bare name is short for the column of that name, read as a line."""
    if isinstance(spec, str):
        return FormatField(columns=(spec,))
    known = {"from", "all", "as", "template", "value", "required", "codes", "aggregate", "when"}
    if unknown := set(spec) - known:
        raise ValueError(f"a field has no {', '.join(sorted(unknown))}")
    return FormatField(
        columns=_several(spec.get("from")),
        all=bool(spec.get("all")),
        reader=spec.get("as", "line"),
        templates=_several(spec.get("template")),
        value=spec.get("value"),
        required=bool(spec.get("required")),
        codes={str(code): meaning for code, meaning in (spec.get("codes") or {}).items()},
        aggregate=spec.get("aggregate", "first"),
        when=_conditions(spec.get("when")),
    )


def _conditions(when: Any) -> dict[str, tuple[str, ...]]:
    if isinstance(when, dict):
        return {column: _several(allowed) for column, allowed in when.items()}
    return {when: ()} if when else {}


def _table(spec: dict[str, Any]) -> TableSpec:
    columns = tuple(
        TableColumn(
            id=column.get("id") or column["from"],
            columns=_several(column["from"]),
            reader=column.get("as", "line"),
            label=column.get("label", ""),
            unit=column.get("unit", ""),
            type=column.get("type", "text"),
            required=bool(column.get("required")),
        )
        for column in spec.get("columns") or ()
    )
    return TableSpec(title=spec["title"], columns=columns)


def _check(declared: Format) -> None:
    """Refuse names that nothing defines, so that a slip of the pen shows when the format is read."""
    specs = [
        *declared.fields.values(),
        *(spec for resource in declared.resources for spec in resource.values()),
    ]
    cells = declared.table.columns if declared.table else ()
    used = {column for spec in specs for column in (*spec.columns, *spec.when)}
    used |= {column for cell in cells for column in cell.columns}
    used |= set(declared.needs) | set(declared.group_by or ()) | set(declared.withdraws)
    used |= set(declared.agency.get("from", ()))
    if unknown := used - set(declared.columns):
        raise ValueError(f"uses columns it does not declare: {', '.join(sorted(unknown))}")
    if unknown := {spec.reader for spec in (*specs, *cells)} - set(READERS):
        raise ValueError(f"reads values as {', '.join(sorted(unknown))}, which nothing does")
    if unknown := {spec.aggregate for spec in specs} - set(AGGREGATES):
        raise ValueError(f"aggregates by {', '.join(sorted(unknown))}, which nothing does")
    if declared.agency.get("unknown", "default") not in UNKNOWN_AGENCY:
        raise ValueError(f"an unknown agency is one of {', '.join(UNKNOWN_AGENCY)}")
