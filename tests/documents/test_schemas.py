"""Schemas: every field of every kind survives the way through CKAN, and speaks three languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.factories import Organization

from ckanext.seoulsquare.documents.kinds import KINDS, dataset_name
from tests.documents.records import act, full_record

LANGUAGES = {"ko_KR", "zh_Hans_CN", "en"}
COMMON = {
    "title", "name", "notes", "title_translated", "owner_org", "category", "production_date", "department",
    "officer", "phone", "disclosure", "disclosure_grounds", "license_id", "language", "source_url",
    "source_system",
    "related_documents", "tag_string", "embargo_until", "withdrawn_at", "withdrawal_reason",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("with_plugins")


def _schema(kind: str) -> dict[str, Any]:
    return tk.h.scheming_get_dataset_schema(kind)


def _fields(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for group in ("fields", "dataset_fields", "resource_fields"):
        for field in schema.get(group, []):
            yield field
            yield from field.get("repeating_subfields", [])


def _texts(schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for field in _fields(schema):
        yield field["field_name"], field["label"]
        if "help_text" in field:
            yield field["field_name"], field["help_text"]
        for choice in field.get("choices", []):
            yield f"{field['field_name']}={choice['value']}", choice["label"]


def _is_date(field: dict[str, Any]) -> bool:
    return "seoulsquare_date" in field.get("validators", "").split()


def _all_schemas() -> list[dict[str, Any]]:
    return [
        *(_schema(kind) for kind in KINDS),
        tk.h.scheming_get_organization_schema("organization"),
        tk.h.scheming_get_group_schema("category"),
    ]


class TestSchemas:
    def test_every_kind_has_a_schema(self) -> None:
        assert set(tk.h.scheming_dataset_schemas()) == set(KINDS)

    def test_every_label_help_and_choice_is_in_three_languages(self) -> None:
        lacking = [
            (schema.get("dataset_type"), name, text)
            for schema in _all_schemas()
            for name, text in _texts(schema)
            if not isinstance(text, dict) or set(text) != LANGUAGES or not all(text.values())
        ]
        assert lacking == []

    def test_common_fields_are_in_every_kind(self) -> None:
        names = {kind: {field["field_name"] for field in _schema(kind)["dataset_fields"]} for kind in KINDS}
        assert {kind: COMMON - names[kind] for kind in KINDS} == dict.fromkeys(KINDS, set())

    def test_key_fields_are_required(self) -> None:
        required = {
            kind: {field["field_name"] for field in _schema(kind)["dataset_fields"] if field.get("required")}
            for kind in KINDS
        }
        assert {kind: set(KINDS[kind].key) - required[kind] for kind in KINDS} == dict.fromkeys(KINDS, set())

    def test_fields_that_solr_reads_as_dates_are_dates(self) -> None:
        wrong = [
            (kind, field["field_name"])
            for kind in KINDS
            for field in _schema(kind)["dataset_fields"]
            if field["field_name"].endswith("_date")
            != ("seoulsquare_date" in field.get("validators", "").split())
        ]
        assert wrong == []


@pytest.mark.usefixtures("non_clean_db")
class TestRecords:
    def test_every_field_of_every_kind_comes_back_as_the_archive_keeps_it(self) -> None:
        agency = Organization()["id"]
        for kind in KINDS:
            given, kept = full_record(_schema(kind), agency)
            created = act("package_create", **given)
            shown = act("package_show", id=created["id"])
            assert {"type": kind, **{name: shown.get(name) for name in kept}} == {"type": kind, **kept}

    def test_what_is_shown_can_be_sent_back(self) -> None:
        agency = Organization()["id"]
        for kind in KINDS:
            created = act("package_create", **full_record(_schema(kind), agency)[0])
            updated = act("package_update", **created)
            changed = {name for name in created if created[name] != updated[name]}
            assert (kind, changed - {"metadata_modified"}) == (kind, set())

    def test_name_is_made_of_the_key(self) -> None:
        agency = Organization()["id"]
        for kind in set(KINDS) - {"dataset"}:
            given, _ = full_record(_schema(kind), agency)
            created = act("package_create", **given)
            assert created["name"] == dataset_name(kind, *(given[part] for part in KINDS[kind].key))

    def test_two_records_of_a_kind_cannot_have_one_key(self) -> None:
        given, _ = full_record(_schema("meeting"), Organization()["id"])
        act("package_create", **given)
        with pytest.raises(tk.ValidationError) as refused:
            act("package_create", **given)
        assert list(refused.value.error_dict) == ["name"]

    def test_a_name_that_is_not_the_key_is_refused(self) -> None:
        given, _ = full_record(_schema("faq"), Organization()["id"])
        with pytest.raises(tk.ValidationError, match="is not the name of this record"):
            act("package_create", **given, name="something-else")

    def test_empty_fields_are_not_kept_but_zero_is(self) -> None:
        agency = Organization()["id"]
        created = act(
            "package_create",
            type="budget",
            project_id="0",
            title="사업",
            owner_org=agency,
            officer=" ",
            amount_change=0,
            lines=[],
            record_class_path=[],
        )
        assert created["amount_change"] == 0
        assert not {"officer", "record_class_path"} & set(created)

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("production_date", "19700101", "19700101 is an empty date"),
            ("production_date", "12:15:09", "12:15:09 is a time without a date"),
            ("production_date", "20211301", "20211301 does not exist"),
            ("retention_period", "7년", "7년 is not a retention period"),
            ("disclosure_grounds", "9", "9 does not name items 1 to 8"),
            ("disclosure", "몰라", "몰라 is not a disclosure class"),
            ("document_number", "119", "119 is not a document number"),
            ("phone", "12", "12 is not a telephone number"),
            ("related_documents", {"a": 1}, "is not a list of texts"),
            ("title_translated", {"jp": "題"}, "does not give texts by language"),
        ],
    )
    def test_a_bad_value_is_named_with_what_is_accepted(
        self, field: str, value: object, message: str
    ) -> None:
        with pytest.raises(tk.ValidationError) as refused:
            act("package_create", type="approval_document", document_id="1", title="제목", **{field: value})
        assert message in str(refused.value.error_dict[field])

    def test_ckans_own_datasets_keep_extras_of_any_key(self) -> None:
        created = act(
            "package_create",
            type="dataset",
            name="harvested-elsewhere",
            owner_org=Organization()["id"],
            extras=[{"key": "spatial_uri", "value": "http://example.org/seoul"}],
            language="http://publications.europa.eu/resource/authority/language/KOR",
            resources=[{"url": "http://example.org/a.csv", "format": "csv"}],
        )
        assert created["extras"] == [{"key": "spatial_uri", "value": "http://example.org/seoul"}]
        assert created["title"] == "harvested-elsewhere"
