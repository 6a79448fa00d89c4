"""Records that belong together."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.factories import Organization

from ckanext.seoulsquare.documents.relations import cited_numbers
from tests.documents.records import act


class TestCitedNumbers:
    def test_numbers_in_running_text(self) -> None:
        pkg = {
            "title": "관련 문서 시행 알림",
            "notes": "1. 관련: 친환경급식과-6067(2020.6.9.), 정보공개정책과-12호 및 제2020-3호",
            "related_documents": ["예산담당관-7", "https://example.org"],
            "document_number": "총무과-1",
        }
        assert cited_numbers(pkg) == {"친환경급식과-6067", "정보공개정책과-12", "예산담당관-7"}

    def test_its_own_number_is_no_citation(self) -> None:
        assert cited_numbers({"title": "총무과-1 재시행", "document_number": "총무과-1"}) == set()


@pytest.fixture
def agency(non_clean_db: None) -> dict[str, Any]:
    return Organization()


def _create(agency: dict[str, Any], **fields: Any) -> dict[str, Any]:
    key = uuid.uuid4().hex[:15]
    record = {
        "type": "approval_document",
        "document_id": key,
        "title": f"문서 {key}",
        "owner_org": agency["id"],
    }
    return act("package_create", **{**record, **fields})


def _related(record: dict[str, Any], **params: Any) -> list[tuple[str, str]]:
    found = tk.get_action("seoulsquare_document_related")({"user": ""}, {"id": record["id"], **params})
    return [(entry["id"], entry["reason"]) for entry in found]


@pytest.mark.usefixtures("with_request_context")
class TestRelated:
    def test_reasons_in_order_of_strength(self, agency: dict[str, Any]) -> None:
        word, task = (uuid.uuid4().hex[:12] for _ in range(2))
        number = f"급식{word}과-12"
        cited = _create(agency, document_number=number, title="식단")
        same_task = _create(agency, unit_task=task, title="보관")
        alike = _create(agency, title=f"{word} 점검 결과")
        record = _create(agency, title=f"{word} 점검 계획", notes=f"관련: {number}", unit_task=task)
        assert _related(record)[:3] == [
            (cited["id"], "cited"),
            (same_task["id"], "task"),
            (alike["id"], "similar"),
        ]

    def test_who_is_cited_knows_who_cites(self, agency: dict[str, Any]) -> None:
        plan = _create(agency)
        result = _create(agency, related_documents=[plan["name"]])
        assert (result["id"], "cited") in _related(plan)

    def test_the_same_project_in_another_kind(self, agency: dict[str, Any]) -> None:
        project = f"하수관로 정비 {uuid.uuid4().hex[:8]}"
        budget = _create(agency, type="budget", project_id=uuid.uuid4().hex, detail_project=project)
        spent = _create(
            agency, type="expenditure", project_id=uuid.uuid4().hex, period="2021-03", detail_project=project
        )
        assert (spent["id"], "project") in _related(budget)

    def test_what_the_reader_may_not_see_is_not_listed(self, agency: dict[str, Any]) -> None:
        task = uuid.uuid4().hex
        record = _create(agency, unit_task=task)
        hidden = _create(agency, unit_task=task, embargo_until="2099-01-01")
        withdrawn = _create(agency, unit_task=task, withdrawn_at="2021-01-01")
        assert not {hidden["id"], withdrawn["id"]} & {id_ for id_, _ in _related(record)}

    def test_not_more_than_asked_for(self, agency: dict[str, Any]) -> None:
        task = uuid.uuid4().hex
        records = [_create(agency, unit_task=task) for _ in range(4)]
        assert len(_related(records[0], limit=2)) == 2

    def test_for_who_may_read_the_record(self, agency: dict[str, Any]) -> None:
        with pytest.raises(tk.NotAuthorized):
            _related(_create(agency, embargo_until="2099-01-01"))
