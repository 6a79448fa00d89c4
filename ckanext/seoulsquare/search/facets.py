"""What a search can be narrowed by: parameter names, Solr fields, and the filters made of chosen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Facet:
    """A facet: `name` in addresses and the API, Solr `field`, how many values to count, and their order."""

    name: str
    field: str
    limit: int = 40
    by_value: bool = False


FACETS = (
    Facet("dataset_type", "dataset_type"),
    Facet("category", "category"),
    Facet("agency", "agency_path", 120),
    Facet("department", "department", 30),
    Facet("disclosure", "disclosure"),
    Facet("disclosure_grounds", "disclosure_grounds"),
    Facet("production_year", "production_year", -1, by_value=True),
    Facet("language", "language"),
    Facet("res_format", "res_format", 20),
    Facet("license_id", "license_id"),
)
BY_NAME = {facet.name: facet for facet in FACETS}
# Filters that other pages link to, without counts of their own.
OTHER_FILTERS = {"organization": "organization"}


def literal(value: Any) -> str:
    """A value as a quoted literal of Solr's query language."""
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def filters(chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """Filter queries of the chosen values, each under a tag so that its own facet can leave it out."""
    found = []
    for name, values in chosen.items():
        field = BY_NAME[name].field if name in BY_NAME else OTHER_FILTERS[name]
        if values:
            found.append(f"{{!tag={name}}}{field}:({' OR '.join(map(literal, values))})")
    return found


def period(start: date | None, end: date | None) -> list[str]:
    """The filter of a period of production, both days included; none when both ends are open."""
    if start is None and end is None:
        return []
    left = f"{start}T00:00:00Z" if start else "*"
    right = f"{end}T23:59:59Z" if end else "*"
    return [f"{{!tag=period}}production_date:[{left} TO {right}]"]


def parameters() -> dict[str, Any]:
    """Solr's parameters for the counts: of a facet as if none of its own values were chosen."""
    params: dict[str, Any] = {
        "facet": "true",
        "facet.mincount": 1,
        "facet.field": [f"{{!ex={facet.name} key={facet.name}}}{facet.field}" for facet in FACETS],
    }
    for facet in FACETS:
        params[f"f.{facet.field}.facet.limit"] = facet.limit
        params[f"f.{facet.field}.facet.sort"] = "index" if facet.by_value else "count"
    return params


def counts(response: Mapping[str, Sequence[Any]]) -> dict[str, list[tuple[str, int]]]:
    """Values and counts by facet name, from Solr's alternating lists; years newest first."""
    found = {}
    for facet in FACETS:
        flat = response.get(facet.name) or []
        pairs = [(str(value), int(number)) for value, number in zip(flat[::2], flat[1::2], strict=True)]
        found[facet.name] = pairs[::-1] if facet.by_value else pairs
    return found
