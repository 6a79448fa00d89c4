"""Programs are not counted, and marks lead back to nobody."""

from __future__ import annotations

import pytest

from ckanext.seoulsquare.insight.visitors import is_program, mark

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
BROWSERS = [
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/131.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {WEBKIT} Version/18.1 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    f"Mozilla/5.0 (Linux; Android 14; SM-S921N) {WEBKIT} SamsungBrowser/27.0 Chrome/125.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/130.0.0.0 Whale/4.29.282.14 Safari/537.36",
]
PROGRAMS = [
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
    "Mozilla/5.0 (compatible; Daum/4.1; +http://cs.daum.net/faq/15/4118.html)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    f"Mozilla/5.0 {WEBKIT}; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/131.0.0.0 Safari/537.36",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "python-requests/2.32.3",
    "curl/8.5.0",
]


@pytest.mark.parametrize("user_agent", BROWSERS)
def test_browsers_are_people(user_agent: str) -> None:
    assert not is_program(user_agent)


@pytest.mark.parametrize("user_agent", PROGRAMS)
def test_programs_are_told_by_their_name(user_agent: str) -> None:
    assert is_program(user_agent)


def test_mark_differs_by_visitor_document_and_day() -> None:
    first = mark(b"monday", "192.0.2.1", "A", "one")
    assert first == mark(b"monday", "192.0.2.1", "A", "one")
    others = {
        mark(b"monday", "192.0.2.2", "A", "one"),
        mark(b"monday", "192.0.2.1", "B", "one"),
        mark(b"monday", "192.0.2.1", "A", "two"),
        mark(b"tuesday", "192.0.2.1", "A", "one"),
    }
    assert len(others | {first}) == 5
