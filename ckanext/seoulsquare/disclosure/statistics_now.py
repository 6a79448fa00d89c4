"""The figures as they are now: counted at most once in a while, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ckanext.seoulsquare.disclosure.service import clocks
from ckanext.seoulsquare.disclosure.statistics import Cell, Cells, GroundCell, ObjectionCell
from ckanext.seoulsquare.disclosure.statistics_query import read_cells
from ckanext.seoulsquare.portal.cache import kept


def current() -> Cells:
    """All cells, as old as the portal's other figures may be (`ckanext.seoulsquare.portal.cache_seconds`)."""
    stored = kept("disclosure-statistics", _count)
    return Cells(
        tuple(Cell(*values) for values in stored["requests"]),
        tuple(GroundCell(*values) for values in stored["grounds"]),
        tuple(ObjectionCell(*values) for values in stored["objections"]),
    )


def _count() -> dict[str, Any]:
    cells = read_cells(clocks.calendar())
    return {
        "requests": _values(cells.requests),
        "grounds": _values(cells.grounds),
        "objections": _values(cells.objections),
    }


def _values(cells: Iterable[Any]) -> list[list[Any]]:
    """The cells without the names of their fields: there are tens of thousands of them."""
    return [list(vars(cell).values()) for cell in cells]
