"""The figures as they are now: counted at most once in a while, for whoever asks."""

from __future__ import annotations

import dataclasses
from typing import Any

from ckanext.seoulsquare.disclosure.service import clocks
from ckanext.seoulsquare.disclosure.statistics import Cell, Cells, GroundCell, ObjectionCell
from ckanext.seoulsquare.disclosure.statistics_query import read_cells
from ckanext.seoulsquare.portal.cache import kept


def current() -> Cells:
    """All cells, as old as the portal's other figures may be (`ckanext.seoulsquare.portal.cache_seconds`)."""
    stored = kept("disclosure-statistics", _count)
    return Cells(
        tuple(Cell(**cell) for cell in stored["requests"]),
        tuple(GroundCell(**cell) for cell in stored["grounds"]),
        tuple(ObjectionCell(**cell) for cell in stored["objections"]),
    )


def _count() -> dict[str, Any]:
    return dataclasses.asdict(read_cells(clocks.calendar()))
