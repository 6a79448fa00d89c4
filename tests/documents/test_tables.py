"""What a reader asks of a table, without the DataStore."""

from __future__ import annotations

import pytest

from ckanext.seoulsquare.documents.tables import PAGE_ROWS, TablePage, TableRequest


class TestTableRequest:
    def test_address_is_read(self) -> None:
        asked = TableRequest.from_args({"sort": "amount", "order": "desc", "find": " 회의 ", "page": "3"})
        assert asked == TableRequest("amount", descending=True, find="회의", page=3)

    @pytest.mark.parametrize("page", ["", "0", "-1", "x", "1e3", "99999999999999999999"])
    def test_pages_that_make_no_sense_are_the_first(self, page: str) -> None:
        assert TableRequest.from_args({"page": page}).page == 1

    def test_address_leaves_defaults_out(self) -> None:
        assert TableRequest().args() == {}
        assert TableRequest(find="회의").args(page=2) == {"find": "회의", "page": 2}

    def test_address_goes_round(self) -> None:
        asked = TableRequest("amount", descending=True, find="회의", page=3)
        assert TableRequest.from_args({key: str(value) for key, value in asked.args().items()}) == asked


class TestTablePage:
    def test_last_page_counts_its_rows(self) -> None:
        page = TablePage("id", [], [{}] * 3, PAGE_ROWS + 3, TableRequest(page=2))
        assert (page.pages, page.first, page.last) == (2, PAGE_ROWS + 1, PAGE_ROWS + 3)

    def test_empty_table_has_one_page_and_no_rows(self) -> None:
        page = TablePage("id", [], [], 0, TableRequest())
        assert (page.pages, page.first, page.last) == (1, 0, 0)
