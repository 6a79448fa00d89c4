"""From an upload to its verdict, its preview and the reader."""

from __future__ import annotations

from typing import Any

import pytest

from ckan import model
from ckan.tests.factories import Organization

from ckanext.seoulsquare.previews import service
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
