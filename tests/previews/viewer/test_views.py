"""Pages of the viewer as the server sends them: without scripts, for each kind of reader and file."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from ckan.tests.factories import Dataset, Organization

from ckanext.seoulsquare.previews import service
from tests.documents.records import act
from tests.previews.stored.uploads import looked_at, people, record, token, upload
from tests.previews.viewer.test_sheets import workbook

pytestmark = pytest.mark.usefixtures("with_plugins", "non_clean_db", "with_request_context")

LINES = "\n".join(f"{number}번째 줄, 급식 위원회" for number in range(1, 121))  # three pages of A4
TABLE = "번호,계획\n1,급식\n".encode()
BLOCKED = "번호,계획,주민등록번호\n1,급식,900101-1234567\n".encode()


@pytest.fixture
def agency() -> dict[str, Any]:
    return Organization()


@pytest.fixture
def opened(agency: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A record with a file of three pages: the viewer's address, and the resource."""
    pkg = record(agency)
    resource = looked_at(pkg, "회의록.txt", LINES.encode())
    return f"/document/{pkg['name']}/{resource['id']}", {**resource, "package_name": pkg["name"]}


class TestPage:
    def test_the_first_page_is_a_plain_picture_that_keeps_its_place(
        self, shared_app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        address, _ = opened
        body = shared_app.get(address).body
        image = re.search(r"<img[^>]*>", body)
        assert image is not None
        assert f"{address}/page/1.webp?size=medium" in image[0]
        assert 'width="595"' in image[0] or 'width="596"' in image[0]
        assert 'height="842"' in image[0]

    def test_links_and_forms_lead_to_other_pages(
        self, shared_app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        address, _ = opened
        body = shared_app.get(f"{address}/page/2").body
        assert f'href="{address}/page/1"' in body
        assert f'href="{address}/page/3"' in body
        answer = shared_app.get(f"{address}?page=3&q=급식", follow_redirects=False)
        assert answer.headers["Location"].endswith(f"{address}/page/3?q={quote('급식')}")

    def test_a_page_field_beyond_the_end_leads_to_the_last_page(
        self, shared_app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        address, _ = opened
        for wanted, page in (("99", 3), ("0", 1), ("99999999999", 3)):
            answer = shared_app.get(f"{address}?page={wanted}", follow_redirects=False)
            assert answer.headers["Location"].endswith(f"/page/{page}")

    def test_the_text_of_the_page_is_there_with_its_language(
        self, shared_app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        address, _ = opened
        body = shared_app.get(address).body
        assert re.search(r'<div class="ss-page__words" lang="ko"[^>]*>\s*1번째 줄', body)

    @pytest.mark.parametrize("page", ["0", "4"])
    def test_pages_that_do_not_exist(
        self, shared_app: Any, opened: tuple[str, dict[str, Any]], page: str
    ) -> None:
        shared_app.get(f"{opened[0]}/page/{page}", status=404)

    def test_scripts_come_from_files_only(self, shared_app: Any, opened: tuple[str, dict[str, Any]]) -> None:
        answer = shared_app.get(opened[0])
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'self'" in policy
        assert not re.search(r"<script(?![^>]*(src=|application/json))[^>]*>", answer.body)
        assert not re.search(r"\son\w+=\"", answer.body)
        assert 'style="' not in answer.body

    @pytest.mark.ckan_config("ckan.site_custom_css", ".a > .b { color: red }")
    def test_an_administrators_css_carries_the_answers_nonce(
        self, app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        answer = app.get(opened[0])
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
        assert nonce is not None
        assert f'<style nonce="{nonce[1]}">.a > .b {{ color: red }}</style>' in answer.body

    def test_a_plain_dataset(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = Dataset(owner_org=agency["id"])
        resource = looked_at(pkg, "글.txt", LINES.encode(), role="")
        body = shared_app.get(f"/document/{pkg['name']}/{resource['id']}").body
        assert "1번째 줄" in body

    @pytest.mark.ckan_config(
        "ckan.plugins", "seoulsquare seoulsquare_portal seoulsquare_previews activity harvest"
    )
    def test_a_site_without_kinds_of_record(self, app: Any, agency: dict[str, Any]) -> None:
        pkg = Dataset(owner_org=agency["id"])
        resource = looked_at(pkg, "글.txt", LINES.encode())
        assert "1번째 줄" in app.get(f"/document/{pkg['name']}/{resource['id']}").body

    def test_a_file_of_another_record(
        self, shared_app: Any, agency: dict[str, Any], opened: tuple[str, dict[str, Any]]
    ) -> None:
        other = record(agency)
        shared_app.get(f"/document/{other['name']}/{opened[1]['id']}", status=404)


class TestFind:
    def test_hits_are_listed_with_their_pages_and_marked(
        self, shared_app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        address, _ = opened
        body = shared_app.get(f"{address}/page/2?q=급식").body
        assert "120 hits on 3 pages" in body
        assert f'href="{address}/page/3?q={quote("급식")}#hit-1"' in body
        assert re.search(r'<rect data-hit="1" x="0\.\d+" y="0\.\d+"[^>]* id="hit-1"/>', body)

    def test_fragments_for_the_script(self, shared_app: Any, opened: tuple[str, dict[str, Any]]) -> None:
        address, _ = opened
        assert "<html" not in shared_app.get(f"{address}/find?q=급식").body
        assert "Nothing found" in shared_app.get(f"{address}/find?q=없는말").body
        assert shared_app.get(f"{address}/page/1/marks?q=급식").body.count("<rect") > 30
        assert "<rect" not in shared_app.get(f"{address}/page/1/marks?q=없는말").body
        shared_app.get(f"{address}/page/4/marks?q=급식", status=404)

    def test_words_of_a_reader_are_escaped(self, shared_app: Any, opened: tuple[str, dict[str, Any]]) -> None:
        body = shared_app.get(f"{opened[0]}?q=<script>alert(1)</script>").body
        assert "<script>alert" not in body


class TestDoors:
    """Who finds what: as the original's own doors."""

    @pytest.mark.parametrize("path", ["", "/page/1", "/embed", "/find?q=1", "/page/1/marks?q=1", "/sheet/1"])
    def test_a_private_record_is_not_found(self, shared_app: Any, agency: dict[str, Any], path: str) -> None:
        pkg = record(agency, private=True)
        resource = looked_at(pkg, "계획.csv", TABLE)
        address = f"/document/{pkg['name']}/{resource['id']}{path}"
        readers = people(agency)
        for name in ("anonymous", "stranger", "officer elsewhere"):
            shared_app.get(address, headers=token(readers[name]), status=404)
        assert shared_app.get(address, headers=token(readers["officer"])).status_code == 200

    def test_a_closed_file_says_so_and_shows_nothing(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = record(agency, title="닫힌 문서", disclosure="closed")
        resource = looked_at(pkg, "계획.csv", TABLE)
        address = f"/document/{pkg['name']}/{resource['id']}"
        for path in ("", "/page/1", "/embed", "/find?q=급식"):
            body = shared_app.get(address + path).body
            assert "급식" not in re.sub(r'value="급식"', "", body)
            assert ".webp" not in body
            assert "1 hit" not in body
        assert "not open to the public" in shared_app.get(address).body
        for path in ("/page/2", "/page/1/marks?q=1", "/sheet/1"):
            shared_app.get(address + path, status=404)

    def test_a_blocked_file_waits_for_an_officer(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = record(agency)
        resource = looked_at(pkg, "계획.csv", BLOCKED)
        address = f"/document/{pkg['name']}/{resource['id']}"
        body = shared_app.get(address).body
        assert "An officer will decide" in body
        assert "900101" not in body
        officer = people(agency)["officer"]
        assert "Only your agency sees this file" in shared_app.get(address, headers=token(officer)).body

    def test_a_masked_copy_has_pages_but_neither_sheets_nor_original(
        self, shared_app: Any, agency: dict[str, Any]
    ) -> None:
        pkg = record(agency)
        resource = looked_at(pkg, "계획.csv", BLOCKED)
        decide(resource, "masked")
        address = f"/document/{pkg['name']}/{resource['id']}"
        body = shared_app.get(address).body
        assert "was painted out" in body
        assert "900101" not in body
        assert "/download/" not in body
        assert f"{address}.pdf" not in body
        shared_app.get(f"{address}/sheet/1", status=404)

    def test_a_file_that_waits_is_wanted(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = record(agency)
        resource = upload(pkg, "계획.csv", TABLE)
        body = shared_app.get(f"/document/{pkg['name']}/{resource['id']}").body
        assert "being checked for personal data" in body
        assert service.files([resource["id"]])[resource["id"]].state == "waiting"


class TestRecord:
    def test_leads_to_its_main_file(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = record(agency)
        looked_at(pkg, "붙임.txt", TABLE, role="attachment")
        main = looked_at(pkg, "본문.txt", LINES.encode())
        for path, end in ((f"/document/{pkg['name']}", ""), (f"/document/{pkg['name']}/page/1", "/page/1")):
            answer = shared_app.get(path, follow_redirects=False)
            assert answer.headers["Location"].endswith(f"/document/{pkg['name']}/{main['id']}{end}")

    def test_or_to_the_record_where_nothing_can_be_read(
        self, shared_app: Any, agency: dict[str, Any]
    ) -> None:
        pkg = record(agency, disclosure="closed")
        looked_at(pkg, "본문.txt", LINES.encode())
        answer = shared_app.get(f"/document/{pkg['name']}", follow_redirects=False)
        assert answer.headers["Location"].endswith(f"/approval-document/{pkg['name']}")
        shared_app.get("/document/no-such-record", status=404)

    def test_names_the_files_before_and_after(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = record(agency)
        attachment = looked_at(pkg, "붙임.txt", TABLE, role="attachment")
        main = looked_at(pkg, "본문.txt", LINES.encode())
        body = shared_app.get(f"/document/{pkg['name']}/{main['id']}").body
        assert re.search(
            rf"Next file: <a href=\"/document/{pkg['name']}/{attachment['id']}\"[^>]*>붙임.txt", body
        )
        assert "Previous file" not in body

    def test_its_page_shows_the_first_page(self, shared_app: Any, opened: tuple[str, dict[str, Any]]) -> None:
        address, resource = opened
        body = shared_app.get(f"/approval-document/{resource['package_name']}").body
        assert f"{address}/page/1.webp?size=medium" in body
        assert "Read all 3 pages" in body

    def test_its_page_shows_no_page_of_a_closed_file(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = record(agency, disclosure="closed")
        looked_at(pkg, "본문.txt", LINES.encode())
        assert ".webp" not in shared_app.get(f"/approval-document/{pkg['name']}").body


class TestSheet:
    def test_sorted_and_filtered_by_the_server(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = record(agency)
        resource = looked_at(pkg, "예산.xlsx", workbook())
        address = f"/document/{pkg['name']}/{resource['id']}"
        assert f'href="{address}/sheet/1"' in shared_app.get(address).body
        answer = shared_app.get(f"{address}/sheet/1?sort=1&order=desc&column1=과")
        rows = re.findall(r"<tbody>.*</tbody>", answer.body, re.S)[0]
        assert re.findall(r"<td[^>]*>([^<]+과)</td>", rows) == ["총무과", "감사과"]
        assert "2 of 3 rows" in answer.body
        assert 'aria-sort="descending"' in answer.body
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        shared_app.get(f"{address}/sheet/3", status=404)


class TestEmbedding:
    def test_only_the_embedded_page_may_be_framed_by_others(
        self, shared_app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        policy = shared_app.get(f"{opened[0]}/embed?page=2").headers["Content-Security-Policy"]
        assert policy.endswith("frame-ancestors 'self' https:")

    @pytest.mark.ckan_config("ckanext.seoulsquare.previews.frame_ancestors", "")
    def test_nobody_may_where_the_setting_is_empty(
        self, app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        policy = app.get(f"{opened[0]}/embed").headers["Content-Security-Policy"]
        assert policy.endswith("frame-ancestors 'none'")

    def test_oembed(self, shared_app: Any, opened: tuple[str, dict[str, Any]]) -> None:
        address, _ = opened
        url = f"http://test.ckan.net/ko_KR{address}/page/2"
        answer = shared_app.get(f"/oembed?url={quote(url)}&maxwidth=300").json
        assert (answer["type"], answer["version"], answer["title"]) == ("rich", "1.0", "회의록.txt")
        assert f'src="http://test.ckan.net{address}/embed?page=2"' in answer["html"]
        assert (answer["width"], answer["height"]) == (300, 720)
        assert answer["thumbnail_url"] == f"http://test.ckan.net{address}/page/2.webp?size=thumb"

    def test_pages_tell_where_to_ask(self, shared_app: Any, opened: tuple[str, dict[str, Any]]) -> None:
        body = shared_app.get(opened[0]).body
        found = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', body)
        assert found is not None
        assert shared_app.get(found[1].replace("&amp;", "&")).json["title"] == "회의록.txt"

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "http://[",
            "http://elsewhere.example/document/a/b",
            "http://test.ckan.net/dataset/a",
            "http://test.ckan.net/document/a/b",
            "javascript:alert(1)",
        ],
    )
    def test_oembed_of_other_addresses(self, shared_app: Any, url: str) -> None:
        shared_app.get(f"/oembed?url={quote(url)}", status=404)

    def test_oembed_in_xml_is_not_offered(self, shared_app: Any) -> None:
        shared_app.get("/oembed?url=x&format=xml", status=501)


class TestResourceView:
    def test_ckans_page_of_a_resource_shows_the_viewer(
        self, shared_app: Any, opened: tuple[str, dict[str, Any]]
    ) -> None:
        address, resource = opened
        act(
            "resource_view_create",
            resource_id=resource["id"],
            view_type="seoulsquare_previews",
            title="쪽",
        )
        body = shared_app.get(f"/approval-document/{resource['package_name']}/resource/{resource['id']}").body
        assert f'src="{address}/embed"' in body


def decide(resource: dict[str, Any], decision: str) -> None:
    """What an officer decides."""
    act("seoulsquare_preview_decide", resource_id=resource["id"], decision=decision, reason="시험")
