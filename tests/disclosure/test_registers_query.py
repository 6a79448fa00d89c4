"""Reading the registers: what stands in them, who may, and what is looked for."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

import ckan.plugins.toolkit as tk

from tests.disclosure.office import Office
from tests.disclosure.sessions import get_as

pytestmark = pytest.mark.usefixtures("with_plugins")


def entry(office: Office, case: dict, register: str = "register", **asked) -> dict:
    found = office.call(register, office.officer, q=case["receipt_number"], **asked)
    assert found["count"] == 1
    return found["results"][0]


class TestRequests:
    def test_entry_of_a_decided_request(self, office: Office):
        case = office.processing(title="하천 정비 계획")
        office.step(case, "notify_third_party", office.officer, name="주식회사 예시", phone="02-000-0000")
        office.step(case, "extend", office.officer, ground=1, reason="많습니다.")
        office.time.to("2026-11-09")
        office.submitted(case, "closed")
        case = office.decide(case, "closed")
        office.step(case, "object", office.requester, purport="공개", reason="공익")
        found = entry(office, case)
        assert found["requester"] == "홍***"
        assert found["result"] == "비공개"
        assert (found["received_on"], found["decided_on"]) == ("2026-11-02", "2026-11-09")
        assert (found["due_on"], found["extended"]) == ("2026-11-27", "Yes")
        assert (found["grounds"], found["third_parties"], found["objections"]) == ("5", 1, 1)
        assert (found["methods"], found["channel"]) == ("전자파일", "온라인")

    def test_columns_have_labels(self, office: Office):
        found = office.call("register", office.officer, limit=1)
        assert {column["name"] for column in found["columns"]} == found["results"][0].keys()

    def test_nobody_s_words_stand_in_it(self, office: Office):
        case = office.filed()
        assert "홍길동전" not in str(entry(office, case))

    def test_looks_for_words_days_and_results(self, office: Office):
        case = office.decided("open", title="아주 드문 낱말 청구")
        for asked in (
            {"q": "드문 낱말"},
            {"q": "드문", "since": "2026-11-02", "until": "2026-11-02"},
            {"q": "드문", "result": "open"},
        ):
            numbers = [
                row["receipt_number"] for row in office.call("register", office.officer, **asked)["results"]
            ]
            assert case["receipt_number"] in numbers
        for asked in (
            {"q": "드문", "until": "2026-11-01"},
            {"q": "드문", "result": "closed"},
            {"q": "%드문_"},
        ):
            assert office.call("register", office.officer, **asked)["count"] == 0

    def test_pages(self, office: Office):
        office.filed(title="쪽수 시험")
        office.filed(title="쪽수 시험")
        first = office.call("register", office.officer, q="쪽수 시험", limit=1)
        second = office.call("register", office.officer, q="쪽수 시험", limit=1, offset=1)
        assert first["count"] >= 2
        assert first["results"] != second["results"]

    def test_drafts_are_not_in_it(self, office: Office):
        office.draft(title="초안일 뿐인 청구")
        assert office.call("register", office.officer, q="초안일 뿐인 청구")["count"] == 0

    def test_of_one_s_own_agency(self, office: Office):
        case = office.filed()
        assert office.call("register", office.outsider, q=case["receipt_number"])["count"] == 0
        assert office.call("register", office.sysadmin, q=case["receipt_number"])["count"] == 1
        with pytest.raises(tk.ValidationError, match="agency"):
            office.call("register", office.outsider, agency=office.agency)

    def test_a_clerk_sees_what_the_council_deals_with(self, office: Office):
        case = office.processing()
        assert office.call("register", office.clerk, q=case["receipt_number"])["count"] == 0
        office.step(case, "refer_to_council", office.officer, question="공개 여부")
        assert office.call("register", office.clerk, q=case["receipt_number"])["count"] == 1

    @pytest.mark.parametrize("register", ["register", "objection_register"])
    @pytest.mark.parametrize("who", ["requester", "stranger", ""])
    def test_not_for_others(self, office: Office, register, who):
        with pytest.raises(tk.NotAuthorized):
            office.call(register, getattr(office, who) if who else "")


class TestObjections:
    def test_entry(self, office: Office):
        case = office.decided("closed")
        office.step(case, "object", office.requester, purport="공개", reason="홍길동전의 이유")
        office.step(case, "refer_objection", office.officer, question="이의신청")
        office.time.to("2026-11-05")
        office.step(
            case,
            "conclude_objection_review",
            office.clerk,
            date="2026-11-04",
            members=["위원"],
            result="기각",
        )
        office.step(case, "dismiss_objection", office.manager, reason="검토가 끝나지 않았습니다.")
        found = entry(office, case, "objection_register")
        assert (found["objector"], found["result"]) == ("홍***", "기각")
        assert (found["filed_on"], found["council_on"], found["decided_on"]) == (
            "2026-11-02",
            "2026-11-04",
            "2026-11-05",
        )
        assert found["due_on"] == "2026-11-10"
        assert found["reason"] == "검토가 끝나지 않았습니다."
        assert "홍길동전" not in str(found)


class TestFiles:
    def test_csv(self, office: Office, shared_app):
        case = office.filed(title="=1+1 이라는 청구")
        answer = get_as(shared_app, office.officer, f"/disclosure/register.csv?q={case['receipt_number']}")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="disclosure-register.csv"'
        assert answer.headers["Cache-Control"] == "private, no-store"
        rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
        assert [row["Requested information"] for row in rows] == ["'=1+1 이라는 청구"]

    def test_workbook(self, office: Office, shared_app):
        case = office.decided("closed")
        office.step(case, "object", office.requester, purport="공개", reason="공익")
        address = f"/disclosure/objection-register.xlsx?q={case['receipt_number']}"
        answer = get_as(shared_app, office.officer, address)
        sheet = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
        heading, row = sheet.iter_rows(values_only=True)
        values = dict(zip(heading, row, strict=True))
        assert values["Objection received on"].date().isoformat() == "2026-11-02"

    def test_not_for_strangers(self, office: Office, shared_app):
        assert get_as(shared_app, office.stranger, "/disclosure/register.csv").status_code == 403
        assert shared_app.get("/disclosure/objection-register.csv").status_code == 403
