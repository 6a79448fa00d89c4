"""Which texts of a page the crawl reads, and which it holds for untranslated."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.crawl.texts import spoken, untranslated


def texts(markup: str) -> list[str]:
    return list(spoken(BeautifulSoup(f'<html lang="ko">{markup}</html>', "html.parser")))


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Search</p>",
        '<a href="/" aria-label="Search"></a>',
        '<input placeholder="Search">',
        '<input type="submit" value="Search">',
        '<p>\n <b lang="ko">제목</b> Search\n</p>',
    ],
)
def test_what_readers_see_or_hear_is_read(markup: str) -> None:
    assert texts(markup) == ["Search"]


@pytest.mark.parametrize(
    "markup",
    [
        "<script>search()</script>",
        "<!-- Search -->",
        '<p lang="en">Search <b>here</b></p>',
        '<a lang="en" title="Search"></a>',
        '<code>search</code> <span translate="no">seoul-search</span>',
        '<input type="text" value="Search">',
    ],
)
def test_data_and_texts_of_another_language_are_not(markup: str) -> None:
    assert texts(markup) == []


@pytest.mark.parametrize("text", ["Search", "API", "기록 3 records", "Seoul Square - Search"])
def test_english_is_untranslated(text: str) -> None:
    assert untranslated(text, {"API": "프로그램 접속"})


@pytest.mark.parametrize(
    "text",
    [
        "검색",
        "API",
        "CKAN API, CSV 2부",
        "info@seoul.go.kr, open.go.kr, plan.txt, https://ckan.org/",
        "行政(행정)",
    ],
)
def test_names_and_addresses_are_of_every_language(text: str) -> None:
    assert not untranslated(text, {"API": "API"})
