"""Who sees a record and its files, through every door."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search import query_for
from ckan.tests.factories import Organization, SysadminWithToken, UserWithToken
from ckan.tests.helpers import call_auth

from ckanext.seoulsquare.documents import embargoes, labels, visibility
from tests.documents.records import act

NOW = dt.datetime(2021, 1, 11, 12, tzinfo=dt.UTC)


class TestIsServed:
    @pytest.mark.parametrize(
        ("kind", "record", "file", "served"),
        [
            ("approval_document", "open", "", True),
            ("approval_document", "open", "open", True),
            ("approval_document", "open", "closed", False),
            ("approval_document", "open", "partial", False),
            ("approval_document", "partial", "", False),
            ("approval_document", "partial", "open", True),
            ("approval_document", "closed", "open", False),
            ("approval_document", "restricted", "open", False),
            ("approval_document", "", "open", False),
            ("meeting", "", "", False),
            ("expense", "", "", True),
            ("expense", "closed", "", False),
            ("dataset", "", "", True),
            ("harvest", "", "", True),
        ],
    )
    def test_by_class_of_record_and_file(self, kind: str, record: str, file: str, served: bool) -> None:
        assert visibility.is_served({"disclosure": file}, {"type": kind, "disclosure": record}, NOW) is served

    def test_nothing_of_a_withdrawn_record(self) -> None:
        record = {"type": "approval_document", "disclosure": "open", "withdrawn_at": "2021-01-01T00:00:00Z"}
        assert not visibility.is_served({}, record, NOW)

    @pytest.mark.parametrize(
        ("until", "served"), [("2021-01-11T12:00:00Z", True), ("2021-01-11T12:00:01Z", False)]
    )
    def test_nothing_before_the_embargo_ends(self, until: str, served: bool) -> None:
        record = {"type": "approval_document", "disclosure": "open", "embargo_until": until}
        assert visibility.is_served({}, record, NOW) is served


ADDRESS = "https://example.org/original.pdf"


def _create(agency: dict[str, Any], **fields: Any) -> dict[str, Any]:
    record = {
        "type": "approval_document",
        "document_id": uuid.uuid4().hex[:15],
        "title": "급식 계획",
        "owner_org": agency["id"],
        "resources": [{"url": ADDRESS, "name": "본문", "role": "original"}],
    }
    return act("package_create", **{**record, **fields})


def _patch(record: dict[str, Any], **fields: Any) -> None:
    act("package_patch", id=record["id"], **fields)


def _people(agency: dict[str, Any]) -> dict[str, Any]:
    """A user for each part that people play towards an agency."""
    people = {"anonymous": None, "stranger": UserWithToken(), "sysadmin": SysadminWithToken()}
    people["officer elsewhere"] = UserWithToken()
    Organization(users=[{"name": people["officer elsewhere"]["name"], "capacity": "editor"}])
    for part in ("member", "editor", "admin"):
        people[part] = UserWithToken()
        act("organization_member_create", id=agency["id"], username=people[part]["name"], role=part)
    return people


OUTSIDERS = {"anonymous", "stranger", "officer elsewhere"}
STAFF = {"member", "editor", "admin", "sysadmin"}


def _context(user: Any) -> dict[str, Any]:
    found = model.User.get(user["name"]) if user else None
    return {"user": user["name"] if user else "", "auth_user_obj": found, "model": model}


def _allowed(auth: str, people: dict[str, Any], **data: Any) -> set[str]:
    def may(user: Any) -> bool:
        try:
            return call_auth(auth, _context(user), **data)
        except tk.NotAuthorized:
            return False

    return {part for part, user in people.items() if may(user)}


def _run(action: str, user: Any, **data: Any) -> Any:
    return tk.get_action(action)(_context(user), data)


@pytest.fixture
def agency(non_clean_db: None) -> dict[str, Any]:
    return Organization()


@pytest.fixture
def people(agency: dict[str, Any]) -> dict[str, Any]:
    return _people(agency)


EVERYONE = OUTSIDERS | STAFF
FILE_DOORS = ("resource_show", "resource_view_list", "datastore_search", "datastore_info")
LATER = "2099-01-01T00:00:00Z"


@pytest.mark.usefixtures("with_request_context")
class TestDoors:
    def test_who_may_read_the_record_and_have_its_file(
        self, agency: dict[str, Any], people: dict[str, Any]
    ) -> None:
        for fields, readers, recipients in (
            ({"disclosure": "open"}, EVERYONE, EVERYONE),
            ({"disclosure": "partial"}, EVERYONE, STAFF),
            ({"disclosure": "closed"}, EVERYONE, STAFF),
            ({"disclosure": "restricted"}, EVERYONE, STAFF),
            ({}, EVERYONE, STAFF),
            ({"disclosure": "open", "embargo_until": LATER}, STAFF, STAFF),
            (
                {"disclosure": "open", "withdrawn_at": "2021-01-01", "withdrawal_reason": "오류"},
                EVERYONE,
                STAFF,
            ),
            ({"disclosure": "open", "private": True}, STAFF, STAFF),
            ({"private": True, "withdrawn_at": "2021-01-01"}, STAFF, STAFF),
            ({"embargo_until": LATER, "withdrawn_at": "2021-01-01"}, STAFF, STAFF),
        ):
            record = _create(agency, **fields)
            file = {"id": record["resources"][0]["id"]}
            allowed = {
                "package_show": _allowed("package_show", people, id=record["id"]),
                **{door: _allowed(door, people, **file) for door in FILE_DOORS},
            }
            expected = {"package_show": readers, **dict.fromkeys(FILE_DOORS, recipients)}
            assert (fields, allowed) == (fields, expected)

    def test_who_finds_the_record(self, agency: dict[str, Any], people: dict[str, Any]) -> None:
        shown = {
            "closed": _create(agency, disclosure="closed"),
            "withdrawn": _create(agency, withdrawn_at="2021-01-01"),
            "embargoed": _create(agency, embargo_until=LATER),
        }
        ids = {record["id"]: what for what, record in shown.items()}

        def finds(user: Any) -> set[str]:
            query = f'+owner_org:"{agency["id"]}" +withdrawn:(true false)'
            return {ids[hit["id"]] for hit in _run("package_search", user, fq=query)["results"]}

        found = {part: finds(user) for part, user in people.items()}
        assert found == dict.fromkeys(OUTSIDERS, {"closed"}) | dict.fromkeys(STAFF, set(shown))

    def test_the_address_of_a_withheld_file_is_in_no_answer(
        self, agency: dict[str, Any], people: dict[str, Any]
    ) -> None:
        secret = f"https://example.org/{uuid.uuid4()}.pdf"
        tag = f"tag-{uuid.uuid4()}"
        record = _create(
            agency, disclosure="closed", resources=[{"url": secret, "name": "본문"}], tags=[{"name": tag}]
        )
        _run("follow_dataset", people["stranger"], id=record["id"])
        fq = f'id:"{record["id"]}"'
        answers = {
            "package_show": _run("package_show", None, id=record["id"]),
            "package_show, default schema": _run(
                "package_show", None, id=record["id"], use_default_schema=True
            ),
            "package_search": _run("package_search", None, fq=fq),
            "package_search, default schema": _run("package_search", None, fq=fq, use_default_schema=True),
            "package_search, fields": _run(
                "package_search", None, fq=fq, fl=["id", "res_url", "data_dict", "validated_data_dict"]
            ),
            "package_search, facets": _run("package_search", None, fq=fq, **{"facet.field": ["res_url"]}),
            "resource_search": _run("resource_search", None, query=f"url:{secret}"),
            "resource_search, inside": query_for(model.Resource).run(fields={"url": secret}, all_fields=True),
            "current_package_list_with_resources": _run(
                "current_package_list_with_resources", None, limit=1000
            ),
            "tag_show": _run("tag_show", None, id=tag, include_datasets=True),
            "dataset_followee_list": _run(
                "dataset_followee_list", people["stranger"], id=people["stranger"]["id"]
            ),
            "organization_show": _run("organization_show", None, id=agency["id"], include_datasets=True),
        }
        assert [door for door, answer in answers.items() if secret in str(answer)] == []
        assert answers["package_show"]["resources"][0]["name"] == "본문"
        assert answers["package_show"]["resources"][0]["withheld"] is True
        assert answers["resource_search"] == {"count": 0, "results": []}
        assert _run("package_show", people["editor"], id=record["id"])["resources"][0]["url"] == secret
        found = _run("package_search", people["editor"], fq=fq)["results"]
        assert found[0]["resources"][0]["url"] == secret

    def test_past_versions_are_told_to_staff_only(
        self, agency: dict[str, Any], people: dict[str, Any]
    ) -> None:
        secret = f"https://example.org/{uuid.uuid4()}.pdf"
        record = _run(
            "package_create",
            people["editor"],
            type="approval_document",
            document_id=uuid.uuid4().hex[:15],
            title="급식 계획",
            notes="개인정보",
            owner_org=agency["id"],
            disclosure="open",
            resources=[{"url": secret, "name": "본문", "role": "original"}],
        )
        _run("seoulsquare_document_withdraw", people["editor"], id=record["id"], reason="잘못 공개")
        doors = {
            "package_activity_list": record["id"],
            "organization_activity_list": agency["id"],
            "recently_changed_packages_activity_list": "",
        }
        for door, id_ in doors.items():
            arguments = {"id": id_} if id_ else {}
            told = _run(door, None, **arguments)
            assert record["id"] in str(told)
            assert secret not in str(told)
            assert "개인정보" not in str(told)
            assert secret in str(_run(door, people["editor"], **arguments))

    def test_an_officers_edit_keeps_the_address(self, agency: dict[str, Any], people: dict[str, Any]) -> None:
        record = _create(agency, disclosure="closed")
        _run("package_patch", people["editor"], id=record["id"], title="고친 제목")
        assert act("package_show", id=record["id"])["resources"][0]["url"] == ADDRESS

    def test_records_under_embargo_are_in_no_list(self, agency: dict[str, Any]) -> None:
        tag = f"tag-{uuid.uuid4()}"
        record = _create(agency, embargo_until=LATER, tags=[{"name": tag}])
        answers = [
            _run("package_list", None),
            _run("current_package_list_with_resources", None, limit=1000),
            _run("tag_show", None, id=tag, include_datasets=True),
            _run("resource_search", None, query=f"url:{ADDRESS}"),
            _run("package_autocomplete", None, q=record["name"]),
        ]
        assert [record["id"] in str(answer) or record["name"] in str(answer) for answer in answers] == [
            False
        ] * 5

    def test_downloads(self, agency: dict[str, Any], people: dict[str, Any], shared_app: Any) -> None:
        record = _create(agency, disclosure="closed")
        file = record["resources"][0]["id"]
        address = f"/approval-document/{record['name']}/resource/{file}/download/original.pdf"
        officer = {"Authorization": people["editor"]["token"]}
        assert shared_app.get(address, follow_redirects=False).status_code == 403
        assert shared_app.get(address, headers=officer, follow_redirects=False).headers["Location"] == ADDRESS
        assert shared_app.get(f"/datastore/dump/{file}").status_code in (403, 404)


@pytest.mark.usefixtures("with_request_context")
class TestWithdraw:
    def test_tombstone_tells_the_reason(self, agency: dict[str, Any], people: dict[str, Any]) -> None:
        record = _create(agency, disclosure="open")
        _run("seoulsquare_document_withdraw", people["editor"], id=record["id"], reason="개인정보 포함")
        shown = _run("package_show", None, id=record["id"])
        assert (shown["withdrawal_reason"], shown["resources"][0]["url"]) == ("개인정보 포함", "")
        assert shown["withdrawn_at"]

    def test_restoring_undoes_it(self, agency: dict[str, Any], people: dict[str, Any]) -> None:
        record = _create(agency, disclosure="open")
        _run("seoulsquare_document_withdraw", people["editor"], id=record["id"], reason="오류")
        _run("seoulsquare_document_restore", people["editor"], id=record["id"])
        shown = _run("package_show", None, id=record["id"])
        assert not {"withdrawn_at", "withdrawal_reason"} & set(shown)
        assert shown["resources"][0]["url"] == ADDRESS
        assert _run("package_search", None, fq=f'id:"{record["id"]}"')["count"] == 1

    def test_an_edit_by_a_form_that_does_not_carry_the_fields_keeps_them(
        self, agency: dict[str, Any]
    ) -> None:
        record = _create(agency, disclosure="open", withdrawn_at="2021-01-01", withdrawal_reason="오류")
        form = {key: value for key, value in record.items() if not key.startswith("withdraw")}
        assert act("package_update", **form)["withdrawal_reason"] == "오류"

    @pytest.mark.parametrize("action", ["seoulsquare_document_withdraw", "seoulsquare_document_restore"])
    def test_only_who_may_edit_the_record(
        self, agency: dict[str, Any], people: dict[str, Any], action: str
    ) -> None:
        record = _create(agency)
        assert _allowed(action, people, id=record["id"], reason="오류") == {"editor", "admin", "sysadmin"}

    def test_a_reason_is_required(self, agency: dict[str, Any]) -> None:
        with pytest.raises(tk.ValidationError, match="reason"):
            act("seoulsquare_document_withdraw", id=_create(agency)["id"])


@pytest.mark.usefixtures("with_request_context")
class TestEmbargo:
    def test_a_record_whose_time_has_come_is_shown_at_once_and_found_after_lifting(
        self, clean_index: None, agency: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        record = _create(agency, embargo_until=LATER)
        fq = f'id:"{record["id"]}"'
        assert embargoes.lift() == 0
        monkeypatch.setattr(labels, "now", lambda: dt.datetime(2099, 1, 2, tzinfo=dt.UTC))
        assert _run("package_show", None, id=record["id"])["id"] == record["id"]
        assert _run("package_search", None, fq=fq)["count"] == 0
        assert embargoes.lift() >= 1
        assert _run("package_search", None, fq=fq)["count"] == 1
        assert embargoes.lift() == 0
