"""Originals read in a browser: with mouse, finger and keyboard, with and without scripts, long ones too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser import documents
from tests.browser.documents import MANY, PAGES, Documents
from tests.browser.site import Records
from tests.browser.test_access import look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("faults", "allowed")]

_made: dict[str, Documents] = {}


@pytest.fixture
def opened(records: Records, with_plugins: None) -> Documents:
    """Files with pages, made once."""
    if not _made:
        _made["documents"] = documents.make()
    return _made["documents"]


@pytest.fixture
def allowed(page: Page) -> Iterator[None]:
    """Nothing that a page does is against its own policy."""
    against: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            against.append(message.text)

    page.on("console", note)
    yield
    assert against == []


def number(page: Page, wanted: int) -> None:
    """The page field shows this page, and the address follows."""
    expect(page.locator("[data-viewer=number]")).to_have_value(str(wanted))
    expect(page).to_have_url(re.compile(rf"/page/{wanted}(\?|#|$)"))


def ready(page: Page) -> None:
    """The script has made one document of the pages, and the text of the first is there to select."""
    expect(page.locator(".ss-page")).to_have_count(PAGES)
    expect(page.locator(".ss-page__text span").first).to_be_attached()


class TestDesktop:
    @pytest.mark.parametrize("locale", ["ko_KR", "zh_Hans_CN", "en"])
    def test_from_the_record_through_the_pages(self, page: Page, opened: Documents, locale: str) -> None:
        page.goto(f"/{locale}{opened.record}")
        page.locator(".ss-face a.btn").click()
        ready(page)
        expect(page.locator(".ss-thumb")).to_have_count(PAGES)

        page.locator(".ss-viewer__stage").hover()
        page.mouse.wheel(0, 1_700)
        number(page, 2)
        page.locator("[data-viewer=next]").click()
        number(page, 3)
        page.locator(".ss-thumb[data-page='4']").click()
        number(page, 4)

        wide = page.locator("[data-page='4'] .ss-page__image").bounding_box()
        page.locator("[data-viewer=zoom]").select_option("50")
        small = page.locator("[data-page='4'] .ss-page__image").bounding_box()
        assert wide is not None
        assert small is not None
        assert small["width"] == pytest.approx(397, abs=2)  # half of A4 at 96 dots an inch
        assert small["width"] < wide["width"]
        number(page, 4)

        page.locator("[data-viewer=turn]").click()
        turned = page.locator(".ss-page[data-page='4']").bounding_box()
        assert turned is not None
        assert turned["width"] > turned["height"]
        page.locator(".ss-viewer__back").click()
        expect(page).to_have_url(re.compile(rf"{opened.record}$"))

    def test_words_are_found_marked_and_linked_to(self, page: Page, opened: Documents) -> None:
        page.goto(f"/en{opened.text}")
        ready(page)
        page.locator("#viewer-tab-find").click()
        page.locator("#viewer-q").fill("참나무그늘")
        page.keyboard.press("Enter")
        expect(page.locator(".ss-viewer__hits a")).to_have_count(1)
        expect(page.locator("rect.is-current").first).to_be_in_viewport()
        number(page, 3)

        page.reload()  # the address alone brings the page, the list and the mark
        expect(page.locator("rect.is-current").first).to_be_in_viewport()
        expect(page.locator(".ss-viewer__hits a")).to_have_count(1)
        number(page, 3)

    def test_what_is_copied_is_the_pages_own_text(self, page: Page, opened: Documents) -> None:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"/en{opened.text}")
        ready(page)
        page.evaluate(
            """() => {
              const spans = document.querySelectorAll("[data-page='1'] .ss-page__text span");
              const selection = document.getSelection();
              selection.setBaseAndExtent(spans[0].firstChild, 0, spans[1].firstChild, 4);
            }"""
        )
        page.keyboard.press("Control+C")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.splitlines() == ["1번째 줄, 급식 위원회 Committee", "2번째 "]

    def test_text_lies_over_its_picture_and_has_a_language(self, page: Page, opened: Documents) -> None:
        page.goto(f"/en{opened.text}")
        ready(page)
        expect(page.locator(".ss-page__text").first).to_have_attribute("lang", "ko")
        span = page.locator("[data-page='1'] .ss-page__text span").first.bounding_box()
        leaf = page.locator("[data-page='1'] .ss-page__leaf").bounding_box()
        assert span is not None
        assert leaf is not None
        assert leaf["x"] < span["x"] < leaf["x"] + leaf["width"] / 4
        assert leaf["y"] < span["y"] < leaf["y"] + leaf["height"] / 8


class TestPhone:
    def test_reads_with_a_thumb(self, page: Page, opened: Documents) -> None:
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"/ko_KR{opened.text}")
        ready(page)
        expect(page.locator("#viewer-panel")).to_be_hidden()
        page.locator("[data-viewer=next]").click()
        number(page, 2)
        page.locator("[data-viewer=panel]").click()
        page.locator("#viewer-tab-about").click()
        expect(page.locator("#viewer-about a[href^='/document/'][href$='.txt']")).to_be_visible()
        page.locator("#viewer-tab-find").click()
        page.locator("#viewer-q").fill("참나무")
        page.keyboard.press("Enter")
        page.locator(".ss-viewer__hits a").click()
        expect(page.locator("#viewer-panel")).to_be_hidden()
        expect(page.locator("rect.is-current").first).to_be_in_viewport()


class TestKeyboard:
    def test_everything_without_a_mouse(self, page: Page, opened: Documents) -> None:
        page.goto(f"/en{opened.text}")
        ready(page)
        for key, wanted in (("ArrowRight", 2), ("End", PAGES), ("ArrowLeft", PAGES - 1), ("Home", 1)):
            page.keyboard.press(key)
            expect(page.locator("[data-viewer=number]")).to_have_value(str(wanted))

        page.keyboard.press("g")
        page.keyboard.type("3")
        page.keyboard.press("Enter")
        number(page, 3)
        expect(page.locator("#viewer-stage")).to_be_focused()

        page.keyboard.press("/")
        expect(page.locator("#viewer-q")).to_be_focused()
        page.keyboard.type("급식")
        page.keyboard.press("Enter")
        expect(page.locator(".ss-viewer__hits a").first).to_be_visible()
        first = page.locator(".ss-viewer__hits a[aria-current]").get_attribute("href")
        page.locator("#viewer-stage").focus()
        page.keyboard.press("n")
        expect(page.locator(".ss-viewer__hits a[aria-current]")).not_to_have_attribute("href", first or "")

        page.keyboard.press("d")
        expect(page.locator("[data-viewer=pairs]")).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("?")
        expect(page.locator("#viewer-help")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#viewer-help")).to_be_hidden()

    def test_single_keys_can_be_switched_off(self, page: Page, opened: Documents) -> None:
        page.goto(f"/en{opened.text}")
        ready(page)
        page.keyboard.press("?")
        page.locator("[data-viewer=keys]").uncheck()
        page.keyboard.press("Escape")
        page.reload()
        ready(page)
        page.keyboard.press("d")
        expect(page.locator("[data-viewer=pairs]")).to_have_attribute("aria-pressed", "false")
        page.keyboard.press("ArrowRight")  # keys that are no letters stay
        expect(page.locator("[data-viewer=number]")).to_have_value("2")

    def test_tab_reaches_the_pages_and_passes_the_thumbnails_in_one_step(
        self, page: Page, opened: Documents
    ) -> None:
        page.goto(f"/en{opened.text}")
        ready(page)
        expect(page.locator(".ss-thumb[tabindex='0']")).to_have_count(1)
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "viewer-stage":
                return
        raise AssertionError("the keyboard does not reach the pages")


class TestWithoutScripts:
    def test_pages_search_and_downloads(self, browser: Browser, portal: str, opened: Documents) -> None:
        context = browser.new_context(base_url=portal, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"/en{opened.text}")
        expect(page.locator(".ss-page__image")).to_be_visible()
        expect(page.locator(".ss-page__words")).to_contain_text("1번째 줄")
        expect(page.locator("[data-viewer=zoom]")).to_be_hidden()
        page.locator("[data-viewer=next]").click()
        expect(page).to_have_url(re.compile(r"/page/2$"))
        page.locator("[data-viewer=number]").fill("4")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/page/4$"))
        page.locator("#viewer-q").fill("참나무 그늘")
        page.keyboard.press("Enter")
        page.locator(".ss-viewer__hits a").click()
        expect(page).to_have_url(re.compile(r"/page/3\?"))
        expect(page.locator(".ss-page__marks rect").first).to_be_visible()
        expect(page.locator("#viewer-about a[href^='/document/'][href$='.txt']")).to_be_visible()
        context.close()


class TestAccess:
    @pytest.mark.parametrize(
        ("locale", "path"),
        [("ko_KR", ""), ("zh_Hans_CN", "/page/2?q=급식"), ("en", "/page/3"), ("en", "/embed")],
    )
    def test_viewer(self, page: Page, opened: Documents, locale: str, path: str) -> None:
        look(page, f"/{locale}{opened.text}{path}")

    def test_sheet(self, page: Page, opened: Documents) -> None:
        look(page, f"/ko_KR{opened.workbook}/sheet/1?sort=1")

    def test_file_that_waits(self, page: Page, opened: Documents) -> None:
        look(page, f"/zh_Hans_CN{opened.waiting}")

    def test_record(self, page: Page, opened: Documents) -> None:
        look(page, f"/ko_KR{opened.record}")


@pytest.mark.slow
def test_three_thousand_pages_stay_light(
    page: Page,
    records: Records,
    with_plugins: None,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    address = documents.make_long(folder)
    page.goto(f"/en{address}/page/1500")
    expect(page.locator(".ss-page")).to_have_count(MANY)
    stage = page.locator("#viewer-stage")
    for wanted in (1, 700, 2_222, MANY):
        page.locator("[data-viewer=number]").fill(str(wanted))
        page.keyboard.press("Enter")
        expect(page.locator(f"[data-page='{wanted}'] .ss-page__text span").first).to_be_attached()
    stage.hover()
    for _ in range(30):
        page.mouse.wheel(0, -1_500)
        page.wait_for_timeout(100)
    page.wait_for_timeout(1_000)
    assert page.locator(".ss-page__image").count() <= 20
    assert page.locator(".ss-thumb img").count() <= 81
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    figures = {
        metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]
    }
    record_property("nodes", figures["Nodes"])
    record_property("heap", figures["JSHeapUsedSize"])
    assert page.locator("*").count() < 20_000
    assert figures["JSHeapUsedSize"] < 50e6
