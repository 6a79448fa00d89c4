"""A request's whole way in the browser: citizen without account, officer, third party, manager."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ckan import model

from ckanext.seoulsquare.disclosure import clock, jobs
from ckanext.seoulsquare.disclosure.model import File, Message
from tests.browser import site
from tests.browser.site import Records

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("faults")]

MANAGER = "manager"
PASSWORD = "long-enough-for-ckan"
ADDRESS = "hong@example.org"
NAME = "홍길동"
ANSWER = "회의록 전문: 위원 9명이 참석했다."

FILED = {"ko_KR": "청구서를 제출했습니다", "zh_Hans_CN": "申请已提交", "en": "Your request is filed"}


@dataclass(frozen=True)
class Asked:
    """A closed record, and who handles requests for it."""

    name: str
    manager: str


@pytest.fixture(scope="module")
def asked(records: Records) -> Asked:
    closed = (
        model.Session.query(model.Package)
        .filter(model.Package.type == "approval_document", model.Package.state == "active")
        .filter(model.Package.extras["disclosure"].astext == "closed")
        .order_by(model.Package.name)
        .first()
    )
    name, known = closed.name, model.User.get(MANAGER)
    model.Session.rollback()  # an open transaction would hold up the server
    if known is None:
        site.sysadmin(MANAGER, PASSWORD)
    return Asked(name, MANAGER)


@pytest.fixture
def manager(browser: Browser, portal: str, asked: Asked) -> Iterator[Page]:
    """A tab in which the manager is logged in."""
    context: BrowserContext = browser.new_context(base_url=portal, locale="ko-KR")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/user/login")
    page.locator("#field-login").fill(asked.manager)
    page.locator("#field-password").fill(PASSWORD)
    page.locator("#field-password").press("Enter")
    page.wait_for_url(re.compile("dashboard"))
    yield page
    context.close()


@pytest.mark.parametrize("locale", list(FILED))
def test_ask_without_an_account(page: Page, asked: Asked, locale: str) -> None:
    case = file_request(page, asked, locale)
    expect(page.locator("body")).to_contain_text(FILED[locale])
    assert re.fullmatch(r"[0-9a-f-]{36}", case)


def test_from_a_closed_record_to_an_objection(
    page: Page, asked: Asked, manager: Page, browser: Browser
) -> None:
    case = file_request(page, asked, "ko_KR")

    desk = f"/disclosure/desk/{case}"
    manager.goto(desk)
    expect(manager.locator("body")).not_to_contain_text(NAME)
    manager.locator("#field-purpose").fill("본인 확인")
    send(manager, "form[action$='/personal'] button")
    expect(manager.locator("body")).to_contain_text(NAME)

    take(manager, desk, "receive", department="정보공개정책과")
    take(manager, desk, "extend", ground="1", reason="자료가 많음", days="5")
    take(manager, desk, "notify_third_party", name="김철수", email="kim@example.org")

    other = browser.new_page(base_url=page.url.partition("/ko_KR")[0])
    other.goto(mailed("kim@example.org"))
    expect(other.locator("body")).not_to_contain_text("세종대로")
    act(other, "agree")
    other.close()

    manager.goto(desk)
    manager.locator("#field-result-1").select_option("open")
    manager.locator("#field-result-2").select_option("closed")
    manager.locator("#field-grounds-2-6").check()
    manager.locator("#field-reason-2").fill("개인의 이름과 주소가 들어 있음")
    send(manager, "form[action$='/items'] > button")
    manager.locator("form[action$='/attach'] input[type=file]").set_input_files(
        {"name": "회의록.txt", "mimeType": "text/plain", "buffer": ANSWER.encode()}
    )
    send(manager, "form[action$='/attach'] button")
    screened(case)

    take(manager, desk, "submit_decision")
    soon = (clock.today() + dt.timedelta(days=3)).isoformat()
    take(manager, desk, "decide_partly", disclosure_on=soon, place="온라인")
    take(manager, desk, "disclose")

    page.reload()
    with page.expect_download() as answer:
        page.get_by_role("link", name="회의록.txt").click()
    assert answer.value.path().read_text() == ANSWER
    act(page, "object", purport="두 번째 항목도 공개", reason="위원 이름은 공개 대상임")

    take(manager, desk, "refer_objection", question="제6호에 해당하는가")
    take(
        manager,
        desk,
        "conclude_objection_review",
        date=clock.today().isoformat(),
        members="가,나,다",
        result="공개",
    )
    take(manager, desk, "dismiss_objection", reason="개인정보에 해당함")
    page.reload()
    expect(page.locator("body")).to_contain_text("개인정보에 해당함")

    manager.goto(desk)
    manager.locator("form[action$='/publish']").locator("xpath=..").locator("summary").click()
    manager.locator("form[action$='/publish'] [name=answer]").fill("첫 번째 회의록을 공개했습니다.")
    send(manager, "form[action$='/publish'] button")
    page.goto(f"/approval-document/{asked.name}")
    expect(page.locator("body")).to_contain_text("회의록")


def file_request(page: Page, asked: Asked, locale: str) -> str:
    """Ask for the closed record as somebody without account; the id of the case."""
    page.goto(f"/{locale}/approval-document/{asked.name}")
    page.locator("a[href*='/disclosure/new']").first.click()
    page.locator("#field-content").fill("위원회 회의록 전문을 청구합니다.")
    for number, text in enumerate(("1차 회의록", "2차 회의록"), start=1):
        box = page.locator(f"#field-items-{number}")
        if not box.is_visible():
            page.locator("details:has(#field-items-1) summary").click()
        box.fill(text)
    for _step in ("what", "agency", "receive"):
        page.locator(".ss-ask form .btn-primary").first.click()
    page.locator("#field-name").fill(NAME)
    page.locator("#field-birth_date").fill("1980-01-02")
    page.locator("#field-address").fill("서울특별시 중구 세종대로 110")
    page.locator("#field-email").fill(ADDRESS)
    page.locator(".ss-ask form .btn-primary").first.click()
    page.locator(".ss-ask form .btn-primary").first.click()
    page.goto(mailed(ADDRESS))
    page.locator("main form .btn-primary, [role=main] form .btn-primary").first.click()
    return page.url.rpartition("/")[2]


def take(page: Page, desk: str, step: str, **data: Any) -> None:
    """Take a step at the desk."""
    page.goto(desk)
    act(page, step, **data)


def act(page: Page, step: str, **data: Any) -> None:
    """Fill in the form of a step on the page of a case and send it; nothing may be refused."""
    box = page.locator(f"details:has(input[name=step][value={step}])")
    box.locator("summary").click()
    for name, value in data.items():
        field = box.locator(f"[name=data_{name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    send(page, f"details:has(input[name=step][value={step}]) button[type=submit]")
    refused = page.locator(".ss-note--alarm").all_inner_texts()
    assert refused == []
    expect(page.locator(".ss-timeline")).to_be_visible()


def send(page: Page, button: str) -> None:
    """Send a form and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(button).click()


def mailed(address: str) -> str:
    """The path of the secret link in the latest mail to an address."""
    model.Session.rollback()
    found = model.Session.scalars(sa.select(Message).order_by(Message.created_at.desc()))
    body = next(
        message.sealed["body"] for message in found if message.sealed and message.sealed["address"] == address
    )
    model.Session.rollback()
    return re.search(r"/\w+/disclosure/(?:link|confirm)\?token=\S+", body)[0]


def screened(case: str) -> None:
    """Let the leak screen look at the files, as the background worker does."""
    model.Session.rollback()
    waiting = sa.select(File.id).where(File.case_id == case, File.screening == "waiting")
    for file_id in model.Session.scalars(waiting).all():
        jobs.screen_file(file_id)
    model.Session.commit()
