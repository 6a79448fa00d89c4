"""`ckan seoulsquare load` and `demo`, as a person calls them."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.documents.service import KINDS
from tests.ingest.conftest import SAMPLES

pytestmark = [pytest.mark.usefixtures("with_plugins", "clean_db", "clean_index")]


@pytest.fixture
def city(clean_db: None) -> None:
    factories.Organization(name="seoul", title="서울특별시")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the samples that may be written in."""
    return Path(shutil.copytree(SAMPLES, tmp_path / "lists"))


def last_line(result: Any) -> str:
    return result.stdout.strip().splitlines()[-1]


@pytest.mark.usefixtures("city")
class TestLoad:
    def test_all_landed(self, cli: Any, folder: Path) -> None:
        result = cli.invoke(seoulsquare, ["load", str(folder / "public_list.json")])

        assert result.exit_code == 0, result.output
        assert last_line(result) == "created=6 updated=0 unchanged=0 withdrawn=0 rejected=0"
        assert not list(folder.glob("*.rejected.csv"))

    def test_rejected_rows_are_listed_with_line_column_and_reason(self, cli: Any, folder: Path) -> None:
        result = cli.invoke(seoulsquare, ["load", str(folder / "research_list.csv")])

        assert result.exit_code == 3
        assert last_line(result) == "created=5 updated=0 unchanged=0 withdrawn=2 rejected=1"
        with (folder / "research_list.csv.rejected.csv").open(encoding="utf-8-sig") as stream:
            (row,) = csv.DictReader(stream)
        assert (row["line"], row["column"], row["value"]) == ("3", "doc_prdctn_dt", "19700101")
        assert "1970-01-01" in row["reason"]

    def test_several_files_have_one_summary(self, cli: Any, folder: Path) -> None:
        files = [str(folder / name) for name in ("public_list.json", "public_list.xml", "public_list.csv")]

        result = cli.invoke(seoulsquare, ["load", *files])

        assert result.exit_code == 0, result.output
        # the XML holds five, the CSV seven of the six records of the JSON
        assert last_line(result) == "created=7 updated=0 unchanged=11 withdrawn=0 rejected=0"

    def test_a_file_that_is_no_list_fails_and_the_others_land(self, cli: Any, folder: Path) -> None:
        broken = folder / "~$list.xlsx"
        broken.write_bytes(b"\x05Kim" + b"\x00" * 160)

        result = cli.invoke(seoulsquare, ["load", str(broken), str(folder / "public_list.json")])

        assert result.exit_code == 1
        assert "is not a workbook" in result.stderr
        assert last_line(result).startswith("created=6 ")

    def test_rejects_go_where_the_user_says(self, cli: Any, folder: Path, tmp_path: Path) -> None:
        rejects = tmp_path / "out.csv"

        cli.invoke(seoulsquare, ["load", str(folder / "research_list.csv"), "--rejects", str(rejects)])

        assert rejects.exists()
        assert not (folder / "research_list.csv.rejected.csv").exists()

    def test_a_clean_load_removes_the_rejects_of_an_earlier_one(self, cli: Any, folder: Path) -> None:
        stale = folder / "public_list.json.rejected.csv"
        stale.write_text("line,column,value,reason\n1,a,b,c\n", encoding="utf-8")

        cli.invoke(seoulsquare, ["load", str(folder / "public_list.json")])

        assert not stale.exists()

    def test_a_dry_run_changes_nothing(self, cli: Any, folder: Path) -> None:
        result = cli.invoke(seoulsquare, ["load", "--dry-run", str(folder / "public_list.json")])

        assert last_line(result) == "created=6 updated=0 unchanged=0 withdrawn=0 rejected=0"
        assert model.Session.query(model.Package).count() == 0


@pytest.mark.slow
class TestDemo:
    def test_every_kind_is_there_and_a_second_run_changes_nothing(self, cli: Any) -> None:
        first = cli.invoke(seoulsquare, ["demo"])
        assert first.exit_code == 0, first.output + first.stderr

        again = cli.invoke(seoulsquare, ["demo"])

        assert again.exit_code == 0, again.output
        assert last_line(again).startswith("created=0 updated=0 ")
        kinds = {kind for (kind,) in model.Session.query(model.Package.type).distinct()}
        assert kinds == set(KINDS)
        meeting = call_action("package_show", id="meeting-sample-2026-03")
        assert [item["result"] for item in meeting["agenda"]] == ["passed", "conditional"]
        assert [resource["role"] for resource in meeting["resources"]] == ["plan", "minutes", "result"]
