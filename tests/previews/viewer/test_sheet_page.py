"""One screenful of a sheet: sorted, searched, filtered. No CKAN in here."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.seoulsquare.previews.viewer.sheets import PAGE_ROWS, Asked, letter, look

SHEET: dict[str, Any] = {
    "name": "예산",
    "head": 1,
    "cut": False,
    "rows": [["부서", "금액"], ["총무과", 300], ["감사과", 20], ["홍보과", ""], ["가온", "1,000"], ["나래"]],
}


def names(**asked: Any) -> list[Any]:
    return [row.cells[0] for row in look(SHEET, Asked(**asked)).rows]


def test_the_head_stays_above_the_rows() -> None:
    page = look(SHEET, Asked())
    assert [row.cells for row in page.head] == [["부서", "금액"]]
    assert (page.total, page.rows_in_sheet, page.rows[0].number) == (5, 5, 2)


def test_short_rows_are_filled() -> None:
    assert look(SHEET, Asked()).rows[-1].cells == ["나래", ""]


def test_columns_of_numbers_are_told() -> None:
    assert [(column.letter, column.numeric) for column in look(SHEET, Asked()).columns] == [
        ("A", False),
        ("B", True),
    ]


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ({"sort": 2}, ["감사과", "총무과", "가온", "홍보과", "나래"]),  # by number, empty cells last
        ({"sort": 2, "descending": True}, ["가온", "총무과", "감사과", "홍보과", "나래"]),
        ({"sort": 1}, ["가온", "감사과", "나래", "총무과", "홍보과"]),
        ({"sort": 9}, ["총무과", "감사과", "홍보과", "가온", "나래"]),  # no such column
    ],
)
def test_order(asked: dict[str, Any], order: list[str]) -> None:
    assert names(**asked) == order


def test_find_looks_in_all_columns_and_a_filter_in_one() -> None:
    assert names(find="과") == ["총무과", "감사과", "홍보과"]
    assert names(find="1,000") == ["가온"]
    assert names(filters={1: "과", 2: "0"}) == ["총무과", "감사과"]
    assert names(filters={9: "과"}) == []


def test_screenfuls() -> None:
    long = {**SHEET, "rows": [["n"], *([number] for number in range(PAGE_ROWS + 5))]}
    page = look(long, Asked(page=2))
    assert (page.pages, [row.cells[0] for row in page.rows]) == (2, list(range(PAGE_ROWS, PAGE_ROWS + 5)))


def test_an_empty_sheet() -> None:
    page = look({"name": "", "head": 0, "cut": False, "rows": []}, Asked(sort=1))
    assert (page.columns, page.rows, page.pages) == ([], [], 1)


@pytest.mark.parametrize(
    ("args", "asked"),
    [
        ({}, Asked()),
        (
            {"sort": "2", "order": "desc", "find": " 가 ", "page": "3"},
            Asked(sort=2, descending=True, find="가", page=3),
        ),
        ({"column1": "과", "column2": " ", "columnx": "y"}, Asked(filters={1: "과"})),
        ({"sort": "-1", "page": "9999999999", "order": "up"}, Asked()),
    ],
)
def test_what_the_address_asks(args: dict[str, str], asked: Asked) -> None:
    assert Asked.from_args(args) == asked


def test_the_address_of_what_was_asked_asks_the_same() -> None:
    asked = Asked(sort=2, descending=True, find="가", filters={3: "나"}, page=4)
    assert Asked.from_args({name: str(value) for name, value in asked.args().items()}) == asked


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_letters(number: int, letters: str) -> None:
    assert letter(number) == letters
