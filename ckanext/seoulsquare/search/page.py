"""The search page's address: read into a search, and made anew for every link on the page.

The first pages have numbers. Deeper ones begin after a record, or end before one, whose name the address has;
there `page` says no more than which one that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from ckanext.seoulsquare.search.facets import FACETS, OTHER_FILTERS

ROWS = 20
DEEPEST = 500
"""The last page that is reached by its number alone."""

# CKAN's own names of the same, so that links to /dataset keep their filters.
_CKAN_NAMES = {"groups": "category", "agency_path": "agency"}
_FILTERS = (*(facet.name for facet in FACETS), *OTHER_FILTERS)
_SINGLE = ("q", "from", "to", "sort")
_PLACES = ("after", "before")


@dataclass(frozen=True)
class Address:
    """What stands in the address of the search page. Links that change the search begin at its first page.

    `place`: `after` or `before` and a record's name, or None.
    """

    path: str
    single: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    page: int = 1
    place: tuple[str, str] | None = None

    @classmethod
    def read(cls, path: str, items: Iterable[tuple[str, str]]) -> Address:
        """Of the address's parameters; unknown ones and empty ones are left out."""
        single: dict[str, str] = {}
        chosen: dict[str, list[str]] = {}
        off: list[str] = []
        page, place = 1, None
        for given, value in items:
            name = _CKAN_NAMES.get(given, given)
            if not value.strip():
                continue
            if name in _SINGLE:
                single[name] = value
            elif name in _FILTERS and value not in chosen.setdefault(name, []):
                chosen[name].append(value)
            elif name == "off":
                off.append(value)
            elif name in _PLACES:
                place = (name, value)
            elif name == "page" and value.isascii() and value.isdigit():
                page = max(1, int(value[:12]))
        kept = {name: tuple(values) for name, values in chosen.items()}
        return cls(path, single, kept, tuple(off), page, place)

    def search(self) -> dict[str, Any]:
        """The parameters of `seoulsquare_document_search`."""
        found: dict[str, Any] = {
            **self.single,
            **{name: list(values) for name, values in self.chosen.items()},
        }
        where = {self.place[0]: self.place[1]} if self.place else {"page": self.page}
        return found | {"off": list(self.off), "rows": ROWS} | where

    def pairs(self, leave_out: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The parameters in a fixed order, so that equal searches have equal addresses."""
        found = [(name, self.single[name]) for name in _SINGLE if name in self.single]
        found += [(name, value) for name in _FILTERS for value in sorted(self.chosen.get(name, ()))]
        found += [("off", value) for value in self.off]
        return [(name, value) for name, value in found if name not in leave_out]

    def _url(self, pairs: list[tuple[str, str]]) -> str:
        return self.path + (f"?{urlencode(pairs)}" if pairs else "")

    def toggled(self, name: str, value: str) -> str:
        """Address with this filter value chosen, or no longer chosen."""
        values = set(self.chosen.get(name, ())) ^ {value}
        chosen = {**self.chosen, name: tuple(values)}
        return self._url(Address(self.path, self.single, chosen, self.off).pairs())

    def changed(self, **values: str) -> str:
        """Address with other single values; an empty one is left out. `from` is given as `from_`."""
        single = {**self.single, **{name.rstrip("_"): value for name, value in values.items()}}
        kept = {name: value for name, value in single.items() if value}
        return self._url(Address(self.path, kept, self.chosen, self.off).pairs())

    def without_term(self, term: str) -> str:
        """Address of the search without this added term."""
        return self._url(Address(self.path, self.single, self.chosen, (*self.off, term)).pairs())

    def with_all_terms(self) -> str:
        """Address of the search with every term added again."""
        return self._url(self.pairs(leave_out=("off",)))

    def on_page(self, page: int) -> str:
        """Address of another page of hits."""
        return self._url([*self.pairs(), *([("page", str(page))] if page > 1 else [])])

    def beside(self, side: str, name: str, page: int | None) -> str:
        """Address of the hits `after` or `before` a record; `page` is the number to show, if it is known."""
        return self._url([*self.pairs(), (side, name), *([("page", str(page))] if page else [])])

    def only_words(self) -> str:
        """Address of the search without any filter."""
        return self._url([("q", self.single["q"])] if "q" in self.single else [])
