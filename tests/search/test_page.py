"""The address of the search page, without CKAN."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ckanext.seoulsquare.search.jump import Jump
from ckanext.seoulsquare.search.page import DEEPEST, ROWS, Address
from ckanext.seoulsquare.search.paging import Paging
from ckanext.seoulsquare.search.spans import Span, Unit

ITEMS = [
    ("q", "예산"),
    ("category", "budget"),
    ("category", "meeting"),
    ("agency", "mapo"),
    ("from", "2020-01-01"),
    ("page", "3"),
    ("x", "1"),
]


def test_the_address_says_what_is_searched():
    search = Address.read("/search", ITEMS).search()
    assert search["category"] == ["budget", "meeting"]
    assert (search["q"], search["from"], search["page"]) == ("예산", "2020-01-01", 3)
    assert "x" not in search


def test_choosing_twice_takes_off_and_starts_at_the_first_page():
    address = Address.read("/search", [("category", "budget"), ("page", "2")])
    assert address.toggled("category", "budget") == "/search"
    assert address.toggled("category", "meeting") == "/search?category=budget&category=meeting"


def test_equal_searches_have_equal_addresses():
    assert Address.read("/search", ITEMS).on_page(3) == Address.read(
        "/search", list(reversed(ITEMS))[1:] + [("page", "3")]
    ).on_page(3)


def test_ckans_names_are_understood():
    assert Address.read("/search", [("groups", "budget")]).chosen == {"category": ("budget",)}


def test_a_page_that_is_no_number_is_the_first():
    assert Address.read("/search", [("page", "²")]).page == 1


NAMES = [f"record-{number}" for number in range(ROWS)]
MANY = 11_187_861


def paging(*items: tuple[str, str], total: int = MANY) -> Paging:
    return Paging.of(Address.read("/search", items), total, NAMES)


class TestPaging:
    def test_a_single_page_has_no_neighbours(self):
        assert Paging.of(Address.read("/search", []), 3, NAMES[:3]) == Paging(1, 1, [], None, None, None)

    def test_the_first_pages_have_numbers(self):
        found = paging(("page", "7"))
        assert found.numbers == [1, None, 5, 6, 7, 8, 9, None, DEEPEST]
        assert (found.previous, found.next) == ("/search?page=6", "/search?page=8")

    def test_behind_the_last_number_the_way_goes_on_after_a_record(self):
        found = paging(("page", "500"), ("sort", "newest"))
        assert found.next == "/search?sort=newest&after=record-19&page=501"
        assert found.last == "/search?sort=newest&before=%2A&page=559394"

    def test_deep_pages_have_both_neighbours(self):
        found = paging(("page", "600"), ("after", "x"))
        assert found.previous == "/search?before=record-0&page=599"
        assert found.next == "/search?after=record-19&page=601"
        assert found.number == 600

    def test_before_the_first_deep_page_come_the_numbers(self):
        assert paging(("page", "501"), ("after", "x")).previous == "/search?page=500"

    def test_the_last_page_has_nothing_behind_it(self):
        found = paging(("page", "559394"), ("before", "*"))
        assert (found.next, found.last) == (None, None)

    def test_without_a_number_neighbours_are_found_all_the_same(self):
        found = paging(("after", "x"))
        assert (found.number, found.previous) == (None, "/search?before=record-0")

    def test_other_links_begin_at_the_first_page(self):
        address = Address.read("/search", [("after", "x"), ("page", "600"), ("category", "budget")])
        assert address.toggled("category", "budget") == "/search"


class TestSpan:
    @pytest.mark.parametrize(
        ("start", "end", "unit"),
        [
            ("2024-01-01", "2024-12-31", Unit.YEAR),
            ("2024-02-01", "2024-02-29", Unit.MONTH),
            ("2024-02-29", "2024-02-29", Unit.DAY),
        ],
    )
    def test_whole_years_months_and_days_are_known(self, start: str, end: str, unit: Unit):
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
        assert Span.of(first, last) == Span(unit, first)

    @pytest.mark.parametrize(
        ("start", "end"), [("2024-02-02", "2024-02-29"), ("2024-01-01", "2024-11-30"), ("2024-02-01", None)]
    )
    def test_other_periods_are_none(self, start: str, end: str | None):
        assert Span.of(dt.date.fromisoformat(start), dt.date.fromisoformat(end) if end else None) is None

    def test_months_pass_from_one_year_to_the_next(self):
        december = Span(Unit.MONTH, dt.date(2023, 12, 1))
        assert december.beside(1) == Span(Unit.MONTH, dt.date(2024, 1, 1))
        assert Span(Unit.MONTH, dt.date(2024, 1, 1)).beside(-1) == december

    def test_the_calendar_ends(self):
        assert Span(Unit.DAY, dt.date.max).beside(1) is None
        assert Span(Unit.MONTH, dt.date(1, 1, 1)).beside(-1) is None


class TestJump:
    FOUND: dict[str, Any] = {
        "facets": {"production_year": [{"value": "2024", "label": "2024", "count": 7}]},
        "dates": [{"from": "2024-03-01", "to": "2024-03-31", "count": 5}],
    }

    @pytest.mark.parametrize(
        ("language", "label"), [("ko_KR", "2024년"), ("zh_Hans_CN", "2024年"), ("en", "2024")]
    )
    def test_it_begins_with_years(self, language: str, label: str):
        jump = Jump.of(Address.read("/search", [("q", "x")]), self.FOUND, language)
        [year] = jump.below
        assert (year.label, year.count, jump.above) == (label, 7, [])
        assert year.url == "/search?q=x&from=2024-01-01&to=2024-12-31"

    def test_a_year_leads_to_its_months_and_neighbours(self):
        address = Address.read("/search", [("from", "2024-01-01"), ("to", "2024-12-31")])
        jump = Jump.of(address, self.FOUND, "en")
        assert [(step.label, step.url) for step in jump.below] == [
            ("Mar", "/search?from=2024-03-01&to=2024-03-31")
        ]
        assert jump.previous is not None
        assert jump.previous.url == "/search?from=2023-01-01&to=2023-12-31"

    def test_a_day_shows_the_way_back(self):
        address = Address.read("/search", [("from", "2024-03-05"), ("to", "2024-03-05")])
        jump = Jump.of(address, {"facets": {}, "dates": []}, "en")
        assert [(step.label, step.is_current) for step in jump.above] == [
            ("2024", False),
            ("Mar", False),
            ("5", True),
        ]

    @pytest.mark.parametrize("period", [("from", "yesterday"), ("to", "2024-01-05")])
    def test_other_periods_have_no_way(self, period: tuple[str, str]):
        assert Jump.of(Address.read("/search", [period]), self.FOUND, "en") == Jump([], [])
