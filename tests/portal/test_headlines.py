"""Notices and hot topics as an administrator writes them."""

from __future__ import annotations

import pytest

from ckanext.seoulsquare.portal.headlines import Headline, HeadlineError, parse


def test_parse_reads_one_a_line() -> None:
    text = "따릉이 | 公共自行车 | Public bicycles | /search?q=따릉이\n\n점검 | 维护 | Maintenance | https://example.org/"
    assert parse(text) == [
        Headline({"ko": "따릉이", "zh": "公共自行车", "en": "Public bicycles"}, "/search?q=따릉이"),
        Headline({"ko": "점검", "zh": "维护", "en": "Maintenance"}, "https://example.org/"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "따릉이 | Public bicycles | /search",
        "따릉이 | | Public bicycles | /search",
        "따릉이 | 公共自行车 | Public bicycles | javascript:alert(1)",
        "따릉이 | 公共自行车 | Public bicycles | //elsewhere.example",
    ],
)
def test_parse_names_the_wrong_line(line: str) -> None:
    with pytest.raises(HeadlineError) as error:
        parse(f"가 | 甲 | A | /\n{line}")
    assert error.value.line == 2
