"""From an upload to its verdict, its preview and the reader."""

from __future__ import annotations

import hashlib
import io
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import jobs as ckan_jobs
from ckan.lib import uploader
from ckan.tests.factories import Organization

from ckanext.seoulsquare.previews import jobs, making, service, storage
from ckanext.seoulsquare.previews.model import Content, Upload
from ckanext.seoulsquare.previews.signals import preview_changed
from tests.documents.records import act
from tests.previews.documents import PLACES
from tests.previews.stored.uploads import looked_at, people, record, upload, user

RRN = "주민등록번호 900101-1234567"
STRANGER = model.AnonymousUser()


@pytest.fixture
def agency(non_clean_db: None) -> dict[str, Any]:
    return Organization()


@pytest.mark.usefixtures("with_request_context")
class TestUpload:
    def test_waits_until_it_was_looked_at(self, agency: dict[str, Any]) -> None:
        resource = upload(record(agency), "회의록.hwpx", PLACES["hwpx", "body"]("급식 계획을 세운다"))
        state = service.files([resource["id"]])[resource["id"]]
        assert (state.state, state.held) == ("waiting", "screening")
        assert service.shown(resource["id"], STRANGER) is None

    def test_is_shown_when_the_screen_lets_it_pass(self, agency: dict[str, Any]) -> None:
        package = record(agency)
        resource = looked_at(package, "회의록.hwpx", PLACES["hwpx", "body"]("급식 계획을 세운다"))
        state = service.files_of(package["id"])[resource["id"]]
        assert (state.state, state.verdict, state.held) == ("made", "clear", "")
        assert state.readable
        preview = service.shown(resource["id"], STRANGER)
        assert preview is not None
        assert preview.name == "회의록.hwpx"
        assert [page.number for page in preview.pages] == [1]
        assert "급식 계획을 세운다" in preview.page_text(1)
        assert preview.words(1)
        assert preview.image(1, "thumb").startswith(b"RIFF")
        assert preview.pdf().read(5) == b"%PDF-"
        assert preview.public

    def test_with_a_resident_number_is_for_its_agency_only(self, agency: dict[str, Any]) -> None:
        readers = people(agency)
        resource = looked_at(record(agency), "명단.hwpx", PLACES["hwpx", "body"](RRN))
        assert service.files([resource["id"]])[resource["id"]].held == "finding"
        seen = {part for part, reader in readers.items() if service.shown(resource["id"], user(reader))}
        assert seen == {"officer", "sysadmin"}


@pytest.mark.usefixtures("with_request_context")
class TestContent:
    def test_is_made_once_for_all_who_have_it(self, agency: dict[str, Any]) -> None:
        data = f"급식 계획 {uuid.uuid4()}".encode()
        first, second = (looked_at(record(agency), name, data) for name in ("a.txt", "b.txt"))
        made = Content.get(hashlib.sha256(data).hexdigest())
        assert made is not None
        moment = made.made
        assert service.shown(first["id"], STRANGER) is not None
        assert service.shown(second["id"], STRANGER) is not None
        making.make(second["id"])
        assert made.made == moment
        making.make(second["id"], again=True)
        assert made.made > moment

    def test_of_a_closed_record_is_not_opened_by_an_open_one_that_has_it_too(
        self, agency: dict[str, Any], shared_app: Any
    ) -> None:
        data = f"급식 계획 {uuid.uuid4()}".encode()
        opened, closed = record(agency), record(agency, disclosure="closed")
        shown, hidden = (looked_at(package, "a.txt", data) for package in (opened, closed))
        assert service.shown(shown["id"], STRANGER) is not None
        assert service.shown(hidden["id"], STRANGER) is None
        for package in (opened, closed):
            assert shared_app.get(f"/document/{package['name']}/{hidden['id']}.txt").status_code == 404

    def test_is_judged_with_the_name_of_each_file(self, agency: dict[str, Any]) -> None:
        data = f"급식 계획 {uuid.uuid4()}".encode()
        plain = looked_at(record(agency), "a.txt", data)
        package = record(agency)
        named = looked_at(package, "900101-1234567 신청서.txt", data)
        states = service.files([plain["id"], named["id"]])
        assert (states[plain["id"]].held, states[named["id"]].held) == ("", "finding")
        seen = tk.get_action("package_show")({"user": ""}, {"id": package["id"]})["resources"][0]
        assert (seen["withheld_reason"], seen["name"]) == ("finding", "90****-******* 신청서.txt")

    def test_survives_a_record_that_has_it_and_goes_with_the_last(self, agency: dict[str, Any]) -> None:
        data = f"급식 계획 {uuid.uuid4()}".encode()
        content_hash = hashlib.sha256(data).hexdigest()
        packages = [record(agency), record(agency)]
        resources = [looked_at(package, "a.txt", data) for package in packages]
        place = storage.place(content_hash, "text.txt")
        for package, left in zip(packages, (True, False), strict=True):
            act("seoulsquare_document_withdraw", id=package["id"], reason="오류")
            jobs.forget(package["id"])
            assert (Content.get(content_hash) is not None) is left
            if left:
                assert storage.read(place) == data
            else:
                with pytest.raises(LookupError):
                    storage.read(place)
        act("seoulsquare_document_restore", id=packages[0]["id"])
        assert making.make(resources[0]["id"]) == "made"
        assert storage.read(place) == data


@pytest.mark.usefixtures("with_request_context")
class TestRepeatedUploads:
    def test_wait_again_and_forget_what_was_decided(self, agency: dict[str, Any]) -> None:
        resource = looked_at(record(agency), "a.txt", RRN.encode())
        service.decide(resource["id"], "publish", "somebody")
        assert service.files([resource["id"]])[resource["id"]].held == ""
        file = FileStorage(io.BytesIO(b"another 900101-1234567"), filename="a.txt")
        act("resource_patch", id=resource["id"], upload=file)
        model.Session.expire_all()
        state = service.files([resource["id"]])[resource["id"]]
        assert (state.state, state.decision, state.held) == ("waiting", "", "screening")

    def test_are_not_served_before_their_row_tells_of_them(
        self, agency: dict[str, Any], shared_app: Any
    ) -> None:
        """CKAN stores an upload before it commits: for that moment the row speaks of the file before."""
        package = record(agency)
        resource = looked_at(package, "a.txt", "급식 계획".encode())
        address = f"/dataset/{package['id']}/resource/{resource['id']}/download/a.txt"
        assert shared_app.get(address).status_code == 200
        place = Path(uploader.get_resource_uploader({"id": resource["id"]}).get_path(resource["id"]))
        place.write_text(RRN)
        answer = shared_app.get(address)
        assert answer.status_code == 404
        assert "1234567" not in answer.body

    def test_other_changes_of_a_record_start_nothing_anew(self, agency: dict[str, Any]) -> None:
        package = record(agency)
        resource = looked_at(package, "a.txt", "급식 계획".encode())
        act("package_patch", id=package["id"], title="다른 제목")
        act("resource_patch", id=resource["id"], description="설명")
        model.Session.expire_all()
        assert service.files([resource["id"]])[resource["id"]].state == "made"

    def test_a_file_that_is_removed_is_forgotten(self, agency: dict[str, Any]) -> None:
        resource = looked_at(record(agency), "a.txt", "급식 계획".encode())
        act("resource_delete", id=resource["id"])
        assert service.files([resource["id"]]) == {}


@pytest.mark.usefixtures("with_request_context")
class TestTrouble:
    def test_a_job_that_dies_is_tried_once_more_and_then_reported(self, agency: dict[str, Any]) -> None:
        resource = upload(record(agency), "a.txt", "급식 계획".encode())
        file = Upload.get(resource["id"])
        assert file is not None
        file.attempts = making.TRIES  # as the jobs left it that were killed
        model.Session.commit()
        assert making.make(resource["id"]) == "failed"
        state = service.files([resource["id"]])[resource["id"]]
        assert (state.verdict, state.held) == ("unreadable", "finding")
        assert resource["id"] in [file.resource_id for file in Upload.troubled()]
        assert making.make(resource["id"], again=True) == "made"

    def test_a_killed_job_leaves_nothing_that_is_shown(self, agency: dict[str, Any]) -> None:
        data = f"급식 계획 {uuid.uuid4()}".encode()
        resource = upload(record(agency), "a.txt", data)
        code = (
            "import sys; from ckan.cli.cli import ckan; from ckanext.seoulsquare.previews import storage;"
            "import os, signal; storage.save = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL);"
            "ckan(['seoulsquare', 'previews', 'make', '--resource', sys.argv[1]])"
        )
        done = subprocess.run([sys.executable, "-c", code, resource["id"]], check=False, capture_output=True)
        assert done.returncode == -signal.SIGKILL, done.stderr
        model.Session.expire_all()
        assert service.shown(resource["id"], STRANGER) is None
        assert making.make(resource["id"]) == "made"
        assert service.shown(resource["id"], STRANGER) is not None

    @pytest.mark.parametrize(
        ("data", "status"),
        [
            (PLACES["pdf", "body"]("plan")[:200], "damaged"),
            (PLACES["docx", "body"]("계획")[:-30], "damaged"),
            (b"", "damaged"),
            (bytes(range(256)) * 40, "unsupported"),
        ],
    )
    def test_what_can_not_be_read_has_an_honest_status_and_is_held(
        self, agency: dict[str, Any], data: bytes, status: str
    ) -> None:
        resource = looked_at(record(agency), "a.pdf", data)
        state = service.files([resource["id"]])[resource["id"]]
        assert (state.state, state.status, state.verdict) == ("made", status, "unreadable")
        assert state.held == "finding"

    def test_a_file_that_ckan_lost(self, agency: dict[str, Any]) -> None:
        resource = upload(record(agency), "a.txt", b"text")
        Path(uploader.get_resource_uploader({"id": resource["id"]}).get_path(resource["id"])).unlink()
        assert making.make(resource["id"]) == "failed"


@pytest.mark.usefixtures("with_request_context")
class TestDecide:
    def test_a_masked_copy_shows_nothing_of_the_values(self, agency: dict[str, Any]) -> None:
        resource = looked_at(record(agency), "명단 900101-1234567.txt", f"신청인 명단\n{RRN}\n".encode())
        service.decide(resource["id"], "masked", "somebody")
        preview = service.shown(resource["id"], STRANGER)
        assert preview is not None
        assert preview.masked
        assert "1234567" not in preview.text() + preview.page_text(1) + preview.name
        with pytest.raises(LookupError):
            preview.pdf()

    def test_no_masked_copy_of_what_is_not_on_the_pages(self, agency: dict[str, Any]) -> None:
        resource = looked_at(record(agency), "a.pdf", PLACES["pdf", "body"]("plan")[:200])
        with pytest.raises(service.MaskingError):
            service.decide(resource["id"], "masked", "somebody")

    def test_only_of_files_that_were_looked_at(self, agency: dict[str, Any]) -> None:
        resource = upload(record(agency), "a.txt", b"text")
        with pytest.raises(LookupError):
            service.decide(resource["id"], "publish", "somebody")
        with pytest.raises(ValueError, match="forget"):
            service.decide(resource["id"], "forget", "somebody")

    def test_is_listed_for_officers_until_it_is_decided(self, agency: dict[str, Any]) -> None:
        resource = looked_at(record(agency), "a.txt", RRN.encode())
        listed, count = service.looked_at(organization_ids=[agency["id"]])
        assert ([file.resource_id for file in listed], count) == ([resource["id"]], 1)
        assert listed[0].findings[0]["masked"] == "90****-*******"
        service.decide(resource["id"], "withhold", "somebody")
        assert service.looked_at(organization_ids=[agency["id"]]) == ([], 0)
        assert service.looked_at(organization_ids=[agency["id"]], decided=True)[1] == 1


@pytest.mark.usefixtures("with_request_context")
class TestSettings:
    def test_without_screening_only_decisions_hold(
        self, agency: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(tk.config, "ckanext.seoulsquare.previews.screen_uploads", False)
        resource = looked_at(record(agency), "a.txt", RRN.encode())
        assert service.files([resource["id"]])[resource["id"]].held == ""
        service.decide(resource["id"], "withhold", "somebody")
        assert service.files([resource["id"]])[resource["id"]].held == "withheld"


@pytest.mark.usefixtures("with_request_context")
class TestSignals:
    def test_tell_what_changed_after_it_is_in_the_database(self, agency: dict[str, Any]) -> None:
        told: list[tuple[str, str]] = []

        def listen(_sender: Any, *, resource_ids: list[str], **_: Any) -> None:
            told.extend((id_, service.files([id_])[id_].held) for id_ in resource_ids)

        with preview_changed.connected_to(listen):
            resource = looked_at(record(agency), "a.txt", f"급식 계획 {uuid.uuid4()}".encode())
            service.decide(resource["id"], "withhold", "somebody")
        assert told == [(resource["id"], ""), (resource["id"], ""), (resource["id"], "withheld")]

    def test_uploads_order_their_jobs(self, agency: dict[str, Any], clean_queues: None) -> None:
        resource = upload(record(agency), "a.txt", b"text")
        ordered = ckan_jobs.get_queue(jobs.QUEUE).get_jobs()
        assert {tuple(job.args) for job in ordered} == {(resource["id"],)}
