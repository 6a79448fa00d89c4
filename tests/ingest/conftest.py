"""Fixtures of the room's tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ckanext.seoulsquare.ingest.loading import Options, load
from ckanext.seoulsquare.ingest.report import Report, summary

SAMPLES = Path(__file__).parents[1] / "data" / "ingest"


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Load a file with a writer; gives the report, closed."""

    def run_load(path: Path, writer: Any, **options: str) -> Report:
        report = Report(tmp_path / "rejected.csv")
        load(path, writer, report, Options(**options))
        report.close()
        return report

    return run_load


def counts(report: Report) -> dict[str, int]:
    """The numbers of the summary line that are not zero."""
    pairs = (pair.split("=") for pair in summary([report]).split())
    return {name: int(number) for name, number in pairs if number != "0"}
