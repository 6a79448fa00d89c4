"""Forms of CKAN's own screens: officers write records by them, administrators agencies and categories."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.factories import Organization, SysadminWithToken

from ckanext.seoulsquare.documents.kinds import KINDS
from tests.documents.records import act, full_record

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_request_context")


@pytest.fixture
def headers() -> dict[str, str]:
    return {"Authorization": SysadminWithToken()["token"]}


class TestForms:
    def test_new_record_of_every_kind(self, shared_app: Any, headers: dict[str, str]) -> None:
        Organization()  # without one CKAN asks for it first
        for kind in KINDS.values():
            page = shared_app.get(f"/{kind.address}/new", headers=headers)
            required = {field for field in kind.key if f'name="{field}"' not in page.body}
            assert (kind.type, page.status_code, required) == (kind.type, 200, set())

    def test_editing_a_full_record_of_every_kind(self, shared_app: Any, headers: dict[str, str]) -> None:
        agency = Organization()["id"]
        for kind in KINDS.values():
            given, _ = full_record(tk.h.scheming_get_dataset_schema(kind.type), agency)
            record = act("package_create", **given)
            page = shared_app.get(f"/{kind.address}/edit/{record['name']}", headers=headers)
            assert (kind.type, page.status_code) == (kind.type, 200)

    def test_filing_a_meeting_by_its_form(self, shared_app: Any, headers: dict[str, str]) -> None:
        key = uuid.uuid4().hex[:10]
        form = {
            "title": "제3차 도시계획위원회",
            "meeting_id": key,
            "owner_org": Organization()["id"],
            "production_date": "2021-01-11",
            "starts_at": "2021-01-11 14:00",
            "disclosure_grounds": ["5", "6"],
            "record_class_path": "",
            "agenda-1-title": "제1호 안건",
            "agenda-1-result": "conditional",
            "agenda-2-title": "제2호 안건",
            "_ckan_phase": "1",
            "pkg_name": "",
            "save": "",
        }
        shared_app.post("/meeting/new", data=form, headers=headers, follow_redirects=False)
        record = act("package_show", id=f"meeting-{key}")
        assert [(item["title"], item.get("result")) for item in record["agenda"]] == [
            ("제1호 안건", "conditional"),
            ("제2호 안건", None),
        ]
        assert (record["starts_at"], record["disclosure_grounds"]) == ("2021-01-11T14:00:00", ["5", "6"])

    def test_a_form_names_the_bad_value(self, shared_app: Any, headers: dict[str, str]) -> None:
        form = {"title": "질문", "faq_id": "1", "production_date": "12:15:09", "_ckan_phase": "1", "save": ""}
        page = shared_app.post("/faq/new", data=form, headers=headers)
        assert "12:15:09 is a time without a date" in page.body

    def test_agencies_and_categories(self, shared_app: Any, headers: dict[str, str]) -> None:
        agency = Organization(title_translated={"zh": "机构"}, agency_kind="agency")
        category = act("group_create", type="category", name=f"c-{uuid.uuid4().hex[:8]}", title="분류")
        for address, field in (
            ("/organization/new", "agency_kind"),
            (f"/organization/edit/{agency['name']}", "parent_agency"),
            ("/category/new", "position"),
            (f"/category/edit/{category['name']}", "description_translated"),
            ("/group/new", "name"),
        ):
            page = shared_app.get(address, headers=headers)
            assert (address, page.status_code) == (address, 200)
            assert re.search(f'name="{field}"', page.body), address
