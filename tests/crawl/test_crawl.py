"""No type of page holds a text that was left in English, the language of the sources."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ckanext.seoulsquare.documents.kinds import KINDS
from tests.browser.site import PAGES, Records
from tests.crawl.texts import spoken, untranslated

TAGS = {"ko_KR": "ko", "zh_Hans_CN": "zh-Hans"}

_spec = importlib.util.spec_from_file_location("messages", Path(__file__).parents[2] / "stack/messages.py")
assert _spec
assert _spec.loader
messages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(messages)


@pytest.fixture(scope="session", params=TAGS)
def locale(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="session")
def translations(locale: str) -> dict[str, str]:
    """Every message of CKAN and of the extensions, ours last, with its translation."""
    found = {}
    for catalogue in (
        messages.other_translations(locale),
        messages.read(messages.catalogue_path(locale), locale),
    ):
        for message in catalogue:
            if isinstance(message.id, str) and isinstance(message.string, str) and message.string:
                found[message.id] = message.string
    return found


def test_no_text_is_untranslated(
    shared_app: Any, records: Records, locale: str, translations: Mapping[str, str]
) -> None:
    """All pages in one go: to load the plugins for each would take longer than the pages.

    Pages of tables are left out: they list names and types of columns, which are of no language.
    """
    paths = [*PAGES, *records.addresses.values(), records.histories["approval_document"]]
    paths += [records.files["approval_document"], records.files["meeting"]]
    found: dict[str, str] = {}
    for path in [*paths, records.tombstone]:
        page = BeautifulSoup(shared_app.get(f"/{locale}{path}").body, "html.parser")
        assert page.html
        assert page.html["lang"] == TAGS[locale]
        for text in spoken(page):
            if untranslated(text, translations):
                found.setdefault(text, path)
    assert not found, "\n".join(f"{path}: {text}" for text, path in found.items())


def test_the_crawl_meets_every_kind(records: Records) -> None:
    assert set(records.addresses) == set(KINDS)
