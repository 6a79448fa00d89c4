"""Every real list kept beside the checkout is accounted for row by row, or says why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from ckan.tests import factories

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.records import Outcome, Record, Written
from ckanext.seoulsquare.ingest.writer import ActionWriter
from tests.conftest import SHARED
from tests.ingest.conftest import counts
from tests.ingest.test_mapping import Collector

FOLDERS = (
    "approval-docs",
    "budget",
    "disclosure-lists",
    "expense",
    "faq",
    "minutes",
    "open-data",
    "opengov",
    "records",
)
LISTS = sorted(
    path for folder in FOLDERS for path in (SHARED / folder).glob("*") if path.suffix != ".md"
)  # none where the samples are absent

# Kind and number of records of files whose rows do not all land, or whose records are fewer than their rows.
RECORDS = {
    "seoul_201912_expense_list.csv.gz": ("expense", 402),
    "assembly22_scitech_committee_speeches.train.csv.gz": ("meeting", 30),
    "seoul-120-text.a.csv.gz": ("faq", 1851),
    "seoul_2018_programs_ko.a.tar.gz": ("budget", 2816),
    "opengokr_openinfo_2024-01.json": ("approval_document", 1398),
    "대학원_20230831213041.xlsx": ("statistic", 1),
    "서울시 한파쉼터.csv": ("dataset", 1),
}


@pytest.mark.skipif(not LISTS, reason="the real samples are not kept in the repository and are absent here")
class TestRealLists:
    @pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
    def test_rows_are_accounted_for(self, run: Any, path: Path) -> None:
        writer = Collector()
        if path.name.startswith("~$"):
            with pytest.raises(ListError, match="is not a workbook"):
                run(path, writer)
            return

        report = run(path, writer)

        assert report.read > 0
        assert report.accounted == report.read
        landed = report.read - counts(report).get("rejected", 0)
        assert landed >= 0.8 * report.read
        if path.name in RECORDS:
            kind, number = RECORDS[path.name]
            assert {record.kind for record in writer.records.values()} == {kind}
            assert len(writer.records) == number

    def test_the_traps_of_the_research_list(self, run: Any) -> None:
        writer = Collector()

        report = run(SHARED / "opengov" / "research_list_202009.csv", writer)

        assert counts(report) == {"created": 80, "withdrawn": 19, "rejected": 1}
        assert "research-6413817" not in writer.records


class FirstOnly:
    """Writes the first few records of each list, to learn whether the schemas take what the formats make."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.writer = ActionWriter()
        self.written: list[Written] = []

    def write(self, records: Iterable[Record]) -> Iterator[Written]:
        for written in self.writer.write(islice(records, self.number)):
            self.written.append(written)
            yield written


@pytest.mark.slow
@pytest.mark.skipif(not LISTS, reason="the real samples are not kept in the repository and are absent here")
@pytest.mark.usefixtures("with_plugins", "clean_db", "clean_index")
def test_the_schemas_take_the_records_of_every_list(run: Any) -> None:
    factories.Organization(name="seoul", title="서울특별시")
    refused = []
    for path in LISTS:
        if path.name.startswith("~$"):
            continue
        writer = FirstOnly(6)
        run(path, writer)
        assert writer.written, path.name
        refused += [
            (path.name, written.field, written.value, written.reason)
            for written in writer.written
            if written.outcome is Outcome.REJECTED
        ]
    assert refused == []
