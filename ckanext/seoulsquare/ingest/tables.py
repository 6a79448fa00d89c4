"""Tables of records as CSV files that the DataStore takes: names of columns, types, units."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import orjson

from ckanext.seoulsquare.ingest.records import Column, TableFile

NAME_BYTES = 63
"""PostgreSQL cuts names of columns here."""

_NUMBER = re.compile(r"-?((0|[1-9]\d{0,17})|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?")

Rows = Callable[[], Iterable[list[Any]]]


def write_table(path: Path, title: str, columns: list[Column], rows: Rows) -> TableFile:
    """Write a table. `rows` gives the rows anew each time: read for the types, and again to write."""
    typed = _typed(_named(columns), rows())
    numeric = [index for index, column in enumerate(typed) if column.type == "numeric"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(column.id for column in typed)
        for row in rows():
            cells = list(row)
            for index in numeric:
                cells[index] = str(cells[index]).replace(",", "")
            writer.writerow(cells)
    return TableFile(title, typed, path, _digest(path, typed))


def _digest(path: Path, columns: list[Column]) -> str:
    digest = hashlib.sha256(orjson.dumps([asdict(column) for column in columns]))
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _named(columns: list[Column]) -> list[Column]:
    """Columns with names the DataStore takes: not too long in bytes, no quotes, all different."""
    taken: set[str] = set()
    result = []
    for column in columns:
        base = re.sub(r'["\x00-\x1f]', " ", column.id).strip().lstrip("_") or "column"
        name, number = _cut(base, NAME_BYTES), 1
        while name.lower() in taken:
            number += 1
            name = _cut(base, NAME_BYTES - len(str(number)) - 1) + f"_{number}"
        taken.add(name.lower())
        result.append(Column(name, column.label or column.id, column.unit, column.type))
    return result


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore").strip()


def _typed(columns: list[Column], rows: Iterable[list[Any]]) -> list[Column]:
    """Columns with types; where none is declared, all values being plain numbers makes a number.

    Leading zeros make a code, not a number, and a column without values is text.
    """
    open_columns = {index for index, column in enumerate(columns) if not column.type}
    filled: set[int] = set()
    for row in rows:
        if not open_columns:
            break
        for index in list(open_columns):
            text = str(row[index])
            if not text:
                continue
            filled.add(index)
            if not _NUMBER.fullmatch(text):
                open_columns.discard(index)
    numeric = open_columns & filled
    return [
        replace(column, type=column.type or ("numeric" if index in numeric else "text"))
        for index, column in enumerate(columns)
    ]
