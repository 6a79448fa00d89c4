"""Every door by which a file, or anything made of it, could leave, for every class of record and reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.factories import Organization

from ckanext.seoulsquare.previews import making, service
from tests.documents.records import act
from tests.previews.documents import PLACES
from tests.previews.stored.uploads import people, record, token, upload

EVERYONE = {"anonymous", "stranger", "officer elsewhere", "officer", "sysadmin"}
STAFF = {"officer", "sysadmin"}
NOBODY: set[str] = set()

CLEAR = "번호,계획\n1,급식\n".encode()
BLOCKED = "번호,계획,주민등록번호\n1,급식,900101-1234567\n".encode()
LATER = "2099-01-01T00:00:00Z"


@dataclass
class Case:
    """A record with a file; who gets what was made of it (`pages`), the PDF and the original."""

    name: str
    pages: set[str]
    original: set[str]
    pdf: set[str] | None = None
    record: dict[str, Any] = field(default_factory=dict)
    file: dict[str, Any] = field(default_factory=dict)
    data: bytes = CLEAR
    looked_at: bool = True
    decision: str = ""


CASES = [
    Case("open", EVERYONE, EVERYONE),
    Case("partial", STAFF, STAFF, record={"disclosure": "partial"}),
    Case(
        "partial, file open",
        EVERYONE,
        EVERYONE,
        record={"disclosure": "partial"},
        file={"disclosure": "open"},
    ),
    Case("open, file closed", STAFF, STAFF, file={"disclosure": "closed"}),
    Case("closed", STAFF, STAFF, record={"disclosure": "closed"}),
    Case("restricted", STAFF, STAFF, record={"disclosure": "restricted"}),
    Case("embargoed", STAFF, STAFF, record={"embargo_until": LATER}),
    Case("withdrawn", STAFF, STAFF, record={"withdrawn_at": "2021-01-01", "withdrawal_reason": "오류"}),
    Case("private", STAFF, STAFF, record={"private": True}),
    Case("not looked at yet", NOBODY, STAFF, looked_at=False),
    Case("blocked", STAFF, STAFF, data=BLOCKED),
    Case("withheld by decision", STAFF, STAFF, decision="withhold"),
    Case("masked", EVERYONE, STAFF, pdf=STAFF, data=BLOCKED, decision="masked"),
    Case("masked, closed", STAFF, STAFF, data=BLOCKED, decision="masked", record={"disclosure": "closed"}),
    Case("masked, private", STAFF, STAFF, data=BLOCKED, decision="masked", record={"private": True}),
    Case("published by decision", EVERYONE, EVERYONE, data=BLOCKED, decision="publish"),
    Case(
        "published, closed", STAFF, STAFF, data=BLOCKED, decision="publish", record={"disclosure": "closed"}
    ),
]


@pytest.fixture(scope="module")
def cast() -> dict[str, Any]:
    """The agency and its readers, made by the first test of the module."""
    return {}


@pytest.mark.usefixtures("non_clean_db", "with_request_context")
class TestMatrix:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_who_gets_what(self, case: Case, cast: dict[str, Any], shared_app: Any) -> None:
        if not cast:
            agency = Organization()
            cast |= {"agency": agency, "people": people(agency)}
        package, resource = self._made(case, cast["agency"])
        pages = f"/document/{package['name']}/{resource['id']}"
        ckan = f"/dataset/{package['id']}/resource/{resource['id']}"
        doors = {
            f"{pages}/page/1.webp": case.pages,
            f"{pages}/page/1.webp?size=thumb": case.pages,
            f"{pages}/page/1.json": case.pages,
            f"{pages}.txt": case.pages,
            f"{pages}.pdf": case.pages if case.pdf is None else case.pdf,
            f"/document/{package['id']}/{resource['id']}/page/1.json": case.pages,
            f"{ckan}/download/plan.txt": case.original,
            f"{ckan}/download": case.original,
            f"/approval-document/{package['name']}/resource/{resource['id']}/download/x": case.original,
            f"/datastore/dump/{resource['id']}": case.original,
            f"/api/action/resource_show?id={resource['id']}": case.original,
            f"/api/action/resource_view_list?id={resource['id']}": case.original,
            f"/api/action/datastore_search?resource_id={resource['id']}": case.original,
        }
        for door, allowed in doors.items():
            got = {part for part, reader in cast["people"].items() if self._opens(shared_app, door, reader)}
            assert got == allowed, door
        for part, reader in cast["people"].items():
            shown = shared_app.get(f"/api/action/package_show?id={package['id']}", headers=token(reader))
            if part not in case.original:
                assert "/download/" not in shown.body
                assert "1234567" not in shown.body

    @staticmethod
    def _made(case: Case, agency: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        package = record(agency)
        resource = upload(package, "plan.txt", case.data, **case.file)
        table = {"fields": [{"id": "a", "type": "text"}], "records": [{"a": "1"}]}
        act("datastore_create", resource_id=resource["id"], force=True, **table)
        if case.looked_at:
            making.make(resource["id"])
        if case.decision:
            service.decide(resource["id"], case.decision, "somebody")
        if case.record:
            act("package_patch", id=package["id"], **case.record)
        return package, resource

    @staticmethod
    def _opens(app: Any, door: str, reader: Any) -> bool:
        answer = app.get(door, headers=token(reader), follow_redirects=False)
        if answer.status_code == 200:
            return True
        assert answer.status_code in ({404} if door.startswith("/document/") else {302, 403, 404}), door
        return False


@pytest.fixture
def agency(non_clean_db: None) -> dict[str, Any]:
    return Organization()


@pytest.mark.usefixtures("with_request_context")
class TestAnswers:
    @staticmethod
    def _pages(agency: dict[str, Any], name: str = "급식 계획.txt") -> str:
        package = record(agency)
        resource = upload(package, "plan.txt", CLEAR, name=name)
        making.make(resource["id"])
        return f"/document/{package['name']}/{resource['id']}"

    def test_of_pages_are_kept_only_as_long_as_they_may_be_seen(
        self, agency: dict[str, Any], shared_app: Any
    ) -> None:
        pages = self._pages(agency)
        answer = shared_app.get(f"{pages}/page/1.webp?size=medium")
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "public, no-cache" in answer.headers["Cache-Control"]
        known = {"If-None-Match": answer.headers["ETag"]}
        assert shared_app.get(f"{pages}/page/1.webp?size=medium", headers=known).status_code == 304
        assert shared_app.get(f"{pages}/page/1.webp?size=thumb", headers=known).status_code == 200

    def test_of_hidden_records_are_kept_by_no_cache(self, agency: dict[str, Any], shared_app: Any) -> None:
        readers = people(agency)
        pages = self._pages(agency)
        act("package_patch", id=pages.split("/")[2], disclosure="closed")
        answer = shared_app.get(f"{pages}.txt", headers=token(readers["officer"]))
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_carry_ranges_and_korean_names(self, agency: dict[str, Any], shared_app: Any) -> None:
        pages = self._pages(agency)
        whole = shared_app.get(f"{pages}.pdf")
        part = shared_app.get(f"{pages}.pdf", headers={"Range": "bytes=5-14"})
        assert part.status_code == 206
        assert part.data == whole.data[5:15]
        assert part.headers["Content-Range"] == f"bytes 5-14/{len(whole.data)}"
        assert (
            "attachment; filename*=UTF-8''%EA%B8%89%EC%8B%9D%20%EA%B3%84%ED%9A%8D.txt.pdf"
            in (whole.headers["Content-Disposition"])
        )
        assert shared_app.get(f"{pages}.pdf", headers={"Range": "bytes=999999999-"}).status_code == 416

    @pytest.mark.parametrize(
        "address",
        ["/page/0.webp", "/page/2.webp", "/page/1.webp?size=huge", "/page/1.webp?size=../a", "/page/9.json"],
    )
    def test_of_what_does_not_exist(self, agency: dict[str, Any], shared_app: Any, address: str) -> None:
        assert shared_app.get(self._pages(agency) + address).status_code == 404

    def test_of_another_record(self, agency: dict[str, Any], shared_app: Any) -> None:
        other = record(agency)
        resource_id = self._pages(agency).rpartition("/")[2]
        assert shared_app.get(f"/document/{other['name']}/{resource_id}.txt").status_code == 404


@pytest.mark.usefixtures("with_request_context")
class TestDownloads:
    @staticmethod
    def _download(agency: dict[str, Any], app: Any, name: str, data: bytes, /, **fields: Any) -> Any:
        package = record(agency)
        resource = upload(package, name, data, **fields)
        making.make(resource["id"])
        service.decide(resource["id"], "publish", "somebody")
        return app.get(
            tk.url_for("approval_document_resource.download", id=package["name"], resource_id=resource["id"])
        )

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.html", b"<script>alert(1)</script>"),
            ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
            ("a.xhtml", b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'),
            ("a.xml", b'<?xml version="1.0"?><a/>'),
            ("a", b"<html><script>alert(1)</script></html>"),
        ],
    )
    def test_what_could_run_is_never_shown_inline(
        self, agency: dict[str, Any], shared_app: Any, name: str, data: bytes
    ) -> None:
        answer = self._download(agency, shared_app, name, data)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"

    @pytest.mark.parametrize(
        ("encoding", "charset"), [("cp949", "euc-kr"), ("utf-8", "utf-8"), ("utf-8-sig", "utf-8")]
    )
    def test_texts_say_how_they_are_written(
        self, agency: dict[str, Any], shared_app: Any, encoding: str, charset: str
    ) -> None:
        answer = self._download(agency, shared_app, "a.txt", "급식 계획을 세운다".encode(encoding))
        assert answer.headers["Content-Type"] == f"text/plain; charset={charset}"
        assert answer.headers["Content-Disposition"].startswith("inline")

    def test_are_called_by_their_title(self, agency: dict[str, Any], shared_app: Any) -> None:
        answer = self._download(
            agency, shared_app, "plan.pdf", PLACES["pdf", "body"]("plan"), name='회의\r\n"록/1'
        )
        assert answer.headers["Content-Disposition"] == (
            "inline; filename*=UTF-8''%ED%9A%8C%EC%9D%98%20%EB%A1%9D%201.pdf"
        )
        assert "Content-Security-Policy" not in answer.headers
