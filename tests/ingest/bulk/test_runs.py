"""The record of loads and the page that shows it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ckan.tests import factories

from ckanext.seoulsquare.ingest.bulk import runs
from ckanext.seoulsquare.ingest.bulk.writer import BulkWriter
from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.records import Agency, Outcome, Record
from ckanext.seoulsquare.ingest.report import Report

pytestmark = pytest.mark.usefixtures("with_plugins", "non_clean_db")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "list.csv"
    made.write_text("a,b\n", encoding="utf-8")
    return made


def report(tmp_path: Path) -> Report:
    return Report(tmp_path / "rejected.csv", read=3, counts=Counter({Outcome.CREATED: 1}))


class TestRecord:
    def test_a_load_that_ends_is_done_with_its_own_counts(self, path: Path, tmp_path: Path) -> None:
        counted = report(tmp_path)
        with runs.recorded(path, "bulk", counted) as run:
            assert run.number in runs.alive()
            counted.read += 2
            counted.counts[Outcome.CREATED] += 2

        [last] = runs.latest(1)

        assert (last["id"], last["state"], last["read"], last["created"]) == (run.number, "done", 2, 2)
        assert len(last["checksum"]) == 64
        assert run.number not in runs.alive()

    def test_a_load_that_raises_has_failed_with_the_reason(self, path: Path, tmp_path: Path) -> None:
        with pytest.raises(ListError), runs.recorded(path, "bulk", report(tmp_path)):
            raise ListError("broken off in line 7")

        [last] = runs.latest(1)

        assert (last["state"], last["error"]) == ("failed", "broken off in line 7")


class TestDays:
    def test_records_are_counted_by_agency_and_day_of_production(self, path: Path, tmp_path: Path) -> None:
        agency = factories.Organization()
        day = {"production_date": "1999-05-04", "title": "제목"}
        one = record("days1" + agency["name"], agency["name"], day)
        bad = record("days2" + agency["name"], agency["name"], day | {"disclosure": "모름"})
        for _ in range(2):
            with runs.recorded(path, "bulk", report(tmp_path)) as run:
                list(BulkWriter(run.number).write([one, bad]))

        counted = runs.days(dt.date(1999, 5, 1), dt.date(1999, 5, 31), agency["id"])

        assert counted == [
            {
                "organization_id": agency["id"],
                "day": dt.date(1999, 5, 4),
                "stored": 1,
                "rejected": 1,
                "received": 2,
            }
        ]


class TestPage:
    def test_sysadmins_see_loads(self, path: Path, tmp_path: Path, shared_app: Any) -> None:
        with runs.recorded(path, "bulk", report(tmp_path)):
            pass
        admin = factories.SysadminWithToken()

        page = shared_app.get("/ckan-admin/loads", headers={"Authorization": admin["token"]}).body

        assert "list.csv" in page
        assert "Done" in page

    def test_others_do_not(self, shared_app: Any) -> None:
        user = factories.UserWithToken()

        answer = shared_app.get(
            "/ckan-admin/loads", headers={"Authorization": user["token"]}, expect_errors=True
        )

        assert answer.status_code == 403


def record(key: str, agency: str, fields: dict[str, str]) -> Record:
    return Record(
        "approval_document",
        f"approval-document-{key}",
        {"document_id": key, **fields},
        Agency([agency], "reject"),
        [],
        [],
        [1],
    )
