"""The way of a reader: from the home page to an original file and back, in each language."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from ckanext.seoulsquare.ingest import samples

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("faults")]

RECORD = "approval-document-sample-2026-0001"
ORIGINAL = samples.FOLDER / "files/committee-plan.hwpx"


@dataclass(frozen=True)
class Reader:
    """A reader's language and what they look for."""

    locale: str
    tag: str
    words: str
    suggestion: str
    """The Korean term, or a part of it, that is offered for the words."""
    title: str
    """What the record is called in their language."""


READERS = (
    Reader("ko_KR", "ko", "위원회", "위원회", "제3차 열린시정위원회 개최계획"),
    Reader("zh_Hans_CN", "zh-Hans", "委员会", "위원회", "第3次开放市政委员会召开计划"),
    Reader("en", "en", "committee", "위원회", "Plan of the third Open Government Committee meeting"),
)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.locale)
def test_from_home_to_an_original_and_back(page: Page, reader: Reader) -> None:
    page.goto(f"/{reader.locale}/")
    expect(page.locator("html")).to_have_attribute("lang", reader.tag)

    box = page.locator(".ss-hero__search input[name=q]")
    expect(box).to_have_role("combobox")  # its script is at work
    box.press_sequentially(reader.words)
    page.get_by_role("option").filter(has_text=reader.suggestion).first.click()
    expect(page).to_have_url(re.compile(r"/search\?q="))

    page.locator("a[href*='dataset_type=approval_document']").first.click()
    expect(page).to_have_url(re.compile(r"dataset_type=approval_document"))
    expect(page.locator(".ss-chips")).to_be_visible()
    searched, hits = page.url, page.locator(".ss-record__title").all_inner_texts()

    page.locator(f".ss-record__title[href$='/{RECORD}']").click()
    expect(page.locator("h1")).to_contain_text(reader.title)

    with page.expect_download() as original:
        page.locator(".ss-buttons a[download]").click()
    assert original.value.path().read_bytes() == ORIGINAL.read_bytes()

    page.go_back()
    assert page.url == searched
    assert page.locator(".ss-record__title").all_inner_texts() == hits
    expect(page.locator(".ss-facet a[aria-current=true][href]").first).to_be_visible()


def test_by_keyboard_from_search_to_a_record(page: Page) -> None:
    page.goto("/ko_KR/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", re.compile("^#"))  # past the menu to the content

    expect(page.locator(".ss-hero__search input[name=q]")).to_have_role("combobox")
    tab_to(page, ".ss-hero__search input[name=q]")
    page.keyboard.type("위원회")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))

    tab_to(page, f".ss-record__title[href$='/{RECORD}']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("제3차 열린시정위원회 개최계획")


def tab_to(page: Page, selector: str, at_most: int = 150) -> None:
    """Press the tabulator until the focus, which must be seen, is on the element."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")
