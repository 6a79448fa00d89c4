"""What holds for the slow door holds for the fast one: the same tests, with the other writer."""

from __future__ import annotations

import pytest

from ckanext.seoulsquare.ingest.bulk.writer import BulkWriter
from tests.ingest import test_writer
from tests.ingest.test_writer import (  # noqa: F401  collected here again
    TestAgencies,
    TestDocuments,
    TestExpenses,
    TestWithdrawal,
    city,
)

pytestmark = test_writer.pytestmark


@pytest.fixture(autouse=True)
def fast_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_writer, "ActionWriter", BulkWriter)
