"""What officers see of files, what they decide, and who may."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.factories import Organization
from ckan.tests.helpers import call_auth
from ckan.types import Context

from ckanext.seoulsquare.previews import service
from ckanext.seoulsquare.previews.model import Content, Upload
from tests.previews.stored.uploads import looked_at, people, record, token, upload, user

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_request_context")

SECRET = "담당자 주민등록번호 900101-1234567 입니다\n".encode()
PHONE = "문의 010-1234-5678 (개인)\n".encode()
CLEAR = "급식 계획\n".encode()
VALUE = "1234567"
STAFF = ("officer", "sysadmin")


@pytest.fixture
def agency(non_clean_db: None) -> dict[str, Any]:
    return Organization()


@pytest.fixture
def cast(agency: dict[str, Any]) -> dict[str, Any]:
    return people(agency)


def file_of(agency: dict[str, Any], data: bytes = SECRET, name: str = "명단.txt") -> str:
    return looked_at(record(agency), name, data)["id"]


def ask(action: str, person: dict[str, Any] | None, **data: Any) -> Any:
    reader = user(person)
    context = Context(user=reader.name, auth_user_obj=reader, ignore_auth=False)
    return tk.get_action(action)(context, data)


def listed(person: dict[str, Any], **query: Any) -> list[str]:
    return [file["resource_id"] for file in ask("seoulsquare_preview_findings", person, **query)["results"]]


class TestList:
    def test_what_a_file_shows(self, agency: dict[str, Any], cast: dict[str, Any]) -> None:
        file = file_of(agency)
        found = ask("seoulsquare_preview_findings", cast["officer"], agency=agency["name"])
        assert found["count"] == 1
        shown = found["results"][0]
        assert (shown["resource_id"], shown["concern"], shown["held"]) == (file, "block", "finding")
        assert [(one["kind"], one["page"], one["masked"]) for one in shown["findings"]] == [
            ("rrn", None, "90****-*******")
        ]
        assert VALUE not in str(found)

    def test_filters(self, agency: dict[str, Any], cast: dict[str, Any]) -> None:
        blocked, warned, clear = file_of(agency), file_of(agency, PHONE), file_of(agency, CLEAR)
        waiting = upload(record(agency), "새.txt", CLEAR)["id"]
        officer = cast["officer"]
        assert set(listed(officer)) == {blocked, warned, waiting}
        assert listed(officer, concern="block") == [blocked]
        assert listed(officer, concern="warn") == [warned]
        assert listed(officer, concern="waiting") == [waiting]
        assert listed(officer, kind="mobile") == [warned]
        assert listed(officer, type="meeting") == []
        assert listed(officer, agency="none") == []
        assert listed(officer, to="2020-01-01") == []
        assert set(listed(officer, **{"from": "2020-01-01"})) == {blocked, warned, waiting}
        assert listed(officer, resource_id=clear) == [clear]

    def test_order_and_paging(self, agency: dict[str, Any], cast: dict[str, Any]) -> None:
        first, second = file_of(agency), file_of(agency)
        assert listed(cast["officer"]) == [second, first]
        assert listed(cast["officer"], sort="oldest") == [first, second]
        assert listed(cast["officer"], rows=1, start=1) == [first]

    def test_each_officer_sees_the_files_of_his_agencies(
        self, agency: dict[str, Any], cast: dict[str, Any]
    ) -> None:
        file = file_of(agency)
        assert listed(cast["officer elsewhere"]) == []
        assert listed(cast["officer elsewhere"], resource_id=file) == []
        assert listed(cast["sysadmin"], agency=agency["name"]) == [file]

    def test_who_may(self, agency: dict[str, Any], cast: dict[str, Any]) -> None:
        for who in ("officer", "officer elsewhere", "sysadmin"):
            assert call_auth("seoulsquare_preview_findings", {"user": cast[who]["name"]})
        member = people(agency)["stranger"]
        assert member
        tk.get_action("organization_member_create")(
            {"ignore_auth": True, "user": cast["sysadmin"]["name"]},
            {"id": agency["id"], "username": member["name"], "role": "member"},
        )
        for name in ("", cast["stranger"]["name"], member["name"]):
            with pytest.raises(tk.NotAuthorized):
                call_auth("seoulsquare_preview_findings", {"user": name})


class TestDecide:
    def test_publish_and_take_back(self, agency: dict[str, Any], cast: dict[str, Any]) -> None:
        file = file_of(agency)
        officer = cast["officer"]
        assert service.shown(file, model.AnonymousUser()) is None
        decided = ask(
            "seoulsquare_preview_decide", officer, resource_id=file, decision="publish", reason="공인"
        )
        assert (decided["decision"], decided["held"]) == ("publish", "")
        assert service.shown(file, model.AnonymousUser())
        assert listed(officer) == []
        assert listed(officer, decided="yes") == [file]

        back = ask("seoulsquare_preview_decide", officer, resource_id=file, decision="", reason="잘못 봄")
        assert (back["decision"], back["held"]) == ("", "finding")
        assert service.shown(file, model.AnonymousUser()) is None
        assert [(one["decision"], one["reason"]) for one in back["decisions"]] == [
            ("", "잘못 봄"),
            ("publish", "공인"),
        ]
        assert {one["by"] for one in back["decisions"]} == {user(officer).display_name}
        assert all(one["at"] for one in back["decisions"])

    def test_a_masked_copy(self, agency: dict[str, Any], cast: dict[str, Any]) -> None:
        file = file_of(agency)
        ask("seoulsquare_preview_decide", cast["officer"], resource_id=file, decision="masked", reason="번호")
        preview = service.shown(file, model.AnonymousUser())
        assert preview
        assert preview.masked
        assert VALUE not in preview.text()

    @pytest.mark.parametrize(
        ("change", "decisions"),
        [
            ({"state": "infected", "verdict": ""}, ("publish", "masked")),
            ({"verdict": "unreadable"}, ("masked",)),
        ],
        ids=["virus", "unreadable"],
    )
    def test_what_cannot_be_published(
        self, agency: dict[str, Any], cast: dict[str, Any], change: dict[str, str], decisions: tuple[str, ...]
    ) -> None:
        file = file_of(agency)
        row = Upload.get(file)
        assert row
        for name, value in change.items():
            setattr(row, name, value)
        model.Session.commit()
        for decision in decisions:
            with pytest.raises(tk.ValidationError):
                ask(
                    "seoulsquare_preview_decide",
                    cast["officer"],
                    resource_id=file,
                    decision=decision,
                    reason="x",
                )
        assert service.shown(file, model.AnonymousUser()) is None
        assert (
            ask("seoulsquare_preview_findings", cast["officer"], resource_id=file)["results"][0]["decisions"]
            == []
        )

    def test_a_value_that_no_page_shows_cannot_be_masked(
        self, agency: dict[str, Any], cast: dict[str, Any]
    ) -> None:
        file = file_of(agency, SECRET + uuid.uuid4().hex.encode())
        row = Upload.get(file)
        content = Content.get(row.content_hash) if row else None
        assert content
        content.findings = [*content.findings, {**content.findings[0], "kind": "passport"}]
        model.Session.commit()
        with pytest.raises(tk.ValidationError):
            ask(
                "seoulsquare_preview_decide", cast["officer"], resource_id=file, decision="masked", reason="x"
            )

    @pytest.mark.parametrize(
        "data", [{"decision": "burn", "reason": "x"}, {"decision": "publish", "reason": " "}]
    )
    def test_nonsense(self, agency: dict[str, Any], cast: dict[str, Any], data: dict[str, str]) -> None:
        with pytest.raises(tk.ValidationError):
            ask("seoulsquare_preview_decide", cast["officer"], resource_id=file_of(agency), **data)

    def test_who_may(self, agency: dict[str, Any], cast: dict[str, Any]) -> None:
        file = file_of(agency)
        for who, person in cast.items():
            context = {"user": person["name"] if person else ""}
            if who in STAFF:
                assert call_auth("seoulsquare_preview_decide", context, resource_id=file)
            else:
                with pytest.raises(tk.NotAuthorized):
                    call_auth("seoulsquare_preview_decide", context, resource_id=file)
        with pytest.raises(tk.NotAuthorized):
            call_auth("seoulsquare_preview_decide", {"user": cast["officer"]["name"]}, resource_id="none")


class TestPages:
    def get(self, app: Any, address: str, person: dict[str, Any] | None, status: int = 200) -> str:
        return app.get(address, headers=token(person), status=status).body

    def test_list(self, agency: dict[str, Any], cast: dict[str, Any], shared_app: Any) -> None:
        file = file_of(agency)
        body = self.get(shared_app, "/previews/findings", cast["officer"])
        assert f"/previews/findings/{file}" in body
        body = self.get(shared_app, "/previews/findings?concern=warn", cast["officer"])
        assert f"/previews/findings/{file}" not in body
        self.get(shared_app, "/previews/findings?concern=burn", cast["officer"], 400)

    def test_table(self, agency: dict[str, Any], cast: dict[str, Any], shared_app: Any) -> None:
        file = looked_at(record(agency, title="=1+1"), "명단.txt", SECRET)["id"]
        body = self.get(shared_app, "/previews/findings.csv", cast["officer"])
        rows = list(csv.DictReader(io.StringIO(body.lstrip("\ufeff"))))
        assert [(row["resource_id"], row["title"], row["kinds"]) for row in rows] == [(file, "'=1+1", "rrn")]
        assert VALUE not in body

    def test_file(self, agency: dict[str, Any], cast: dict[str, Any], shared_app: Any) -> None:
        file = file_of(agency)
        body = self.get(shared_app, f"/previews/findings/{file}", cast["officer"])
        assert "ss-marked__box" in body
        assert "90****-*******" in body
        assert VALUE not in body

    def test_deciding(self, agency: dict[str, Any], cast: dict[str, Any], shared_app: Any) -> None:
        file = file_of(agency)
        address, form = f"/previews/findings/{file}", {"decision": "withhold", "reason": "개인정보"}
        for who, status in [("anonymous", 403), ("stranger", 403), ("officer elsewhere", 403)]:
            shared_app.post(address, data=form, headers=token(cast[who]), status=status)
        assert "개인정보" in shared_app.post(address, data=form, headers=token(cast["officer"])).body
        assert service.files([file])[file].decision == "withhold"
        shared_app.post(address, data={"decision": "publish"}, headers=token(cast["officer"]), status=400)
        assert service.files([file])[file].decision == "withhold"

    def test_who_may(self, agency: dict[str, Any], cast: dict[str, Any], shared_app: Any) -> None:
        file = file_of(agency)
        for who in ("anonymous", "stranger"):
            for address in ("/previews/findings", "/previews/findings.csv", f"/previews/findings/{file}"):
                self.get(shared_app, address, cast[who], 403)
        self.get(shared_app, f"/previews/findings/{file}", cast["officer elsewhere"], 404)
        assert self.get(shared_app, "/dashboard/datasets", cast["officer"]).count("/previews/findings")
        assert not self.get(shared_app, "/dashboard/datasets", cast["stranger"]).count("/previews/findings")
