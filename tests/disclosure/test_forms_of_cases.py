"""Forms made of a case's events: each notice of the table, who may read which, and how they are served."""

from __future__ import annotations

import html
import re

import pypdfium2
import pytest

import ckan.plugins.toolkit as tk
from ckan import model as core

from ckanext.seoulsquare.disclosure.letters import LETTERS
from ckanext.seoulsquare.disclosure.model import Access
from ckanext.seoulsquare.disclosure.notices import FORMS
from ckanext.seoulsquare.disclosure.states import load_table
from tests.disclosure.office import CONTENT, REQUESTER, Office
from tests.disclosure.sessions import get_as

pytestmark = pytest.mark.usefixtures("with_plugins")


def event_of(office: Office, case: dict, action: str) -> int:
    return next(event["number"] for event in reversed(office.history(case)) if event["action"] == action)


def form(office: Office, case: dict, action: str, user: str | None = None, **asked) -> dict:
    event = event_of(office, case, action)
    user = office.requester if user is None else user
    named = {} if "token" in asked else {"id": case["id"]}
    return office.call("notice_show", user, event=event, **named, **asked)


def words(form: dict) -> str:
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", form["html"], flags=re.S))


def test_every_notice_of_the_table_has_a_builder():
    notices = {step.name: step.notice for step in load_table().steps.values() if step.notice}
    assert notices.keys() <= LETTERS.keys()
    assert set(notices.values()) <= {form.number for form in FORMS.values()}


class TestEachForm:
    def test_request_and_slip(self, office: Office):
        case = office.processing()
        request = form(office, case, "file")
        assert (request["form"], request["title"]) == ("1-2", "정보공개 청구서")
        for value in (CONTENT, *(REQUESTER[key] for key in ("name", "address", "phone", "email"))):
            assert value in words(request)
        slip = words(form(office, case, "receive"))
        assert case["receipt_number"] in slip
        assert "2026년 11월 13일" in slip

    def test_oral_request(self, office: Office):
        case = office.draft(user=office.officer, channel="oral", submit=True)
        found = form(office, case, "register_oral_request", office.officer, purpose="확인")
        assert found["form"] == "2"
        assert "구술 기록 공무원" in words(found)

    def test_extension(self, office: Office):
        case = office.processing()
        office.step(case, "extend", office.officer, ground=2, reason="업체의 의견을 듣습니다.")
        found = words(form(office, case, "extend"))
        for value in ("2026년 11월 13일", "2026년 11월 27일", "업체의 의견을 듣습니다.", "[√] 2."):
            assert value in found

    def test_transfer(self, office: Office):
        case = office.processing()
        office.step(case, "transfer", office.officer, agency="경기도", reason="경기도의 도로입니다.")
        found = words(form(office, case, "transfer"))
        assert "경기도" in found
        assert "경기도의 도로입니다." in found

    @pytest.mark.parametrize(
        ("step", "data", "expected"),
        [
            ("treat_as_petition", {"ground": 2, "result": "답변 드립니다."}, "답변 드립니다."),
            ("close_published", {"location": "/dataset/road"}, "/dataset/road"),
            ("close_impossible_method", {"method": "전자파일"}, "전자파일"),
        ],
    )
    def test_closing(self, office: Office, step, data, expected):
        case = office.processing()
        office.step(case, step, office.officer, **data)
        found = form(office, case, step)
        assert found["form"] == "4-2"
        for value in (expected, "행정심판", "행정소송", "이의신청"):
            assert value in words(found)

    def test_repeated(self, office: Office):
        earlier = office.decided("closed")
        case = office.processing()
        office.step(case, "close_repeated", office.officer, ground=1, earlier_case=earlier["receipt_number"])
        assert earlier["receipt_number"] in words(form(office, case, "close_repeated"))

    def test_not_held(self, office: Office):
        case = office.decided("not_held")
        found = words(form(office, case, "decide_not_held"))
        assert "[√] 공공기관이 보유·관리하지 않는 정보" in found
        assert "공정한 업무 수행에 지장을 줍니다." in found

    def test_decision_in_part(self, office: Office):
        case = office.decided("open", "closed")
        found = words(form(office, case, "decide_partly"))
        for value in (
            "[√] 부분 공개",
            "제9조제1항제5호",
            "정보공개 창구",
            "공정한 업무 수행",
            "항목 1",
            "이의신청",
        ):
            assert value in found

    def test_decision_with_a_fee(self, office: Office):
        case = office.processing()
        orders = [{"object": "document", "method": "copy_b4", "quantity": 12}]
        office.call("fee_update", office.officer, id=case["id"], orders=orders, postage=2430)
        office.submitted(case, "open")
        office.decide(case, "open")
        found = words(form(office, case, "decide_open"))
        assert "800원" in found
        assert "3,230원" in found
        assert "사본 B4 이하 12장" in found

    def test_refusal_names_the_day_to_object_by(self, office: Office):
        case = office.decided("closed")
        found = words(form(office, case, "decide_refuse"))
        assert "신청 기한: 2026년 12월 2일" in found
        assert "공개 일시" not in found

    def test_third_party_forms(self, office: Office):
        case = office.processing()
        party = {"name": "주식회사 예시", "phone": "02-000-0000", "address": "서울특별시 예시로 1"}
        case = office.step(case, "notify_third_party", office.officer, **party)
        found = form(office, case, "notify_third_party", office.officer, purpose="발송")
        assert found["form"] == "4-3"
        assert "주식회사 예시" in words(found)
        assert "홍길동전" not in words(found)
        party_id = case["parties"][0]["id"]
        office.step(case, "ask_non_disclosure", office.officer, party=party_id, reason="영업비밀입니다.")
        opinion = words(form(office, case, "ask_non_disclosure", office.officer, purpose="검토"))
        assert "영업비밀입니다." in opinion
        office.submitted(case, "open")
        office.decide(case, "open")
        told = {"party": party_id, "reason": "공익이 큽니다.", "disclosure_on": "2026-12-30"}
        office.step(case, "tell_third_party", office.officer, **told)
        decision = words(form(office, case, "tell_third_party", office.officer, purpose="발송"))
        for value in ("공익이 큽니다.", "2026년 12월 30일", "7일 이내"):
            assert value in decision

    def test_objection_forms(self, office: Office):
        case = office.decided("closed")
        office.step(case, "object", office.requester, purport="전부 공개", reason="공익에 필요합니다.")
        objection = form(office, case, "object")
        assert objection["form"] == "9"
        for value in ("전부 공개", "공익에 필요합니다.", "[√] 비공개 결정", "제5호"):
            assert value in words(objection)
        office.step(case, "extend_objection", office.officer, reason="심의회 일정")
        extension = words(form(office, case, "extend_objection"))
        for value in ("심의회 일정", "2026년 11월 10일", "2026년 11월 19일"):
            assert value in extension
        office.step(
            case, "dismiss_objection", office.manager, reason="변동 없음", council_exemption="repeated"
        )
        decision = words(form(office, case, "dismiss_objection"))
        for value in ("[√] 기각", "변동 없음", "단순·반복적인 청구", "행정심판"):
            assert value in decision
        assert "제출처" not in decision

    def test_a_notice_says_what_it_said_after_another_decision(self, office: Office):
        case = office.decided("closed", "not_held", "closed")
        first = event_of(office, case, "decide_refuse")
        before = office.call("notice_show", office.requester, id=case["id"], event=first)
        office.step(case, "object", office.requester, purport="공개", reason="공익")
        office.step(case, "uphold_objection", office.manager)
        case = office.step(case, "reopen", office.officer)
        office.submitted(case, "open", "open", "open")
        office.decide(case, "open")
        assert "[√] 공개" in words(form(office, case, "decide_open"))
        again = office.call("notice_show", office.requester, id=case["id"], event=first)
        assert words(again) == words(before)

    def test_end_of_a_review(self, office: Office):
        case = office.processing()
        item = {
            "id": case["items"][0]["id"],
            "result": "closed",
            "grounds": [5],
            "reason": "검토 중입니다.",
            "in_review": True,
            "review_stage": "방침 결재",
            "review_ends": "2026-12-31",
        }
        office.call("item_update", office.officer, id=case["id"], items=[item])
        office.step(case, "submit_decision", office.officer)
        office.decide(case, "closed")
        decision = words(form(office, case, "decide_refuse"))
        assert "방침 결재" in decision
        assert "2026년 12월 31일" in decision
        office.step(case, "announce_review_end", office.officer)
        assert "방침 결재" in words(form(office, case, "announce_review_end"))


class TestReaders:
    def test_a_reading_copy_is_in_the_language_asked_for(self, office: Office):
        case = office.processing()
        found = form(office, case, "receive", language="en")
        assert (found["language"], found["title"]) == ("en", "receipt slip of the request")
        assert "Reading copy." in words(found)
        with pytest.raises(tk.ValidationError):
            form(office, case, "receive", language="fr")

    def test_staff_say_why_and_it_is_logged(self, office: Office):
        case = office.processing()
        with pytest.raises(tk.ValidationError) as refused:
            form(office, case, "file", office.officer)
        assert "purpose" in refused.value.error_dict
        form(office, case, "file", office.officer, purpose="청구서 확인")
        rows = core.Session.query(Access).filter(Access.case_id == case["id"]).all()
        assert [(row.what, row.purpose) for row in rows] == [("form 1-2", "청구서 확인")]

    @pytest.mark.parametrize("who", ["stranger", "outsider", "clerk", ""])
    def test_others_find_nothing(self, office: Office, who):
        case = office.processing()
        with pytest.raises(tk.ObjectNotFound):
            form(office, case, "receive", getattr(office, who) if who else "")

    def test_a_requester_does_not_see_a_third_party_s_forms(self, office: Office):
        case = office.processing()
        office.step(case, "notify_third_party", office.officer, name="주식회사 예시", phone="02-000-0000")
        with pytest.raises(tk.ObjectNotFound):
            form(office, case, "notify_third_party")

    def test_a_third_party_sees_its_own_alone(self, office: Office):
        case = office.processing()
        party = {"name": "주식회사 예시", "email": "third@example.org"}
        case = office.step(case, "notify_third_party", office.officer, **party)
        token = office.token(case, "third_party")
        found = form(office, case, "notify_third_party", "", token=token)
        assert found["form"] == "4-3"
        with pytest.raises(tk.ObjectNotFound):
            form(office, case, "receive", "", token=token)

    @pytest.mark.parametrize("event", [0, 9999, "x"])
    def test_no_such_event(self, office: Office, event):
        case = office.processing()
        with pytest.raises((tk.ObjectNotFound, tk.ValidationError)):
            office.call("notice_show", office.requester, id=case["id"], event=event)


class TestAddresses:
    def address(self, office: Office, case: dict, action: str) -> str:
        return f"/disclosure/notice/{case['id']}/{event_of(office, case, action)}"

    def test_page_runs_nothing(self, office: Office, shared_app):
        case = office.processing(content="<script>alert(1)</script> 도로 보수")
        answer = get_as(shared_app, office.requester, self.address(office, case, "file"))
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "<script" not in answer.body
        assert "no-store" in answer.headers["Cache-Control"]

    def test_pdf(self, office: Office, shared_app):
        case = office.decided("closed")
        address = f"{self.address(office, case, 'decide_refuse')}.pdf"
        answer = get_as(shared_app, office.requester, address)
        assert answer.headers["Content-Type"] == "application/pdf"
        text = pypdfium2.PdfDocument(answer.get_data())[0].get_textpage().get_text_range()
        assert case["receipt_number"] in text

    def test_staff_are_asked_for_a_purpose(self, office: Office, shared_app):
        case = office.processing()
        address = self.address(office, case, "receive")
        assert 'name="purpose"' in get_as(shared_app, office.officer, address).body
        assert "직인" in get_as(shared_app, office.officer, f"{address}?purpose=check").body

    def test_strangers_get_404(self, office: Office, shared_app):
        case = office.processing()
        assert shared_app.get(self.address(office, case, "receive")).status_code == 404
