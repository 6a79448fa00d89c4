"""Whole lives of requests, one for each branch of the Act's procedure, through the actions alone."""

from __future__ import annotations

import pytest

import ckan.plugins.toolkit as tk

from tests.disclosure.office import Office, Time

pytestmark = pytest.mark.usefixtures("with_plugins")


def due(case: dict, clock: str) -> str:
    """The last day of a clock that runs."""
    return next(each["due"] for each in case["clocks"] if each["clock"] == clock and each["running"])


def running(case: dict) -> set[str]:
    return {each["clock"] for each in case["clocks"] if each["running"]}


class TestFiling:
    def test_a_request_gets_a_number_and_ten_days(self, office: Office) -> None:
        case = office.filed()
        assert case["state"] == "filed"
        assert case["receipt_number"].startswith("2026-")
        assert due(case, "decision") == case["due_on"] == "2026-11-13"
        assert due(case, "silence") == "2026-11-27"
        assert [mail["kind"] for mail in office.mails(case)] == ["filed", "officer_filed"]

    def test_what_the_act_wants_has_to_be_there(self, office: Office) -> None:
        case = office.draft(requester={"name": "홍길동"})
        with pytest.raises(tk.ValidationError) as refused:
            office.step(case, "file", office.requester)
        assert "address" in refused.value.error_dict

    def test_without_an_account_the_address_is_confirmed_first(self, office: Office) -> None:
        case = office.draft(user="", submit=True)
        assert case["state"] == "unconfirmed"
        token = office.token(case)
        with pytest.raises(tk.NotAuthorized):
            office.call("show", token=token)
        filed = office.call("confirm", token=token)
        assert filed["state"] == "filed"
        assert office.call("show", token=filed["token"])["content"] == case["content"]
        with pytest.raises(tk.ObjectNotFound):
            office.call("confirm", token=token)

    def test_another_address_has_to_be_confirmed_anew(self, office: Office) -> None:
        case = office.draft(user="", submit=True)
        first = office.token(case)
        changed = {"requester": {"email": "other@example.org"}}
        office.call("patch", token=case["token"], **changed)
        with pytest.raises(tk.ObjectNotFound):
            office.call("confirm", token=first)
        assert office.mails(case)[-1]["address"] == "other@example.org"
        assert office.call("confirm", token=office.token(case))["state"] == "filed"

    def test_an_officer_writes_down_what_came_on_paper(self, office: Office) -> None:
        office.time.to("2026-11-04")
        case = office.draft(user=office.officer, channel="mail", received_at="2026-11-02")
        case = office.step(case, "file", office.officer)
        assert due(case, "decision") == "2026-11-13"
        oral = office.draft(user=office.officer, channel="oral", submit=True)
        assert oral["notices"][0]["form"] == "2"


class TestDeciding:
    def test_open_and_disclosed(self, office: Office) -> None:
        case = office.decided("open")
        assert (case["state"], case["result"]) == ("decided", "open")
        assert due(case, "disclosure") == "2026-11-12"
        office.attach(case, "answer", office.officer)
        case = office.step(case, "disclose", office.officer)
        assert case["state"] == "disclosed"
        seen = office.call("show", office.requester, id=case["id"])
        assert [file["kind"] for file in seen["files"]] == ["answer"]
        assert running(case) == set()

    def test_extended_once_and_only_in_time(self, office: Office) -> None:
        case = office.processing()
        case = office.step(case, "extend", office.officer, ground=1, reason="청구량이 많습니다.")
        assert due(case, "extension") == case["due_on"] == "2026-11-27"
        with pytest.raises(tk.ValidationError, match="Art. 11"):
            office.step(case, "extend", office.officer, ground=1, reason="다시")
        late = office.processing()
        office.time.to("2026-11-16")
        with pytest.raises(tk.ValidationError, match="only be extended before"):
            office.step(late, "extend", office.officer, ground=1, reason="늦음")

    def test_partly_refused_contested_and_upheld(self, office: Office) -> None:
        case = office.decided("open", "closed")
        assert case["result"] == "partial"
        assert due(case, "objection") == "2026-12-02"
        case = office.step(case, "object", office.requester, purport="공개하라", reason="공익")
        assert due(case, "objection-decision") == "2026-11-10"
        with pytest.raises(tk.ValidationError, match="council"):
            office.step(case, "dismiss_objection", office.manager, reason="이유 없음")
        case = office.step(case, "refer_objection", office.officer)
        case = office.step(
            case,
            "conclude_objection_review",
            office.clerk,
            date="2026-11-02",
            members=["위원"],
            result="인용",
        )
        case = office.step(case, "uphold_objection", office.manager)
        case = office.step(case, "reopen", office.officer)
        case = office.submitted(case, "open", "open")
        case = office.decide(case, "open", "open")
        assert (case["state"], case["result"], case["objection"]) == ("decided", "open", "upheld")

    def test_refused_and_dismissed(self, office: Office) -> None:
        case = office.decided("closed")
        assert case["state"] == "refused"
        case = office.step(case, "object", office.requester, reason="공익")
        case = office.step(case, "extend_objection", office.officer, reason="심의회 일정")
        assert due(case, "objection-extension") == "2026-11-19"
        case = office.step(
            case, "dismiss_objection", office.manager, reason="이유 없음", council_exemption="reviewed"
        )
        assert case["objections"][0]["result"] == "dismissed"
        assert case["remedies"]["appeal_until"] == "2027-01-31"

    def test_not_held(self, office: Office) -> None:
        case = office.decided("not_held")
        assert (case["state"], case["notices"][-1]["form"]) == ("not_held", "4-2")

    def test_the_council_reviews_the_request(self, office: Office) -> None:
        case = office.processing()
        case = office.step(case, "refer_to_council", office.officer, question="어려운 사안")
        office.call(
            "item_update", office.officer, id=case["id"], items=[{**case["items"][0], "result": "open"}]
        )
        with pytest.raises(tk.ValidationError, match="council"):
            office.step(case, "submit_decision", office.officer)
        assert office.call("show", office.clerk, id=case["id"])["role"] == "council_clerk"
        case = office.step(
            case, "conclude_review", office.clerk, date="2026-11-02", members=["위원"], result="공개"
        )
        assert case["council"] == "concluded"
        assert office.step(case, "submit_decision", office.officer)["state"] == "approval"


class TestEndingOtherwise:
    @pytest.mark.parametrize(
        ("step", "given", "state", "form"),
        [
            ("treat_as_petition", {"ground": 2, "result": "민원 이첩"}, "petition", "4-2"),
            ("close_published", {"location": "https://example.org"}, "closed", "4-2"),
            ("close_impossible_method", {"method": "정보통신망"}, "closed", "4-2"),
            ("disclose_immediately", {"ground": 2}, "disclosed", None),
            ("transfer", {"agency": "다른 기관", "reason": "소관 기관"}, "transferred", "3-2"),
        ],
    )
    def test_without_a_decision(self, office: Office, step: str, given: dict, state: str, form: str) -> None:
        case = office.step(office.processing(), step, office.officer, **given)
        assert (case["state"], case["closed_on"], running(case)) == (state, "2026-11-02", set())
        assert [notice["form"] for notice in case["notices"]][1:] == ([form] if form else [])

    def test_repeated(self, office: Office) -> None:
        earlier = office.decided("closed")
        given = {"ground": 1, "earlier_case": earlier["receipt_number"]}
        case = office.step(office.processing(), "close_repeated", office.officer, **given)
        assert case["earlier_case"]["id"] == earlier["id"]

    def test_transferred_within_the_portal(self, office: Office) -> None:
        case = office.processing()
        office.time.to("2026-11-04")
        case = office.step(case, "transfer", office.officer, agency=office.other_agency, reason="소관")
        forwarded = office.call("show", office.outsider, id=case["transferred_to"]["case"])
        assert forwarded["state"] == "filed"
        assert due(forwarded, "decision") == "2026-11-17"
        assert office.call("show", office.requester, id=forwarded["id"])["content"] == case["content"]

    def test_returned_completed_withdrawn(self, office: Office) -> None:
        case = office.step(
            office.processing(), "return_for_completion", office.officer, reason="기간을 밝혀 주세요"
        )
        office.call("patch", office.requester, id=case["id"], content="2025년 도로 보수 계약서")
        case = office.step(case, "complete", office.requester)
        assert case["state"] == "processing"
        assert office.step(case, "withdraw", office.requester)["result"] == "withdrawn"


class TestThirdParties:
    def test_opposed_told_and_disclosed_after_thirty_days(self, office: Office, time: Time) -> None:
        case = office.processing(items=["항목"])
        case = office.step(
            case, "notify_third_party", office.officer, name="주식회사 가나", email="party@example.org"
        )
        party = case["parties"][0]
        assert (party["state"], party["due"], party["name"][0]) == ("notified", "2026-11-05", "주")
        token = office.token(case, "third_party")
        assert "content" not in office.call("show", token=token)
        office.step(case, "ask_non_disclosure", "", token=token, reason="영업비밀")
        case = office.submitted(case, "open")
        case = office.step(
            case, "decide_open", office.manager, disclosure_on="2026-12-03", place="정보공개 창구"
        )
        with pytest.raises(tk.ValidationError, match="non-disclosure"):
            office.step(case, "disclose", office.officer)
        case = office.step(
            case, "tell_third_party", office.officer,
            party=party["id"], reason="공익이 더 큽니다.", disclosure_on="2026-12-03",
        )  # fmt: skip
        assert due(case, "disclosure-gap") == "2026-12-02"
        with pytest.raises(tk.ValidationError, match="30 days"):
            office.step(case, "disclose", office.officer)
        time.to("2026-12-03")
        assert office.step(case, "disclose", office.officer)["state"] == "disclosed"

    def test_the_third_party_objects_and_wins(self, office: Office) -> None:
        case = office.processing(items=["항목"])
        case = office.step(case, "notify_third_party", office.officer, name="주식회사 가나")
        party = case["parties"][0]["id"]
        office.step(case, "record_oral_opinion", office.officer, party=party, reason="영업비밀")
        case = office.decide(office.submitted(case, "open"), "open")
        office.step(
            case, "tell_third_party", office.officer, party=party, reason="공익", disclosure_on="2026-12-03"
        )
        case = office.step(case, "third_party_object", office.officer, party=party, reason="영업비밀")
        case = office.step(
            case, "uphold_third_party_objection", office.manager, party=party, council_exemption="reviewed"
        )
        case = office.step(case, "reopen", office.officer)
        assert case["state"] == "processing"
        assert office.call("show", office.requester, id=case["id"])["objections"] == []


class TestFees:
    def test_paid_before_it_is_given(self, office: Office) -> None:
        case = office.processing(items=["항목"])
        orders = [{"object": "document", "method": "copy_b4", "quantity": 12}]
        case = office.call("fee_update", office.officer, id=case["id"], orders=orders, postage=2430)
        assert case["fee"]["total"] == 3230
        case = office.step(case, "reduce_fee", office.officer, ground=2)
        assert case["fee"]["owed"] == 2830
        case = office.decide(office.submitted(case, "open"), "open")
        assert case["due_on"] is None
        with pytest.raises(tk.ValidationError, match="paid in full"):
            office.step(case, "disclose", office.officer)
        with pytest.raises(tk.ValidationError, match="2,830"):
            office.step(case, "record_payment", office.officer, amount=100)
        case = office.step(case, "record_payment", office.officer, amount=2830, method="stamp")
        assert due(case, "payment") == "2026-11-09"
        assert office.step(case, "disclose", office.officer)["state"] == "disclosed"

    def test_delivered_in_parts(self, office: Office) -> None:
        case = office.step(office.decided("open"), "deliver_in_parts", office.officer)
        assert due(case, "partial-delivery") == "2027-01-04"
        assert office.step(case, "finish_delivery", office.officer)["state"] == "disclosed"

    def test_not_collected(self, office: Office, time: Time) -> None:
        case = office.decided("open")
        time.to("2026-11-13")
        case = office.step(case, "close_uncollected", office.officer)
        assert (case["state"], case["result"]) == ("uncollected", "open")


class TestSilence:
    def test_opens_the_objection(self, office: Office, time: Time) -> None:
        case = office.processing()
        with pytest.raises(tk.ValidationError, match="20 days"):
            office.step(case, "object", office.requester, reason="결정이 없습니다.")
        time.to("2026-11-30")
        case = office.step(case, "object", office.requester, reason="결정이 없습니다.")
        assert case["objection"] == "filed"


class TestMerging:
    def test_steps_are_taken_on_both(self, office: Office) -> None:
        lead, other = office.processing(items=["항목"]), office.processing(items=["항목"])
        office.call("merge", office.officer, id=other["id"], into=lead["id"])
        with pytest.raises(tk.ValidationError, match="together"):
            office.step(other, "extend", office.officer, ground=1, reason="많음")
        office.decide(office.submitted(lead, "closed"), "closed")
        follower = office.call("show", office.requester, id=other["id"])
        assert (follower["state"], follower["items"][0]["result"]) == ("refused", "closed")
