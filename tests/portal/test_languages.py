"""Which text a reader sees, and numbers and dates in their language."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import pytest

from ckanext.seoulsquare.portal import languages

TITLE = {"ko": "회의", "zh": "会议", "en": "Meeting"}


@pytest.mark.parametrize(("language", "text"), TITLE.items())
def test_pick_takes_the_readers_language(language: str, text: str) -> None:
    assert languages.pick(TITLE, language) == (text, language)


def test_pick_reads_json_and_locales() -> None:
    assert languages.pick(json.dumps(TITLE), "zh") == ("会议", "zh")
    assert languages.pick({"zh_Hans_CN": "会议"}, "zh") == ("会议", "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pick_falls_back_to_korean(language: str) -> None:
    assert languages.pick({"ko": "회의", language: ""}, language) == ("회의", "ko")


def test_pick_leaves_plain_text_alone() -> None:
    assert languages.pick("{가} 안", "en") == ("{가} 안", "")
    assert languages.pick(None, "en") == ("", "")


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("ko_KR", "2020년 6월 9일"), ("zh_Hans_CN", "2020年6月9日"), ("en", "June 9, 2020")],
)
def test_day_is_written_as_the_language_writes_it(locale: str, shown: str) -> None:
    assert languages.day("2020-06-09", locale, "long") == shown


def test_day_leaves_other_text_alone() -> None:
    assert languages.day("2020년경", "en", "long") == "2020년경"


@pytest.mark.parametrize("locale", languages.LANGUAGES)
def test_number_has_separators(locale: str) -> None:
    assert languages.number(11187861, locale) == "11,187,861"


def test_tags_and_locales_lead_to_each_other() -> None:
    assert {languages.locale(languages.tag(locale)) for locale in languages.LANGUAGES} == set(
        languages.LANGUAGES
    )


def test_moment_is_told_by_the_clock_of_the_site() -> None:
    late = "2026-11-24T23:30:00"  # UTC: the next morning in Seoul
    assert languages.moment(late, "en", ZoneInfo("Asia/Seoul")) == "November 25, 2026 08:30"
    assert languages.moment(late + "+00:00", "ko_KR", ZoneInfo("Asia/Seoul")) == "2026년 11월 25일 08:30"
