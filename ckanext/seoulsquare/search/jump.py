"""The way to a year, a month, a day of production on the search page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.dates import format_skeleton

from ckanext.seoulsquare.search.page import Address
from ckanext.seoulsquare.search.spans import Span, Unit

_SKELETONS = {Unit.YEAR: "y", Unit.MONTH: "MMM", Unit.DAY: "d"}


@dataclass(frozen=True)
class Step:
    """A span to go to: its name in the reader's language, its address, its number of hits if known."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Jump:
    """`above`: the way here, from the year down, the last one where the reader is; `below`: parts of that.

    `previous` and `next` are the spans beside it.
    """

    above: Sequence[Step]
    below: Sequence[Step]
    previous: Step | None = None
    next: Step | None = None

    @classmethod
    def of(cls, address: Address, found: Mapping[str, Any], language: str) -> Jump:
        """For an address and the answer of `seoulsquare_document_search`. `language` is CKAN's name of it."""
        locale = Locale.parse(language)
        here = _span(address)
        if here is None:
            years = [] if _has_period(address) else found["facets"].get("production_year", [])
            return cls([], [_year(address, year, locale) for year in years])
        way = [here]
        while (higher := way[0].above) is not None:
            way.insert(0, higher)
        below = [
            _step(address, span, locale, part["count"])
            for part in found["dates"]
            if (span := Span.of(dt.date.fromisoformat(part["from"]), dt.date.fromisoformat(part["to"])))
        ]
        beside = [_step(address, span, locale) if (span := here.beside(step)) else None for step in (-1, 1)]
        return cls([_step(address, span, locale, here=here) for span in way], below, *beside)


def _has_period(address: Address) -> bool:
    return bool(address.single.get("from") or address.single.get("to"))


def _span(address: Address) -> Span | None:
    """The span that the address's period is; None for other periods, and for what is no date."""
    try:
        return Span.of(*(dt.date.fromisoformat(address.single[name]) for name in ("from", "to")))
    except (KeyError, ValueError):
        return None


def _year(address: Address, value: Mapping[str, Any], locale: Locale) -> Step:
    return _step(address, Span(Unit.YEAR, dt.date(int(value["value"]), 1, 1)), locale, value["count"])


def _step(
    address: Address, span: Span, locale: Locale, count: int | None = None, here: Span | None = None
) -> Step:
    label = format_skeleton(_SKELETONS[span.unit], span.start, locale=locale)
    url = address.changed(from_=span.start.isoformat(), to=span.end.isoformat())
    return Step(label, url, count, span == here)
