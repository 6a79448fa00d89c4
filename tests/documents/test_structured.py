"""schema.org descriptions."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.seoulsquare.documents import structured
from ckanext.seoulsquare.documents.kinds import KINDS

URL = "https://example.org/approval-document/approval-document-1"


def record(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "name": f"{kind}-1",
        "title": "제목",
        "organization": {"name": "a", "title": "서울시"},
        **fields,
    }


def describe(kind: str, **fields: Any) -> dict[str, Any]:
    thing = structured.describe(record(kind, **fields), URL, title="제목")
    assert thing is not None
    return thing


def test_document_names_number_publisher_and_date() -> None:
    thing = describe(
        "approval_document", document_number="과-1", production_date="2021-01-11", disclosure="open"
    )
    assert thing["@type"] == "DigitalDocument"
    assert thing["identifier"] == "과-1"
    assert thing["datePublished"] == "2021-01-11"
    assert thing["publisher"] == {"@type": "GovernmentOrganization", "name": "서울시"}
    assert thing["isAccessibleForFree"] is True


def test_closed_document_does_not_claim_to_be_accessible() -> None:
    assert describe("approval_document", disclosure="closed").get("isAccessibleForFree") is not True


def test_event_has_time_and_place() -> None:
    thing = describe("event", starts_at="2021-01-11T14:00:00", place="시청")
    assert thing["startDate"] == "2021-01-11T14:00:00+09:00"
    assert thing["location"]["name"] == "시청"


def test_question_carries_its_answer() -> None:
    thing = describe("faq", answer="120으로 전화")
    assert thing["mainEntity"]["acceptedAnswer"]["text"] == "120으로 전화"


@pytest.mark.parametrize("kind", ["dataset", "statistic"])
def test_datasets_are_left_to_dcat(kind: str) -> None:
    assert structured.describe(record(kind), URL, title="제목") is None


def test_only_kinds_are_described() -> None:
    assert set(structured.TYPES) <= set(KINDS)


@pytest.mark.parametrize("kind", sorted(structured.TYPES))
def test_every_description_has_name_address_and_no_empty_values(kind: str) -> None:
    thing = describe(kind)
    assert thing["name"] == "제목"
    assert thing["url"] == URL
    assert all(thing.values())
