"""Pages of records, as strangers and officers meet them."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup

import ckan.plugins.toolkit as tk
from ckan.tests.factories import Organization, SysadminWithToken

from ckanext.seoulsquare.documents.kinds import KINDS
from tests.documents.records import act, full_record

pytestmark = pytest.mark.usefixtures("with_plugins", "non_clean_db")

ADDRESS = "https://example.org/original.hwpx"


@pytest.fixture
def agency() -> dict[str, Any]:
    return Organization(title="시험기관")


def make(agency: dict[str, Any], kind: str = "approval_document", **fields: Any) -> dict[str, Any]:
    """A record with few fields."""
    key = {name: uuid.uuid4().hex[:12] for name in KINDS[kind].key}
    name = {} if key else {"name": f"dataset-{uuid.uuid4().hex[:8]}"}
    return act(
        "package_create", **({"type": kind, "title": "제목", "owner_org": agency["id"]} | key | name | fields)
    )


def page(app: Any, pkg: dict[str, Any], language: str = "", **headers: str) -> BeautifulSoup:
    """A record's page at its short address, to a stranger."""
    answer = app.get(f"{language}/{KINDS[pkg['type']].address}/{pkg['name']}", headers=headers)
    return BeautifulSoup(answer.body, "html.parser")


def facts(soup: BeautifulSoup) -> dict[str, str]:
    """Terms and values of all lists of facts."""
    return {
        dt.get_text(" ", strip=True): dt.find_next_sibling("dd").get_text(" ", strip=True)
        for dt in soup.select(".ss-facts dt")
    }


class TestAddress:
    def test_type_has_hyphens(self, shared_app: Any) -> None:
        with shared_app.flask_app.test_request_context():
            assert tk.h.url_for("approval_document.read", id="a") == "/approval-document/a"
            assert tk.h.url_for("approval_document.edit", id="a") == "/approval-document/edit/a"
            address = tk.h.url_for("approval_document_resource.read", id="a", resource_id="b")
            assert address == "/approval-document/a/resource/b"

    def test_helper_takes_records_and_hits(self, shared_app: Any) -> None:
        with shared_app.flask_app.test_request_context():
            url = tk.h.seoulsquare_record_url
            assert url({"type": "approval_document", "name": "a"}) == "/approval-document/a"
            assert url({"dataset_type": "faq", "name": "b"}) == "/faq/b"
            assert url({"type": "dataset", "name": "c"}) == "/dataset/c"

    def test_ckans_own_address_shows_the_same_page_and_names_the_short_one(
        self, shared_app: Any, agency: dict[str, Any]
    ) -> None:
        pkg = make(agency)
        soup = BeautifulSoup(shared_app.get(f"/dataset/{pkg['name']}").body, "html.parser")
        canonical = soup.find("link", rel="canonical")
        assert canonical["href"].endswith(f"/approval-document/{pkg['name']}")
        assert soup.h1.get_text(strip=True) == "제목"


class TestEveryKind:
    @pytest.mark.parametrize("kind", KINDS)
    def test_page_shows_every_text_of_the_record(
        self, shared_app: Any, agency: dict[str, Any], kind: str
    ) -> None:
        schema = tk.get_action("scheming_dataset_schema_show")({}, {"type": kind})
        given, kept = full_record(schema, agency["id"])
        pkg = act("package_create", **given)
        text = page(shared_app, pkg).find(class_="ss-record-page").get_text(" ")
        own = {name: value for name, value in kept.items() if isinstance(value, str) and "이*호" in value}
        parts = {
            f"{name}.{part}": value
            for name, rows in kept.items()
            if isinstance(rows, list) and rows and isinstance(rows[0], dict)
            for part, value in rows[0].items()
            if isinstance(value, str) and "이*호" in value
        }
        missing = {
            name
            for name, value in (own | parts).items()
            if " ".join(value.split()) not in " ".join(text.split())
        }
        assert missing == set()

    @pytest.mark.parametrize("kind", KINDS)
    def test_page_of_a_bare_record_and_its_form(
        self, shared_app: Any, agency: dict[str, Any], kind: str
    ) -> None:
        pkg = make(agency, kind)
        assert page(shared_app, pkg).h1.get_text(strip=True) == "제목"
        officer = {"Authorization": SysadminWithToken()["token"]}
        form = shared_app.get(tk.h.url_for(f"{kind}.edit", id=pkg["name"]), headers=officer)
        assert 'name="disclosure"' in form.body
        assert shared_app.get(f"/{KINDS[kind].address}/new", headers=officer).status_code == 200


class TestDisclosure:
    def test_grounds_are_explained_in_the_readers_language(
        self, shared_app: Any, agency: dict[str, Any]
    ) -> None:
        pkg = make(agency, disclosure="partial", disclosure_grounds=["5", "6"])
        assert "6 Personal information" in facts(page(shared_app, pkg))["Disclosure"]
        assert "제6호 개인정보" in facts(page(shared_app, pkg, "/ko_KR"))["공개구분"]
        assert "第6项 个人信息" in facts(page(shared_app, pkg, "/zh_Hans_CN"))["公开类别"]

    def test_what_nobody_classified_is_not_called_open(self, shared_app: Any, agency: dict[str, Any]) -> None:
        badge = page(shared_app, make(agency)).select_one(".ss-page-head .ss-badge--unknown")
        assert badge.get_text(strip=True) == "Disclosure not stated"

    def test_closed_file_is_named_without_a_link(self, shared_app: Any, agency: dict[str, Any]) -> None:
        files = [
            {"name": "본문.hwpx", "url": ADDRESS, "role": "original", "disclosure": "open"},
            {
                "name": "명단.xlsx",
                "url": "https://example.org/list.xlsx",
                "role": "attachment",
                "disclosure": "closed",
            },
        ]
        pkg = make(agency, disclosure="partial", resources=files)
        soup = page(shared_app, pkg)
        names = {item.select_one(".ss-files__name").get_text(): item for item in soup.select(".ss-files li")}
        assert names["본문.hwpx"].a["href"] == ADDRESS
        assert names["명단.xlsx"].a is None
        assert "Closed document" in names["명단.xlsx"].get_text()
        assert "list.xlsx" not in soup.decode()

    def test_page_of_a_withheld_file_opens_without_the_file(
        self, shared_app: Any, agency: dict[str, Any]
    ) -> None:
        pkg = make(agency, disclosure="closed", resources=[{"name": "본문.hwpx", "url": ADDRESS}])
        address = tk.h.url_for(
            "approval_document_resource.read", id=pkg["name"], resource_id=pkg["resources"][0]["id"]
        )
        assert ADDRESS not in shared_app.get(address).body

    def test_what_is_withheld_can_be_asked_for(self, shared_app: Any, agency: dict[str, Any]) -> None:
        closed, opened = make(agency, disclosure="closed"), make(agency, disclosure="open")
        assert page(shared_app, closed).find("a", href=f"/disclosure/new?document={closed['name']}")
        assert not page(shared_app, opened).find("a", href=f"/disclosure/new?document={opened['name']}")


class TestVisibility:
    def test_withdrawn_record_leaves_a_tombstone(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = make(agency, disclosure="open", notes="지워질 본문", resources=[{"name": "a", "url": ADDRESS}])
        act("seoulsquare_document_withdraw", id=pkg["id"], reason="개인정보 포함")
        soup = page(shared_app, pkg)
        assert facts(soup)["Reason"] == "개인정보 포함"
        assert "지워질 본문" not in soup.decode()
        assert "지워질 본문" not in shared_app.get(f"/api/action/package_show?id={pkg['name']}").body
        assert "지워질 본문" not in shared_app.get(f"/dataset/{pkg['id']}.jsonld").body
        assert ADDRESS not in soup.decode()

    def test_record_under_embargo_is_not_there_for_strangers(
        self, shared_app: Any, agency: dict[str, Any]
    ) -> None:
        pkg = make(agency, embargo_until="2099-01-01 09:00")
        shared_app.get(f"/approval-document/{pkg['name']}", status=404)
        shared_app.get(f"/dataset/{pkg['name']}", status=404)
        officer = {"Authorization": SysadminWithToken()["token"]}
        assert shared_app.get(f"/approval-document/{pkg['name']}", headers=officer).status_code == 200


class TestFace:
    def test_approval_line_stands_from_left_to_right(self, shared_app: Any, agency: dict[str, Any]) -> None:
        line = [
            {"position": "주무관", "signer": "김하나", "role": "drafter", "mark": "proposer"},
            {"position": "과장", "signer": "이셋", "role": "approver", "mark": "proxy", "date": "2020-06-09"},
            {"position": "예산담당관", "signer": "박둘", "role": "cooperator"},
        ]
        soup = page(shared_app, make(agency, approval_line=line))
        cells = [
            [cell.get_text(" ", strip=True) for cell in row.select("li")]
            for row in soup.select(".ss-approvals")
        ]
        assert cells == [
            ["주무관 ★ 김하나 Proposer", "과장 06/09 代 이셋 Signed by proxy"],
            ["예산담당관 박둘 Agreed"],
        ]

    def test_basis_of_calculation_is_not_read_as_markdown(
        self, shared_app: Any, agency: dict[str, Any]
    ) -> None:
        pkg = make(agency, notes="70,000원*3명*2회\n<b>끝.</b>")
        text = page(shared_app, pkg).select_one("#notes .ss-text")
        assert text.get_text() == "70,000원*3명*2회\n<b>끝.</b>"

    def test_meeting_goes_from_plan_to_result(self, shared_app: Any, agency: dict[str, Any]) -> None:
        result = make(agency, title="개최 결과보고")
        meeting = make(
            agency,
            "meeting",
            announced_date="2021-02-26",
            starts_at="2021-03-03 14:00",
            plan_document="도시계획과-1201",
            result_document=result["name"],
            minutes_text="○ 위원장 김하나\n개의합니다.\n○ 박둘\n이의 없습니다.",
        )
        soup = page(shared_app, meeting)
        links = {a.get_text(): a["href"] for a in soup.select(".ss-timeline a")}
        assert links["개최 결과보고"] == f"/approval-document/{result['name']}"
        assert links["도시계획과-1201"].startswith("/search?")
        assert [p.get_text() for p in soup.select(".ss-speech__speaker")] == ["위원장 김하나", "박둘"]


class TestLanguage:
    def test_record_in_another_language_says_so(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = make(agency, title="급식 지원", title_translated={"en": "School meals"})
        soup = page(shared_app, pkg)
        assert soup.h1.get_text(strip=True) == "School meals"
        assert soup.select_one(".ss-page-head .ss-lead")["lang"] == "ko"
        assert "Original language: Korean" in soup.select_one(".ss-page-head").get_text()
        assert "원문 언어" not in page(shared_app, pkg, "/ko_KR").select_one(".ss-page-head").get_text()


class TestForMachines:
    def test_document_is_described_to_search_engines(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = make(agency, title="</script><b>제목", document_number="총무과-1")
        soup = page(shared_app, pkg)
        (script,) = soup.find_all("script", type="application/ld+json")
        thing = json.loads(script.string)
        assert (thing["@type"], thing["name"]) == ("DigitalDocument", "</script><b>제목")
        assert soup.find("meta", attrs={"name": "description"})["content"]
        assert soup.find("meta", property="og:url")["content"] == thing["url"]

    def test_open_data_is_described_once_as_a_dataset(self, shared_app: Any, agency: dict[str, Any]) -> None:
        (script,) = page(shared_app, make(agency, "dataset")).find_all("script", type="application/ld+json")
        assert "schema:Dataset" in script.string

    def test_dcat_is_linked(self, shared_app: Any, agency: dict[str, Any]) -> None:
        pkg = make(agency)
        links = page(shared_app, pkg).find_all("link", rel="alternate", type="application/ld+json")
        assert [link["href"].endswith(f"/dataset/{pkg['id']}.jsonld") for link in links] == [True]
