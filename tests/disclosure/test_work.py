"""The agency's work beside the steps: conflicts, the desk, files, publication."""

from __future__ import annotations

import contextvars
import threading
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.model import Case
from ckanext.seoulsquare.disclosure.service import steps
from ckanext.seoulsquare.disclosure.service.reader import Reader
from ckanext.seoulsquare.disclosure.states import StepRefusedError
from tests.disclosure.office import Office, Time


class TestConflicts:
    def test_a_stale_version_is_refused(self, office: Office) -> None:
        case = office.filed()
        office.step(case, "receive", office.officer)
        with pytest.raises(tk.ValidationError) as refused:
            office.step(case, "extend", office.officer, ground=1, reason="많음", version=case["version"])
        assert list(refused.value.error_dict) == ["version"]

    def test_of_two_at_one_moment_one_wins(self, office: Office, time: Time) -> None:
        case = office.filed()
        started, outcomes = threading.Barrier(2), []

        def receive() -> None:
            started.wait()
            try:
                steps.take(case["id"], "receive", {}, Reader(("officer",), "someone"), now=time.now)
                model.Session.commit()
                outcomes.append("taken")
            except (StepRefusedError, InvalidError):
                outcomes.append("refused")
            finally:
                model.Session.remove()

        threads = [threading.Thread(target=contextvars.copy_context().run, args=(receive,)) for _ in "ab"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["refused", "taken"]
        assert [event["action"] for event in office.history(case)].count("receive") == 1


class TestDesk:
    def test_lists_by_what_is_due_and_counts_tabs(self, office: Office) -> None:
        case = office.processing()
        office.call("assign", office.officer, id=case["id"], officer=office.officer, department="정보공개과")
        page = office.call("list", office.officer, scope="desk", tab="assigned_to_me")
        entry = next(each for each in page["results"] if each["id"] == case["id"])
        assert (entry["requester"], entry["department"]) == ("홍***", "정보공개과")
        assert page["counts"]["assigned_to_me"] == page["count"]
        found = office.call("list", office.officer, scope="desk", tab="all", q=case["receipt_number"])
        assert [each["id"] for each in found["results"]] == [case["id"]]
        foreign = office.call("list", office.outsider, scope="desk", tab="all", limit=100)
        assert case["id"] not in {each["id"] for each in foreign["results"]}
        with pytest.raises(tk.ValidationError):
            office.call("list", office.outsider, scope="desk", agency=office.agency)

    def test_receives_many_at_once_and_says_what_could_not_be(self, office: Office) -> None:
        fresh, taken = office.filed(), office.processing()
        answer = office.call("acknowledge", office.officer, ids=[fresh["id"], taken["id"], "none"])
        assert answer["received"] == [fresh["id"]]
        assert {each["id"] for each in answer["refused"]} == {taken["id"], "none"}

    def test_a_case_goes_to_officers_of_the_agency_only(self, office: Office) -> None:
        case = office.processing()
        with pytest.raises(tk.ValidationError):
            office.call("assign", office.officer, id=case["id"], officer=office.outsider)

    def test_every_step_says_why_it_is_refused(self, office: Office) -> None:
        offered = office.call("steps", office.officer, id=office.processing()["id"])
        assert {each["step"] for each in offered if each["offered"]} >= {
            "extend",
            "transfer",
            "refer_to_council",
        }
        assert all(each["reason"] for each in offered if not each["offered"])


class TestFiles:
    def test_an_answer_with_personal_data_does_not_leave(self, office: Office) -> None:
        case = office.decided("open")
        file = office.attach(case, "answer", office.officer, content="주민등록번호 000101-3000008")
        with pytest.raises(tk.ValidationError) as refused:
            office.step(case, "disclose", office.officer)
        assert list(refused.value.error_dict) == ["files"]
        office.call("file_remove", office.officer, file=file["id"])
        office.attach(case, "answer", office.officer)
        assert office.step(case, "disclose", office.officer)["state"] == "disclosed"

    def test_an_answer_is_fetched_once_it_is_released_and_that_is_logged(
        self, office: Office, shared_app: Any
    ) -> None:
        case = office.call("confirm", token=office.token(office.draft(user="", submit=True)))
        token = case["token"]
        office.step(case, "receive", office.officer)
        case = office.submitted(office.call("show", office.officer, id=case["id"]), "open")
        case = office.decide(case, "open")
        file = office.attach(case, "answer", office.officer, content="답변입니다.", name="답변.txt")
        assert shared_app.get(f"{file['url']}?token={token}").status_code == 404
        office.step(case, "disclose", office.officer)
        answer = shared_app.get(f"{file['url']}?token={token}")
        assert answer.data.decode() == "답변입니다."
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert shared_app.get(file["url"]).status_code == 404
        assert [event["action"] for event in office.history(case)][-1] == "downloaded"


class TestPublishing:
    def test_makes_a_record_linked_to_the_one_that_was_asked_for(self, office: Office) -> None:
        document = factories.Dataset(type="dataset", owner_org=office.agency, title="도로 보수 공사")
        case = office.decided("open", document=document["name"])
        office.attach(case, "answer", office.officer, name="answer.txt")
        case = office.step(case, "disclose", office.officer)
        texts = {
            "title": "도로 보수 공사 계약서",
            "question": "계약서를 보고 싶습니다.",
            "answer": "공개합니다.",
        }
        files = [file["id"] for file in case["files"]]
        with pytest.raises(tk.ValidationError) as refused:
            office.call(
                "publish", office.manager, id=case["id"], **{**texts, "answer": "연락처 010-9876-5432"}
            )
        assert list(refused.value.error_dict) == ["answer"]
        case = office.call("publish", office.manager, id=case["id"], files=files, **texts)
        record = tk.get_action("package_show")({"ignore_auth": True}, {"id": case["published"]["id"]})
        assert (record["type"], record["decision"]) == ("disclosure_decision", "open")
        assert record["related_documents"] == [document["name"]]
        assert [resource["name"] for resource in record["resources"]] == ["answer.txt"]
        listed = office.call("list", scope="public", document=document["name"])
        assert [each["record"]["name"] for each in listed["results"]] == [record["name"]]
        with pytest.raises(tk.ValidationError):
            office.call("publish", office.manager, id=case["id"], **texts)

    def test_a_running_request_is_not_published(self, office: Office) -> None:
        case = office.processing()
        with pytest.raises(tk.ValidationError):
            office.call("publish", office.manager, id=case["id"], question="무엇", answer="답")
        row = Case.named(case["id"])
        assert row is not None
        assert row.package_id == ""
