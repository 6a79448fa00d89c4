"""A browser that looks at a small portal and talks to nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, Route, sync_playwright

from tests.browser import site
from tests.browser.site import Records

FLAGS = [
    "--no-sandbox",  # containers and root have no user namespaces for it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def records() -> Records:
    return site.records()


@pytest.fixture(scope="session")
def portal(records: Records) -> Iterator[str]:
    """The address of the portal."""
    with site.server() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser, portal: str) -> Iterator[BrowserContext]:
    """A visitor without a past. Whatever the pages ask of other hosts is refused, and fails the test;
    so does a style sheet, script or picture that is missing."""
    made = browser.new_context(base_url=portal, viewport={"width": 1280, "height": 900})
    made.set_default_timeout(12_000)
    strangers: list[str] = []
    missing: list[str] = []

    def guard(route: Route) -> None:
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" == portal or address.scheme in ("data", "blob"):
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    def note(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            missing.append(f"{response.status} {response.url}")

    made.route("**/*", guard)
    made.on("response", note)
    yield made
    made.close()
    assert strangers == []
    assert missing == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab."""
    return context.new_page()


@pytest.fixture
def faults(page: Page) -> Iterator[list[Error]]:
    """What scripts of the page raised; must stay empty."""
    raised: list[Error] = []

    def note(error: Error) -> None:
        raised.append(error)

    page.on("pageerror", note)
    yield raised
    assert raised == []
