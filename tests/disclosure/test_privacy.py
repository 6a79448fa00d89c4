"""What must never lie in the open: personal data in the database, in logs, in files and in the index."""

from __future__ import annotations

import logging
import subprocess
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import make_connection

from ckanext.seoulsquare.disclosure import config, crypto, events, jobs, limits, rotation
from ckanext.seoulsquare.disclosure.errors import LimitError
from ckanext.seoulsquare.disclosure.model import Case, Party
from tests.disclosure.office import CONTENT, REQUESTER, Office, Time

SECRETS = [
    REQUESTER["name"], REQUESTER["email"], REQUESTER["phone"], REQUESTER["address"], CONTENT,
    "영업비밀이라서", "주식회사 비밀상사", "만족합니다만", "위임장-홍길동전",
]  # fmt: skip


@pytest.fixture
def lived(office: Office) -> dict[str, Any]:
    """A case that holds each kind of personal data."""
    case = office.processing(items=[CONTENT])
    office.attach(case, "authority", office.requester, content=CONTENT, name="위임장-홍길동전.txt")
    case = office.step(
        case, "notify_third_party", office.officer, name="주식회사 비밀상사", email="secret@example.org"
    )
    party = case["parties"][0]["id"]
    office.step(case, "record_oral_opinion", office.officer, party=party, reason="영업비밀이라서")
    case = office.decide(office.submitted(case, "closed"), "closed")
    office.step(case, "object", office.requester, reason=f"{REQUESTER['name']}의 사정")
    office.call("rate", office.requester, id=case["id"], score=2, comment="만족합니다만")
    return case


class TestAtRest:
    def test_a_dump_of_the_database_tells_nothing(self, lived: dict[str, Any]) -> None:
        address = tk.config["sqlalchemy.url"]
        command = [
            "pg_dump",
            "--data-only",
            "--inserts",
            "--table=*disclosure*",
            "--table=activity*",
            address,
        ]
        dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert lived["receipt_number"] in dump
        assert [secret for secret in SECRETS if secret in dump] == []

    def test_files_are_unreadable(self, lived: dict[str, Any]) -> None:
        folder = Path(tk.config["ckan.storage_path"]) / "seoulsquare_disclosure"
        contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
        assert contents
        assert not [content for content in contents if CONTENT.encode() in content]

    def test_the_index_knows_nothing(self, lived: dict[str, Any]) -> None:
        found = make_connection().search(f'"{REQUESTER["name"]}" OR "{lived["receipt_number"]}"')
        assert found.hits == 0

    @pytest.mark.ckan_config("smtp.mail_from", "info@example.org")
    def test_logs_tell_nothing(
        self, office: Office, mail_server: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        case = office.filed()
        assert jobs.send_mails() >= 1
        recipients = [mail[2] for mail in mail_server.get_smtp_messages()]
        assert [REQUESTER["email"]] in recipients
        assert [secret for secret in SECRETS if secret in caplog.text] == []
        assert office.mails(case)[0].get("body") is None


class TestReading:
    def test_staff_see_a_mask_until_they_say_why(self, office: Office) -> None:
        case = office.filed()
        masked = office.call("show", office.officer, id=case["id"])["requester"]
        assert masked["name"] == "홍***"
        assert REQUESTER["phone"] not in str(masked)
        with pytest.raises(tk.ValidationError):
            office.call("personal_show", office.officer, id=case["id"])
        seen = office.call("personal_show", office.officer, id=case["id"], purpose="통지서 발송")
        assert seen["requester"]["phone"] == REQUESTER["phone"]
        log = office.call("access_list", office.requester, id=case["id"])
        assert [entry["purpose"] for entry in log] == ["통지서 발송"]

    def test_registration_numbers_are_refused_everywhere(self, office: Office) -> None:
        number = "000101-3000008"
        for given in (
            {"title": f"계약서 {number}"},
            {"content": f"주민등록번호 {number}"},
            {"items": [f"주민등록번호 {number}"]},
            {"requester": {**REQUESTER, "name": number}},
        ):
            with pytest.raises(tk.ValidationError):
                office.draft(**given)

    def test_a_draft_is_seen_by_its_writer_alone(self, office: Office) -> None:
        case = office.draft()
        for account in (office.officer, office.manager, office.sysadmin, office.stranger, ""):
            with pytest.raises(tk.ObjectNotFound):
                office.call("show", account, id=case["id"])

    def test_a_decision_that_is_only_drafted_is_not_shown(self, office: Office) -> None:
        case = office.approval("closed")
        assert office.call("show", office.requester, id=case["id"])["items"][0]["result"] is None

    def test_the_log_names_no_requester(self, lived: dict[str, Any], office: Office) -> None:
        actors = {event["actor"]["role"]: event["actor"]["name"] for event in office.history(lived)}
        assert actors["requester"] == ""
        assert [secret for secret in SECRETS if secret in str(office.history(lived))] == []


class TestRights:
    def test_contact_data_are_corrected_and_the_name_until_it_is_decided(self, office: Office) -> None:
        case = office.decided("closed")
        change = {"address": "부산광역시 중구 1"}
        case = office.call("personal_update", office.requester, id=case["id"], requester=change)
        assert case["requester"]["address"] == change["address"]
        with pytest.raises(tk.ValidationError):
            office.call("personal_update", office.requester, id=case["id"], requester={"name": "임꺽정"})

    def test_all_that_is_kept_is_exported(self, office: Office) -> None:
        case = office.filed()
        exported = office.call("personal_export", office.requester)["cases"]
        own = next(each for each in exported if each["id"] == case["id"])
        assert own["requester"]["birth_date"] == REQUESTER["birth_date"]
        assert [event["action"] for event in own["history"]] == ["file"]

    def test_data_are_erased_only_when_the_law_lets(self, office: Office) -> None:
        case = office.decided("closed")
        with pytest.raises(tk.ValidationError, match="2031-11-01"):
            office.call("personal_erase", office.requester, id=case["id"])
        withdrawn = office.step(office.filed(), "withdraw", office.requester)
        assert office.call("personal_erase", office.requester, id=withdrawn["id"])["erased"]

    def test_a_draft_leaves_nothing(self, office: Office) -> None:
        case = office.draft()
        office.call("delete", office.requester, id=case["id"])
        assert model.Session.get(Case, case["id"]) is None
        assert not model.Session.scalars(sa.select(Party).where(Party.case_id == case["id"])).all()


class TestLinks:
    def test_open_one_case_until_they_are_revoked(self, office: Office) -> None:
        case = office.call("confirm", token=office.token(office.draft(user="", submit=True)))
        token, other = case["token"], office.filed()
        assert office.call("show", token=token)["id"] == case["id"]
        with pytest.raises(tk.ObjectNotFound):
            office.call("show", token=token, id=other["id"])
        assert office.call("link_revoke", token=token)["revoked"] >= 1
        with pytest.raises(tk.ObjectNotFound):
            office.call("show", token=token)

    def test_expire(self, office: Office, time: Time) -> None:
        token = office.call("confirm", token=office.token(office.draft(user="", submit=True)))["token"]
        time.to("2027-06-01")
        with pytest.raises(tk.ObjectNotFound):
            office.call("show", token=token)

    def test_a_lost_one_is_mailed_to_the_right_address_only(self, office: Office) -> None:
        case = office.call("confirm", token=office.token(office.draft(user="", submit=True)))
        number, before = case["receipt_number"], len(office.mails(case))
        wrong = office.call("link_send", receipt_number=number, email="other@example.org")
        right = office.call("link_send", receipt_number=number, email=REQUESTER["email"].upper())
        assert wrong == right == {}
        assert len(office.mails(case)) == before + 1
        assert office.call("show", token=office.token(case))["id"] == case["id"]


class TestKeys:
    def test_a_new_key_seals_everything_and_finds_everybody(
        self, lived: dict[str, Any], office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = crypto.keys().values
        monkeypatch.setenv(crypto.VARIABLE, " ".join([Fernet.generate_key().decode(), *old]))
        assert rotation.stale() > 0
        assert rotation.rotate() > 0
        assert rotation.stale() == 0
        assert office.call("show", office.requester, id=lived["id"])["content"] == CONTENT
        row = model.Session.get(Case, lived["id"])
        assert row is not None
        assert row.person == crypto.keys().hashes("person", REQUESTER["email"])[0]
        monkeypatch.setenv(crypto.VARIABLE, " ".join([*old, crypto.keys().values[0]]))
        rotation.rotate()

    def test_the_file_is_made_once_for_the_owner_alone(
        self, with_plugins: None, ckan_config: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setitem(ckan_config, "ckanext.seoulsquare.disclosure.keys_file", str(tmp_path / "keys"))
        first = crypto.keys().values
        assert config.keys_file().stat().st_mode & 0o777 == 0o600
        token = crypto.seal_text({"name": "홍길동"})
        assert crypto.add_key()
        assert crypto.keys().values[1:] == first
        assert crypto.open_text(token) == {"name": "홍길동"}
        assert crypto.drop_old_keys()
        with pytest.raises(crypto.KeyMissingError):
            crypto.open_text(token)


class TestTampering:
    @pytest.mark.parametrize("statement", ["UPDATE {} SET after = ''", "DELETE FROM {}", "TRUNCATE {}"])
    def test_the_log_cannot_be_changed(self, office: Office, statement: str) -> None:
        office.filed()
        with pytest.raises(sa.exc.DatabaseError, match="append-only"):
            model.Session.execute(sa.text(statement.format("seoulsquare_disclosure_events")))
        model.Session.rollback()

    @pytest.mark.parametrize(
        ("statement", "sign"),
        [
            (
                "UPDATE {} SET detail = '{{\"ground\": 2}}' WHERE case_id = :id AND number = 1",
                "1 was changed",
            ),
            ("DELETE FROM {} WHERE case_id = :id AND number = 1", "event 1 is missing"),
            ("DELETE FROM {} WHERE case_id = :id AND number = 2", "not the one that the case names"),
            ("DELETE FROM seoulsquare_disclosure_cases WHERE id = :id", "the case is missing"),
        ],
    )
    def test_it_shows_where_somebody_did_it_all_the_same(
        self, office: Office, statement: str, sign: str
    ) -> None:
        case = office.processing()
        before = set(events.verify())
        table = "seoulsquare_disclosure_events"
        model.Session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        model.Session.execute(sa.text(statement.format(table)), {"id": case["id"]})
        model.Session.expunge_all()
        found = set(events.verify()) - before
        model.Session.rollback()
        assert any(sign in problem for problem in found)
        assert set(events.verify()) == before


class TestLimits:
    def test_an_address_is_held_to_its_share(
        self, office: Office, ckan_config: Any, monkeypatch: pytest.MonkeyPatch, time: Time
    ) -> None:
        monkeypatch.setitem(ckan_config, "ckanext.seoulsquare.disclosure.requests_an_hour", 2)
        for _ in range(2):
            limits.spend("203.0.113.7", "create", time.now)
        with pytest.raises(LimitError):
            limits.spend("203.0.113.7", "create", time.now)
        limits.spend("203.0.113.8", "create", time.now)

    def test_machines_that_fill_in_everything_are_refused(self, office: Office) -> None:
        with pytest.raises(tk.ValidationError) as refused:
            office.draft(user="", website="https://example.org")
        assert list(refused.value.error_dict) == ["limit"]
