"""What the index holds of a record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ckan.tests.factories import Organization

from ckanext.seoulsquare.documents import seeding
from ckanext.seoulsquare.documents.index import index_fields
from tests.documents.records import act

DOCUMENT = {
    "dataset_type": "approval_document",
    "category": "approval-document",
    "production_date": "2021-01-11T00:00:00Z",
    "disclosure_grounds": '["5", "6"]',
    "groups": [],
    "res_url": ["https://example.org/1"],
    "validated_data_dict": json.dumps({"resources": [{"url": "https://example.org/1"}]}),
}


def _fields(**changes: Any) -> dict[str, Any]:
    return index_fields({**DOCUMENT, **changes}, ["seoul", "seoul-administration"])


class TestIndexFields:
    def test_fields_of_the_contract(self) -> None:
        fields = _fields(disclosure="partial")
        assert fields["agency_path"] == ["seoul", "seoul-administration"]
        assert fields["production_year"] == 2021
        assert fields["disclosure_grounds"] == ["5", "6"]
        assert (fields["disclosure"], fields["withdrawn"]) == ("partial", False)

    def test_the_category_counts_as_a_group(self) -> None:
        assert _fields(groups=["my-group"])["groups"] == ["my-group", "approval-document"]

    def test_the_kinds_category_where_the_record_has_none(self) -> None:
        assert _fields(category=None, dataset_type="faq")["category"] == "faq"

    def test_an_unknown_class_is_left_out(self) -> None:
        assert _fields()["disclosure"] is None
        assert _fields(dataset_type="faq")["disclosure"] == "open"

    @pytest.mark.parametrize(
        ("changes", "kept"),
        [
            ({"disclosure": "open"}, True),
            ({"disclosure": "partial"}, False),
            ({}, False),
            ({"disclosure": "open", "withdrawn_at": "2021-01-11T00:00:00Z"}, False),
            (
                {"disclosure": "open", "validated_data_dict": '{"resources": [{"disclosure": "closed"}]}'},
                False,
            ),
        ],
    )
    def test_addresses_of_files_only_where_all_are_served(self, changes: dict[str, Any], kept: bool) -> None:
        assert ("res_url" not in _fields(**changes)) is kept

    def test_long_texts_are_no_fields_of_their_own(self) -> None:
        fields = _fields(minutes_text="말" * 20_000, extras_minutes_text="말" * 20_000, unit_task="급식")
        assert fields["minutes_text"] is None
        assert "unit_task" not in fields

    def test_what_is_found_as_written_is_one_text(self) -> None:
        fields = _fields(
            title="정수장 점검",
            department="정수시설과",
            extras_unit_task="수질",
            extras_department="정수시설과",
            tags=["물"],
        )
        assert fields["exact"] == "정수장 점검;정수시설과;2021-01-11T00:00:00Z;수질;물;approval-document"

    def test_twins_of_fields_are_not_sent(self) -> None:
        fields = _fields(department="정수시설과", extras_department="정수시설과", extras_unit_task="수질")
        assert fields["extras_department"] is None
        assert "extras_unit_task" not in fields


@pytest.mark.usefixtures("non_clean_db", "with_request_context")
class TestInSolr:
    def test_a_record_is_found_by_each_field(self) -> None:
        agency = Organization()
        unit = Organization(parent_agency=agency["name"])
        record = act(
            "package_create",
            type="meeting",
            meeting_id="도시계획위원회-3",
            title="제3차 도시계획위원회",
            owner_org=unit["id"],
            department="도시계획과",
            production_date="2021.1.11.",
            disclosure="공개",
            disclosure_grounds="5",
            minutes_text="의견을 말하였다. " * 5_000,
            agenda=[{"title": "안건", "summary": "가나다라 " * 4_000}],
        )
        for fq in (
            f'agency_path:"{agency["name"]}"',
            "category:meeting",
            'department:"도시계획과"',
            "production_year:2021",
            "disclosure:open",
            "disclosure_grounds:5",
            "withdrawn:false",
            "production_date:[2021-01-01T00:00:00Z TO 2021-01-31T00:00:00Z]",
            "groups:meeting",
        ):
            found = act("package_search", fq=f'+id:"{record["id"]}" +{fq}')
            assert (fq, found["count"]) == (fq, 1)

    def test_a_categorys_page_counts_its_records(self) -> None:
        wanted = next(row for row in seeding.categories() if row["name"] == "real-time-question")
        category = act("group_create", **wanted)
        before = act("group_show", id=category["id"])["package_count"]
        act(
            "package_create",
            type="faq",
            faq_id="count-me",
            title="질문",
            category=category["name"],
            owner_org=Organization()["id"],
        )
        assert act("group_show", id=category["id"])["package_count"] == before + 1
