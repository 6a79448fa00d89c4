"""The same small portal that the browser sees, read without one."""

from __future__ import annotations

import pytest

from tests.browser import site
from tests.browser.site import Records


@pytest.fixture(scope="session")
def records() -> Records:
    return site.records()
