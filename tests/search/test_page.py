"""The address of the search page, without CKAN."""

from __future__ import annotations

from ckanext.seoulsquare.search.page import Address

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
