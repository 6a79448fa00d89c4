"""The long texts say the same in each language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ckanext.seoulsquare.portal import content
from ckanext.seoulsquare.portal.languages import LANGUAGES


@pytest.mark.parametrize("page", content.PAGES)
def test_languages_have_the_same_parts(page: str) -> None:
    pages = [content.load(page, locale) for locale in LANGUAGES]
    assert len({tuple(anchor for anchor, _ in loaded.headings) for loaded in pages}) == 1
    assert len({loaded.body.count("<tr>") for loaded in pages}) == 1
    assert len({loaded.title for loaded in pages}) == len(pages)


def test_guide_names_the_eight_grounds() -> None:
    for locale in LANGUAGES:
        text = (content.FOLDER / locale / "guide.md").read_text(encoding="utf-8")
        part = text.partition("{#grounds}")[2].partition("{#ask}")[0]
        assert re.findall(r"^\| (\d) \|", part, re.M) == list("12345678")


def test_a_citys_own_text_comes_first(tmp_path: Path) -> None:
    (tmp_path / "ko_KR").mkdir()
    (tmp_path / "ko_KR" / "about.md").write_text(
        "# 우리 시\n\n우리 시의 광장입니다.\n\n## 누구 {#who}\n\n모두.\n", "utf-8"
    )
    assert content.load("about", "ko_KR", str(tmp_path)).title == "우리 시"
    assert content.load("guide", "ko_KR", str(tmp_path)) == content.load("guide", "ko_KR")


def test_unknown_locales_read_english() -> None:
    assert content.load("guide", "fr") == content.load("guide", "en")
