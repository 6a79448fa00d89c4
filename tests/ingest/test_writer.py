"""Writing through CKAN's actions, with real services."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.seoulsquare.ingest.writer import ActionWriter
from tests.ingest.conftest import SAMPLES, counts

pytestmark = [pytest.mark.usefixtures("with_plugins", "clean_db", "clean_index")]


@pytest.fixture
def city(clean_db: None) -> dict[str, Any]:
    return factories.Organization(name="seoul", title="서울특별시")


@pytest.mark.usefixtures("city")
class TestInfoList:
    def test_rows_become_records_once(self, run: Any) -> None:
        first = run(SAMPLES / "info_list.csv", ActionWriter())
        again = run(SAMPLES / "info_list.csv", ActionWriter())

        assert counts(first) == {"created": 11}
        assert counts(again) == {"unchanged": 11}
