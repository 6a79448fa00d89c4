"""A record's fields in the reader's words, as its schema describes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.documents.kinds import KINDS, Kind

Pkg = dict[str, Any]
Field = dict[str, Any]

FRAME_FIELDS = frozenset({
    "title", "title_translated", "notes", "name", "tag_string", "owner_org", "license_id", "category",
    "department", "officer", "phone", "production_date", "disclosure", "disclosure_grounds", "source_url",
    "source_system", "language", "related_documents", "embargo_until", "withdrawn_at", "withdrawal_reason",
    "unit",
})  # fmt: skip
"""Fields that the frame shows itself, or that are nobody's to read."""

LANGUAGES = ("ko", "zh", "en")

NUMBERS = frozenset({"seoulsquare_money", "seoulsquare_part_money", "seoulsquare_number"})
"""Presets whose values are shown as numbers, to the right."""

TEXTS = frozenset({"seoulsquare_text", "seoulsquare_long_text", "seoulsquare_text_list", "seoulsquare_key"})
"""Presets whose values are in the record's language; those of the others are made in the reader's."""


@dataclass(frozen=True)
class Column:
    """A column of a repeating field."""

    label: str
    is_number: bool
    is_source_text: bool


@dataclass(frozen=True)
class PartTable:
    """A repeating field as a table; its cells are in the reader's words."""

    label: str
    columns: list[Column]
    rows: list[list[str]]


class RecordFields:
    """One record's fields, for the reader of the current request."""

    def __init__(self, pkg: Pkg) -> None:
        self.pkg = pkg
        # A type that an operator adds has a page too: that of an open dataset.
        self.kind: Kind = KINDS.get(pkg["type"], KINDS["dataset"])
        language = pkg.get("language") or "ko"
        # Harvested datasets may name their language by an address; "" is HTML's "unknown".
        self.language: str = language if language in LANGUAGES else ""
        self._taken: set[str] = set()

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The schema's fields by name."""
        schema = tk.h.scheming_get_dataset_schema(self.pkg["type"])
        return {field["field_name"]: field for field in schema["dataset_fields"]}

    @cached_property
    def filled(self) -> set[str]:
        """Names of the fields that say something; zero is something."""
        return {name for name in self.fields if self.pkg.get(name) not in (None, "", [], {})}

    def has(self, name: str) -> bool:
        """Does the record say anything in this field?"""
        return name in self.filled

    def label(self, name: str) -> str:
        """A field's name."""
        return tk.h.scheming_language_text(self.fields[name]["label"]) if name in self.fields else name

    def choice(self, name: str, value: str, part: str = "") -> str:
        """What a value of a field with choices means; the value itself when the schema does not know it.

        :param part: name of the subfield, in a repeating field
        """
        field = self.fields.get(name, {})
        if part:
            field = next(sub for sub in field["repeating_subfields"] if sub["field_name"] == part)
        return _choice(field, value)

    @staticmethod
    def is_source_text(field: Field) -> bool:
        """Is what the field holds in the record's language, rather than made in the reader's?"""
        return field.get("preset") in TEXTS

    def take(self, names: Iterable[str]) -> list[Field]:
        """Those of these fields that say something. What was taken is shown, so `rest` leaves it out."""
        self._taken.update(names)
        return [self.fields[name] for name in names if name in self.filled]

    @property
    def long_texts(self) -> list[str]:
        """Names of the kind's fields of running text."""
        return [name for name, field in self.fields.items() if field.get("preset") == "seoulsquare_long_text"]

    def rest(self) -> list[Field]:
        """The kind's own plain fields that say something and were not taken."""
        return [field for field in self._own() if "repeating_subfields" not in field]

    def rest_repeating(self) -> list[str]:
        """Names of the repeating fields that say something and were not taken."""
        return [field["field_name"] for field in self._own() if "repeating_subfields" in field]

    def _own(self) -> list[Field]:
        return [
            field for name, field in self.fields.items() if name in self.filled - FRAME_FIELDS - self._taken
        ]

    def parts(self, name: str, without: Iterable[str] = ()) -> PartTable | None:
        """A repeating field, taken, as a table of the columns that hold anything; None when none does."""
        self._taken.add(name)
        rows: list[dict[str, Any]] = self.pkg.get(name) or []
        fields = [
            field
            for field in self.fields[name]["repeating_subfields"]
            if field["field_name"] not in without
            and any(row.get(field["field_name"]) not in (None, "") for row in rows)
        ]
        if not fields:
            return None
        columns = [
            Column(
                tk.h.scheming_language_text(field["label"]),
                field.get("preset") in NUMBERS,
                self.is_source_text(field),
            )
            for field in fields
        ]
        cells = [[_shown(field, row.get(field["field_name"])) for field in fields] for row in rows]
        return PartTable(self.label(name), columns, cells)


def _choice(field: Field, value: str) -> str:
    return tk.h.scheming_choices_label(tk.h.scheming_field_choices(field) or [], value)


def _shown(field: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    if field.get("choices"):
        return _choice(field, value)
    if field.get("preset") in NUMBERS:
        return tk.h.seoulsquare_number(value)
    return tk.h.seoulsquare_date(value) if field.get("preset") == "seoulsquare_date" else str(value)
