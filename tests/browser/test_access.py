"""Every type of page for everybody: axe finds no grave fault, nothing is cut off on a phone or a tablet."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from ckanext.seoulsquare.documents.kinds import KINDS
from tests.browser.site import PAGES, Records

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("faults")]

LOCALES = ("ko_KR", "zh_Hans_CN", "en")
WORDS = {"ko_KR": "위원회", "zh_Hans_CN": "委员会", "en": "committee"}
WIDTHS = (360, 768, 1280)
AXE_WIDTHS = (360, 1280)


def look(page: Page, address: str) -> None:
    """Open a page on a phone, and check it there and at the other widths."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(address)
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"{width} pixels: {wide} pixels stand out")
        if width in AXE_WIDTHS:
            faults += [f"{width} pixels: {fault}" for fault in grave(page)]
    assert faults == []


def grave(page: Page) -> list[str]:
    """What axe calls serious or critical, one line for each element."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("number", "path"), enumerate(PAGES))
def test_page(page: Page, number: int, path: str) -> None:
    locale = LOCALES[number % len(LOCALES)]
    look(page, f"/{locale}{path}")


@pytest.mark.parametrize("locale", LOCALES)
def test_search(page: Page, locale: str) -> None:
    look(page, f"/{locale}/search?q={WORDS[locale]}")


@pytest.mark.parametrize("locale", LOCALES)
def test_approval_document(page: Page, records: Records, locale: str) -> None:
    look(page, f"/{locale}{records.addresses['approval_document']}")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "approval_document"])
def test_record(page: Page, records: Records, kind: str) -> None:
    locale = LOCALES[list(KINDS).index(kind) % len(LOCALES)]
    look(page, f"/{locale}{records.addresses[kind]}")


def test_tombstone(page: Page, records: Records) -> None:
    look(page, f"/ko_KR{records.tombstone}")
