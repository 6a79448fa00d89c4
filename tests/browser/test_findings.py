"""Words found deep in a file, and an officer's decision, by people with a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ckan import model
from ckan.tests.factories import UserWithToken

from ckanext.seoulsquare.previews import service
from ckanext.seoulsquare.previews.pagecore import follow
from tests.browser.site import Records
from tests.browser.test_access import LOCALES, look
from tests.documents.records import act
from tests.previews.stored.uploads import looked_at, record

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("faults")]

AGENCY = "seoul-administration"
WORDS = "청진동 은행나무 이식"


@dataclass(frozen=True)
class Files:
    """Ids of a file with words on its last page, and of one that the screen holds; an officer's token."""

    deep: str
    held: str
    token: str


_made: list[Files] = []


@pytest.fixture
def files(records: Records, with_plugins: None) -> Files:
    """Two files of a sample record, looked at and indexed, and an editor of its agency; made once."""
    if not _made:
        _made.append(_files())
        model.Session.remove()  # an open transaction would hold up the server
    return _made[0]


def _files() -> Files:
    package = record(act("organization_show", id=AGENCY), title="가로수 관리", language="ko")
    deep = looked_at(package, "은행나무.txt", ("나무 관리 계획\n" * 130 + f"{WORDS} 결과\n").encode())["id"]
    held = looked_at(package, "명단.txt", ("직원 안내\n" * 20 + "신청인 900101-1234567\n" * 2).encode())["id"]
    follow.bring([deep, held])
    officer = UserWithToken(image_url="")  # the factory names one on another host
    act("organization_member_create", id=AGENCY, username=officer["name"], role="editor")
    return Files(deep, held, officer["token"])


@pytest.fixture
def desk(context: BrowserContext, files: Files) -> Page:
    """A tab of the officer."""
    context.set_extra_http_headers({"Authorization": files.token})
    return context.new_page()


def test_from_words_to_the_page_that_has_them(page: Page, files: Files) -> None:
    page.goto(f"/ko_KR/search?q={WORDS}")
    passage = page.locator(".ss-record__pages a").first
    expect(page.locator(".ss-record__passage mark").first).to_be_visible()
    passage.click()
    expect(page).to_have_url(re.compile(f"/{files.deep}/page/.*q="))


@pytest.mark.parametrize("locale", LOCALES)
def test_results_with_passages(page: Page, files: Files, locale: str) -> None:
    look(page, f"/{locale}/search?q={WORDS}")
    expect(page.locator(".ss-record__pages").first).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_findings(desk: Page, files: Files, locale: str) -> None:
    look(desk, f"/{locale}/previews/findings")
    look(desk, f"/{locale}/previews/findings/{files.held}")
    expect(desk.locator(".ss-marked__box").first).to_be_visible()
    picture: Any = desk.locator(".ss-marked__page img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 720


def test_deciding_by_keyboard_alone(desk: Page, files: Files) -> None:
    desk.goto(f"/en/previews/findings/{files.held}")
    desk.locator("#decision-publish").focus()
    desk.keyboard.press("ArrowDown")
    expect(desk.locator("#decision-masked")).to_be_checked()
    desk.keyboard.press("Tab")
    desk.keyboard.type("Applicants' numbers")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".ss-decisions li").first).to_contain_text("Applicants' numbers")
    model.Session.remove()
    assert service.files([files.held])[files.held].decision == "masked"
    model.Session.remove()
