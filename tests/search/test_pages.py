"""Records found by the pages of their files, in two indexes of one Solr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ckan.common import config
from ckan.tests.helpers import call_action

from ckanext.seoulsquare.search import pages
from tests.search.conftest import PLUGINS, package

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", f"{PLUGINS} seoulsquare_previews"),
    pytest.mark.usefixtures("with_plugins"),
]


@pytest.fixture
def index_pages(with_plugins: None) -> Iterator[Callable[..., None]]:
    """A function that makes the index of pages hold the given texts of records, page by page."""
    pages.connection().delete(q="*:*", commit=True)

    def write(**texts: list[str]) -> None:
        site = config["ckan.site_id"]
        pages.connection().add(
            [
                {
                    "index_id": f"{record}-{number}",
                    "site_id": site,
                    "package_id": record,
                    "resource_id": f"file-{record}",
                    "content_hash": "abc",
                    "page": number,
                    "text": text,
                }
                for record, given in texts.items()
                for number, text in enumerate(given, 1)
            ],
            commit=True,
        )

    yield write
    pages.connection().delete(q="*:*", commit=True)


@pytest.fixture
def archive(index_records: Callable[..., None], index_pages: Callable[..., None]) -> None:
    """A record with the words in its title, one with them on a page, one whose pages must not count."""
    index_records(
        package("정수시설 점검 계획", id="titled", name="titled"),
        package("회의 결과", "위원회 심의", id="deep", name="deep"),
        package("회의 결과", "비공개", id="closed", name="closed", disclosure="closed"),
    )
    index_pages(
        deep=["회의 개요", "아리수 정수시설 점검을 논의하였다", "정수시설 점검 예산"],
        closed=["정수시설 점검 정수시설 점검"],
    )


def found(q: str, **query: Any) -> list[str]:
    return [hit["id"] for hit in call_action("seoulsquare_document_search", q=q, **query)["results"]]


@pytest.mark.usefixtures("archive")
class TestRecords:
    def test_titles_come_first(self) -> None:
        assert found("정수시설 점검") == ["titled", "deep"]

    def test_words_may_stand_in_the_record_and_on_its_pages(self) -> None:
        assert found("위원회 점검") == ["deep"]
        assert found("위원회 점검", sort="newest") == ["deep"]

    def test_a_phrase_on_a_page(self) -> None:
        assert found('"점검을 논의"') == ["deep"]

    def test_a_question(self) -> None:
        assert set(found("정수시설 점검은 어디에서 논의하였나요?")) >= {"titled", "deep"}

    def test_pages_of_a_closed_record_do_not_count(self) -> None:
        assert "closed" not in found("점검")
        assert found("비공개") == ["closed"]

    def test_filters_and_explicit_queries_stay(self) -> None:
        assert found("점검", disclosure=["closed"]) == []
        assert found("title:점검") == ["titled"]

    def test_without_the_index_of_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("ckanext.seoulsquare.search.pages.asking.core", lambda: "none")
        assert found("정수시설 점검") == ["titled"]


@pytest.mark.usefixtures("archive")
class TestPages:
    def test_pages_of_one_file_in_their_order(self) -> None:
        count, hits = pages.find("점검", resource_id="file-deep")
        assert (count, [hit.page for hit in hits]) == (2, [2, 3])
        assert hits[0].passage == "아리수 정수시설 <mark>점검</mark>을 논의하였다"
        start, end = hits[0].matches[0]
        assert "아리수 정수시설 점검을 논의하였다"[start:end] == "점검"

    def test_every_word_must_be_on_the_page(self) -> None:
        assert [hit.page for hit in pages.find("점검 예산", resource_id="file-deep")[1]] == [3]

    def test_a_part_of_a_word_is_marked_too(self) -> None:
        assert pages.find("리수", resource_id="file-deep")[1][0].passage.startswith("아<mark>리수</mark>")

    def test_the_best_pages_of_records(self) -> None:
        hits = pages.best("정수시설 점검 예산", ["deep", "titled"])
        assert [hit.page for hit in hits["deep"]] == [3, 2]
        assert "titled" not in hits

    def test_foreign_terms_find_pages(self) -> None:
        assert [hit.page for hit in pages.find("budget", resource_id="file-deep")[1]] == [3]

    def test_nothing_is_asked_for(self) -> None:
        assert pages.find("  ", resource_id="file-deep") == (0, [])
        assert pages.find("?!", resource_id="file-deep") == (0, [])

    def test_other_sites_pages_are_not_seen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(config, "ckan.site_id", "another")
        assert pages.find("점검")[0] == 0
