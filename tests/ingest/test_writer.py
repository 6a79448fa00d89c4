"""Writing through CKAN's actions, with real services."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.xloader import loader

from ckanext.seoulsquare.ingest.writer import ActionWriter
from tests.ingest.conftest import SAMPLES, counts

pytestmark = [
    pytest.mark.usefixtures("with_plugins", "clean_db", "clean_index", "clean_queues"),
    # as long as a real one: xloader looks at shortened descriptions of jobs, and stumbles over short tokens
    pytest.mark.ckan_config("ckanext.xloader.api_token", "x" * 100),
]


@pytest.fixture(autouse=True)
def city(clean_db: None) -> dict[str, Any]:
    return factories.Organization(name="seoul", title="서울특별시")


def show(name: str) -> dict[str, Any]:
    return call_action("package_show", id=name)


def staff() -> dict[str, str]:
    return {"user": factories.Sysadmin()["name"]}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path


def document(**changes: str) -> dict[str, str]:
    return {
        "package_id": "210145102721000",
        "doc_prdctn_dt": "20210114",
        "tkcrd_nm": "일반업무관리",
        "title": "업무보고",
        "src_dept_doc_no": "총무과-1",
        "writer": "홍길동",
        "othbc_pd": "3년",
        "rspnber_dept_nm": "총무과",
        "othbc_se": "공개",
        "cpyrht": "CC BY",
        "url": "https://opengov.seoul.go.kr/sanction/22038874",
        **changes,
    }


class TestDocuments:
    def test_rows_become_records_and_a_second_load_changes_nothing(self, run: Any) -> None:
        first = run(SAMPLES / "info_list.csv", ActionWriter())
        modified = show("approval-document-210145102721000")["metadata_modified"]
        again = run(SAMPLES / "info_list.csv", ActionWriter())

        assert counts(first) == {"created": 11}
        assert counts(again) == {"unchanged": 11}
        assert show("approval-document-210145102721000")["metadata_modified"] == modified

    def test_the_record_is_found(self, run: Any) -> None:
        run(SAMPLES / "info_list.csv", ActionWriter())

        found = call_action("package_search", fq='name:"approval-document-210145102721000"')["results"]

        assert [record["document_number"] for record in found] == ["정수시설과-119"]

    def test_a_changed_row_updates_its_record_only(self, run: Any, tmp_path: Path) -> None:
        other = document(package_id="210145102721001", src_dept_doc_no="총무과-2")
        run(write(tmp_path / "a.json", document(), other), ActionWriter())

        report = run(write(tmp_path / "b.json", document(title="업무보고(수정)"), other), ActionWriter())

        assert counts(report) == {"updated": 1, "unchanged": 1}
        assert show("approval-document-210145102721000")["title"] == "업무보고(수정)"

    def test_an_address_without_id_means_no_original(self, run: Any, tmp_path: Path) -> None:
        bare = document(url="https://opengov.seoul.go.kr/sanction/", cpyrht="")

        run(write(tmp_path / "a.json", bare), ActionWriter())

        record = show("approval-document-210145102721000")
        assert record["resources"] == []
        assert not record.get("source_url")

    def test_an_original_that_is_closed_later_goes(self, run: Any, tmp_path: Path) -> None:
        run(write(tmp_path / "a.json", document()), ActionWriter())
        assert [r["role"] for r in show("approval-document-210145102721000")["resources"]] == ["original"]

        run(write(tmp_path / "b.json", document(url="", cpyrht="")), ActionWriter())

        assert show("approval-document-210145102721000")["resources"] == []

    def test_an_empty_disclosure_class_is_unknown(self, run: Any, tmp_path: Path) -> None:
        run(write(tmp_path / "a.json", document(othbc_se="")), ActionWriter())

        assert not show("approval-document-210145102721000").get("disclosure")

    def test_a_column_the_list_lacks_leaves_the_field_alone(self, run: Any, tmp_path: Path) -> None:
        run(write(tmp_path / "a.json", document()), ActionWriter())
        shorter = document()
        del shorter["writer"]

        report = run(write(tmp_path / "b.json", shorter), ActionWriter())

        assert counts(report) == {"unchanged": 1}
        assert show("approval-document-210145102721000")["officer"] == "홍길동"

    def test_the_last_row_of_a_key_counts(self, run: Any, tmp_path: Path) -> None:
        path = write(tmp_path / "a.json", document(title="하나"), document(title="둘"))

        first, again = run(path, ActionWriter()), run(path, ActionWriter())

        assert counts(first) == {"created": 1, "unchanged": 1}
        assert counts(again) == {"unchanged": 2}
        assert show("approval-document-210145102721000")["title"] == "둘"

    def test_what_the_schema_refuses_is_a_rejected_row_and_the_others_land(
        self, run: Any, tmp_path: Path
    ) -> None:
        good = {"type": "faq", "agency": "seoul", "title": "질문", "faq_id": "1"}
        bad = {**good, "faq_id": "2", "most_asked": "perhaps"}

        report = run(write(tmp_path / "a.json", good, bad), ActionWriter())

        assert counts(report) == {"created": 1, "rejected": 1}
        assert "most_asked,perhaps" in report.rejects.read_text(encoding="utf-8-sig")
        assert show("faq-1")["title"] == "질문"

    def test_a_record_an_administrator_deleted_stays_deleted(self, run: Any, tmp_path: Path) -> None:
        path = write(tmp_path / "a.json", document())
        run(path, ActionWriter())
        call_action("package_delete", staff(), id="approval-document-210145102721000")

        report = run(path, ActionWriter())

        assert counts(report) == {"rejected": 1}
        assert model.Package.get("approval-document-210145102721000").state == "deleted"


class TestWithdrawal:
    def test_a_deleted_row_withdraws_its_record_once(self, run: Any) -> None:
        first = run(SAMPLES / "research_list.csv", ActionWriter())
        again = run(SAMPLES / "research_list.csv", ActionWriter())

        assert counts(first) == {"created": 5, "withdrawn": 2, "rejected": 1}
        assert counts(again) == {"unchanged": 7, "rejected": 1}
        record = show("research-6413816")
        assert record["withdrawn_at"]
        assert record["withdrawal_reason"]

    def test_a_row_does_not_bring_back_what_was_withdrawn_by_hand(self, run: Any, tmp_path: Path) -> None:
        path = write(tmp_path / "a.json", document())
        run(path, ActionWriter())
        call_action(
            "package_patch",
            staff(),
            id="approval-document-210145102721000",
            withdrawn_at="2026-01-01T00:00:00Z",
            withdrawal_reason="개인정보 포함",
        )

        report = run(write(tmp_path / "b.json", document(title="다시")), ActionWriter())

        assert counts(report) == {"unchanged": 1}
        assert show("approval-document-210145102721000")["withdrawal_reason"] == "개인정보 포함"


class TestExpenses:
    def test_a_newer_list_states_the_whole_post(self, run: Any, tmp_path: Path) -> None:
        heading, *lines = (SAMPLES / "expense_list.csv").read_text(encoding="utf-8").splitlines()
        (tmp_path / "old.csv").write_text("\n".join([heading, *lines[:2]]), encoding="utf-8")
        corrected = lines[1].rsplit(",", 1)[0] + ",1000"
        (tmp_path / "new.csv").write_text(
            "\n".join([heading, lines[0], corrected, lines[2]]), encoding="utf-8"
        )
        run(tmp_path / "old.csv", ActionWriter())

        report = run(tmp_path / "new.csv", ActionWriter())

        assert counts(report) == {"updated": 3}
        record = show("expense-20978245")
        assert record["line_count"] == "3"
        assert len(record["resources"]) == 1

    def test_lines_are_the_table_of_their_post(self, run: Any) -> None:
        first = run(SAMPLES / "expense_list.csv", ActionWriter())
        again = run(SAMPLES / "expense_list.csv", ActionWriter())

        assert counts(first) == {"created": 32}
        assert counts(again) == {"unchanged": 32}
        record = show("expense-20978245")
        assert record["line_count"] == "7"
        assert [resource["role"] for resource in record["resources"]] == ["table"]

    def test_equal_lines_are_kept(self, run: Any, tmp_path: Path) -> None:
        lines = (SAMPLES / "expense_list.csv").read_text(encoding="utf-8").splitlines()
        path = tmp_path / "twice.csv"
        path.write_text("\n".join([lines[0], lines[1], lines[1], ""]), encoding="utf-8")

        run(path, ActionWriter())

        record = show("expense-20978245")
        assert record["line_count"] == "2"
        assert record["amount_executed"] == 296000

    def test_the_dictionary_keeps_types_and_units(self, run: Any) -> None:
        run(SAMPLES / "expense_list.csv", ActionWriter())

        table = show("expense-20978245")["resources"][0]
        fields = {f["id"]: f for f in call_action("datastore_info", id=table["id"])["fields"]}
        assert fields["exec_amount"]["type"] == "numeric"
        assert fields["exec_amount"]["info"]["unit"] == "원"
        assert fields["exec_dt"]["info"]["label"] == "집행일시"

    def test_xloader_fills_the_table(self, run: Any) -> None:
        run(SAMPLES / "expense_list.csv", ActionWriter())
        table = show("expense-20978245")["resources"][0]
        path = (
            tk.config["ckan.storage_path"]
            + f"/resources/{table['id'][:3]}/{table['id'][3:6]}/{table['id'][6:]}"
        )

        loader.load_csv(path, resource_id=table["id"], mimetype="CSV", logger=logging.getLogger())

        found = call_action("datastore_search", resource_id=table["id"], sort="exec_amount desc")
        assert found["total"] == 7
        assert found["records"][0]["exec_amount"] == max(r["exec_amount"] for r in found["records"])


class TestDryRun:
    def test_two_files_with_the_same_rows_create_once(self, run: Any) -> None:
        writer = ActionWriter(dry_run=True)

        reports = [run(SAMPLES / name, writer) for name in ("public_list.json", "public_list.xml")]

        assert [counts(report) for report in reports] == [{"created": 6}, {"unchanged": 5}]

    def test_nothing_is_written(self, run: Any) -> None:
        report = run(SAMPLES / "info_list.csv", ActionWriter(dry_run=True))

        assert counts(report) == {"created": 11}
        assert model.Session.query(model.Package).count() == 0


class TestAgencies:
    def test_the_given_agency_takes_the_records(self, run: Any) -> None:
        ward = factories.Organization(name="mapo-gu", title="마포구")

        run(SAMPLES / "info_list.csv", ActionWriter(), agency="mapo-gu")

        assert show("approval-document-210145102721000")["owner_org"] == ward["id"]

    def test_an_unknown_agency_rejects_the_rows(self, run: Any) -> None:
        report = run(SAMPLES / "info_list.csv", ActionWriter(), agency="nowhere")

        assert counts(report) == {"rejected": 11}

    def test_a_national_list_makes_its_agencies(self, run: Any, tmp_path: Path) -> None:
        row = {
            "PRDCTN_INSTT_REGIST_NO": "Q10CB240314600558000",
            "PRDCTN_DT": "20240131211412",
            "INFO_SJ": "운영계획",
            "PROC_INSTT_NM": "전라남도교육청",
            "DOC_NO": "총무과-12",
            "OTHBC_SE_CD": "1",
            "ORGNAL_YN": "Y",
            "INSTT_SE_CD": "E",
        }
        path = tmp_path / "list.json"
        path.write_text(json.dumps({"rtnTotal": 1, "rtnList": [row]}), encoding="utf-8")

        run(path, ActionWriter())

        record = show("approval-document-oi-q10cb240314600558000-20240131211412")
        assert record["organization"]["title"] == "전라남도교육청"
        assert record["disclosure"] == "open"

    def test_a_list_of_districts_goes_to_the_agencies(self, run: Any, tmp_path: Path) -> None:
        factories.Organization(name="mapo-gu", title="마포구", agency_kind="district")
        path = tmp_path / "districts.csv"
        path.write_text("자치구,영문,중문,코드\n마포구,Mapo-gu,麻浦区,11440\n", encoding="utf-8")

        first, again = run(path, ActionWriter()), run(path, ActionWriter())

        assert (counts(first), counts(again)) == ({"updated": 1}, {"unchanged": 1})
        agency = call_action("organization_show", id="mapo-gu")
        assert agency["district_code"] == "11440"
        assert agency["title_translated"]["zh"] == "麻浦区"
