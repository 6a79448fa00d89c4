"""Past requests in open.go.kr's field names: reading a row, and writing it once."""

from __future__ import annotations

import csv
import datetime as dt
import json
import uuid

import pytest

import ckan.plugins.toolkit as tk
from ckan import model as core

from ckanext.seoulsquare.disclosure import importing
from ckanext.seoulsquare.disclosure.cli import disclosure
from ckanext.seoulsquare.disclosure.importing import FaultyRowError, read
from ckanext.seoulsquare.disclosure.model import Case, Clock, Event, Item, Party
from tests.disclosure.office import Office

ROW = {
    "rqestRceptNo": "8476372",
    "rqestSj": "공원 시설물 안전점검 결과",
    "rqestCn": "2024년 공원 시설물 안전점검 결과 보고서",
    "rqestDt": "2024.03.04",
    "rceptDt": "2024.03.05",
    "prcsInsttNm": "서울특별시",
    "opetrDeptNm": "공원여가정책과",
    "othbcSeNm": "부분공개",
    "othbcStleSeNm": "전자파일, 사본ㆍ출력물",
    "recptMthSeNm": "정보통신망",
    "clsdrResnNm": "법 제9조제1항제6호(개인정보), 제5호",
    "clsdrResnCn": "점검자의 성명을 가립니다.",
    "nticeDt": "2024-03-14",
    "othbcOprtnDt": "20240318",
    "feeSumAmt": "1,200원",
    "rqestProcRegstrNo": "1",
}


def faults(**changes) -> dict[str, str]:
    """The faults of the row with changes, by column."""
    with pytest.raises(FaultyRowError) as refused:
        read({**ROW, **changes})
    return {fault.column: fault.text() for fault in refused.value.faults}


class TestReading:
    def test_a_row(self):
        found = read(ROW)
        assert (found.receipt_number, found.result, found.agency) == ("8476372", "partial", "서울특별시")
        assert (found.received_on, found.notified_on) == (dt.date(2024, 3, 5), dt.date(2024, 3, 14))
        assert found.concluded_on == dt.date(2024, 3, 18)
        assert (found.grounds, found.fee) == ((5, 6), 1200)
        assert (found.methods, found.deliveries) == (("file", "copy"), ("network",))

    @pytest.mark.parametrize(
        ("name", "code"),
        [("공개", "open"), ("정보 부존재", "not_held"), ("진정ㆍ질의", "petition"), ("취하", "withdrawn")],
    )
    def test_results(self, name, code):
        assert read({**ROW, "othbcSeNm": name}).result == code

    def test_everything_that_is_wrong_is_said_at_once(self):
        found = faults(rqestSj=" ", nticeDt="어제", feeSumAmt="많음", clsdrResnNm="비밀")
        assert found.keys() == {"rqestSj", "nticeDt", "feeSumAmt", "clsdrResnNm"}
        assert found["nticeDt"].startswith("nticeDt: ")

    def test_a_day_that_does_not_exist_is_refused(self):
        assert "rceptDt" in faults(rceptDt="2024.02.30")

    def test_the_day_of_the_request_stands_in_for_that_of_receipt(self):
        assert read({**ROW, "rceptDt": ""}).received_on == dt.date(2024, 3, 4)

    def test_pending_requests_are_refused(self):
        assert "not concluded" in faults(othbcSeNm="")["othbcSeNm"]

    def test_unknown_results_name_the_known_ones(self):
        assert "부분공개" in faults(othbcSeNm="모름")["othbcSeNm"]

    def test_an_agency_is_needed(self):
        assert "prcsInsttNm" not in ROW or "prcsInsttNm" in faults(prcsInsttNm="")["prcsInsttNm"]
        assert read({**ROW, "prcsInsttNm": ""}, "seoul").agency == "seoul"

    def test_values_are_not_repeated_in_faults(self):
        assert "900101" not in str(faults(nticeDt="900101-1234567"))

    def test_columns_that_are_passed_over_are_known(self):
        assert importing.ignored(list(ROW)) == ["rqestProcRegstrNo"]
        assert importing.is_heading(list(ROW))


@pytest.fixture
def row(office: Office) -> dict[str, str]:
    """A row of the office's agency with a number of its own."""
    return {**ROW, "rqestRceptNo": uuid.uuid4().hex, "prcsInsttNm": office.agency}


def imported(office: Office, *rows: dict, user: str | None = None, **asked) -> dict:
    return office.call("import", office.sysadmin if user is None else user, rows=list(rows), **asked)


def counts(outcome: dict) -> tuple[int, int, int, int]:
    return outcome["created"], outcome["updated"], outcome["unchanged"], outcome["rejected"]


def case_of(row: dict) -> Case:
    core.Session.expire_all()
    return core.Session.query(Case).filter(Case.receipt_number == row["rqestRceptNo"]).one()


@pytest.mark.usefixtures("with_plugins")
class TestWriting:
    def test_creates_a_concluded_case(self, office: Office, row):
        assert counts(imported(office, row)) == (1, 0, 0, 0)
        case = case_of(row)
        assert (case.request, case.result, case.channel) == ("disclosed", "partial", "imported")
        assert (case.decided_on, case.closed_on) == (dt.date(2024, 3, 14), dt.date(2024, 3, 18))
        assert case.sealed["content"] == ROW["rqestCn"]
        item = Item.of(case.id)[0]
        assert (item.result, sorted(item.grounds)) == ("partial", [5, 6])
        assert Clock.of(case.id) == []
        assert [event.action for event in Event.of(case.id)] == ["imported"]

    def test_the_same_again_changes_nothing(self, office: Office, row):
        imported(office, row)
        version = [event.number for event in Event.of(case_of(row).id)]
        assert counts(imported(office, row)) == (0, 0, 1, 0)
        assert [event.number for event in Event.of(case_of(row).id)] == version

    def test_a_changed_row_updates_its_case(self, office: Office, row):
        imported(office, row)
        assert counts(imported(office, {**row, "othbcSeNm": "공개"})) == (0, 1, 0, 0)
        case = case_of(row)
        assert case.result == "open"
        assert len(Item.of(case.id)) == 1

    def test_a_dry_run_writes_nothing(self, office: Office, row):
        assert counts(imported(office, row, dry_run=True)) == (1, 0, 0, 0)
        assert not core.Session.query(Case).filter(Case.receipt_number == row["rqestRceptNo"]).count()

    def test_words_and_names_are_sealed(self, office: Office, row):
        imported(office, {**row, "aplPn": "남궁청구"})
        case = case_of(row)
        assert Party.requester(case.id).data["name"] == "남궁청구"
        tables = ("cases", "items", "parties", "events")
        for table in tables:
            column = "id" if table == "cases" else "case_id"
            query = (
                f"SELECT string_agg(t::text, '') FROM seoulsquare_disclosure_{table} t"
                f" WHERE {column} = '{case.id}'"
            )
            stored = core.Session.connection().exec_driver_sql(query).scalar()
            assert "남궁청구" not in stored
            assert ROW["rqestCn"] not in stored

    def test_good_rows_land_beside_bad_ones(self, office: Office, row):
        bad = {**row, "rqestRceptNo": uuid.uuid4().hex, "nticeDt": ""}
        outcome = imported(office, bad, row)
        assert counts(outcome) == (1, 0, 0, 1)
        assert [(fault["line"], fault["column"]) for fault in outcome["faults"]] == [(1, "nticeDt")]

    @pytest.mark.parametrize(
        ("column", "text"),
        [
            ("rqestSj", "홍길동 010-1234-5678 관련 문서"),
            ("clsdrResnCn", "담당 010-1234-5678"),
            ("rqestCn", "900101-1234568의 기록"),
        ],
    )
    def test_personal_data_in_the_open_are_refused(self, office: Office, row, column, text):
        outcome = imported(office, {**row, column: text})
        assert [fault["column"] for fault in outcome["faults"]] == [column]
        assert "1234" not in json.dumps(outcome["faults"])

    def test_an_unknown_agency_is_refused(self, office: Office, row):
        outcome = imported(office, {**row, "prcsInsttNm": "없는기관"})
        assert "없는기관" in outcome["faults"][0]["problem"]

    def test_numbers_of_the_portal_s_own_are_left_alone(self, office: Office, row):
        case = office.filed()
        outcome = imported(office, {**row, "rqestRceptNo": case["receipt_number"]})
        assert outcome["faults"][0]["column"] == "rqestRceptNo"

    @pytest.mark.parametrize("who", ["manager", "officer", "requester", ""])
    def test_for_administrators_alone(self, office: Office, row, who):
        with pytest.raises(tk.NotAuthorized):
            imported(office, row, user=getattr(office, who) if who else "")

    @pytest.mark.parametrize("rows", ["text", [1], [{}] * 1001])
    def test_other_input_is_refused(self, office: Office, rows):
        with pytest.raises(tk.ValidationError):
            office.call("import", office.sysadmin, rows=rows)


@pytest.mark.usefixtures("with_plugins")
class TestCommand:
    def test_csv(self, office: Office, row, cli, tmp_path):
        bad = {**row, "rqestRceptNo": uuid.uuid4().hex, "othbcSeNm": ""}
        file = tmp_path / "requests.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, ROW)
            writer.writeheader()
            writer.writerows([row, bad])
        found = cli.invoke(disclosure, ["import", str(file)])
        assert found.exit_code == 3
        assert "created=1 updated=0 unchanged=0 rejected=1" in found.output
        assert "othbcSeNm: The request was not concluded." in found.output
        assert "not read: rqestProcRegstrNo" in found.output
        assert case_of(row).result == "partial"

    def test_json_with_an_agency(self, office: Office, row, cli, tmp_path):
        file = tmp_path / "requests.json"
        file.write_text(json.dumps([{**row, "prcsInsttNm": ""}]), encoding="utf-8")
        found = cli.invoke(disclosure, ["import", str(file), "--agency", office.agency])
        assert found.exit_code == 0, found.output
        assert found.output.splitlines()[-1] == "created=1 updated=0 unchanged=0 rejected=0"

    def test_another_list_is_refused(self, office: Office, cli, tmp_path):
        file = tmp_path / "other.csv"
        file.write_text("a,b\n1,2\n", encoding="utf-8")
        found = cli.invoke(disclosure, ["import", str(file)])
        assert found.exit_code == 1
        assert "rqestRceptNo" in found.output
