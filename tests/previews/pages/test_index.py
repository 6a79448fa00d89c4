"""The index of pages follows the files and their records, and answers as each reader may read."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import ckan.plugins.toolkit as tk
from ckan.cli.cli import ckan
from ckan.tests.factories import Organization
from ckan.tests.helpers import call_auth
from ckan.types import Context

from ckanext.seoulsquare.previews import service
from ckanext.seoulsquare.previews.model import Upload
from ckanext.seoulsquare.previews.pagecore import documents, follow, holding
from ckanext.seoulsquare.previews.pagecore.comparing import Comparison
from ckanext.seoulsquare.search import pages
from tests.documents.records import act
from tests.previews.stored.uploads import looked_at, people, record, user

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_request_context", "only_these_pages")

# Two pages of A4; the second has the words that the first lacks.
TEXT = ("정수시설 점검 계획\n" * 60 + "아리수 품질 검사 결과\n" * 3).encode()
SECRET = "담당자 주민등록번호 900101-1234567 아리수\n".encode()


@pytest.fixture
def only_these_pages(with_plugins: None) -> None:
    pages.connection().delete(q="*:*", commit=True)


@pytest.fixture
def agency(non_clean_db: None) -> dict[str, Any]:
    return Organization()


def file_of(agency: dict[str, Any], data: bytes = TEXT, **fields: Any) -> tuple[dict[str, Any], str]:
    """A record and the id of its file, looked at and indexed as the job does it."""
    package = record(agency, **fields)
    resource = looked_at(package, "점검.txt", data)
    follow.bring([resource["id"]])
    return package, resource["id"]


def held(resource_id: str) -> int:
    """How many of the file's pages are in the index."""
    pages.solr().commit()
    return holding.held_of([resource_id]).get(resource_id, ("", 0))[1]


def version_of(resource_id: str) -> int:
    """Solr's number of the writing of a page, which grows."""
    return next(iter(pages.connection().search(f'resource_id:"{resource_id}"', fl="_version_")))["_version_"]


def search(person: dict[str, Any] | None = None, **query: Any) -> dict[str, Any]:
    """The answer of the action to a reader."""
    reader = user(person)
    context = Context(user=reader.name, auth_user_obj=reader, ignore_auth=False)
    return tk.get_action("seoulsquare_page_search")(context, query)


class TestWhatIsHeld:
    def test_pages_of_a_public_file(self, agency: dict[str, Any]) -> None:
        _, file = file_of(agency)
        assert held(file) == 2
        follow.bring([file])
        assert held(file) == 2

    @pytest.mark.parametrize(
        "change",
        [
            {"disclosure": "closed"},
            {"embargo_until": "2099-01-01T00:00:00Z"},
            {"withdrawn_at": "2021-01-01", "withdrawal_reason": "오류"},
            {"private": True},
            {"state": "deleted"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_record_that_is_hidden_takes_its_pages_along(
        self, agency: dict[str, Any], change: dict[str, Any]
    ) -> None:
        package, file = file_of(agency)
        act("package_patch", id=package["id"], **change)
        assert held(file) == 0
        follow.bring([file])
        assert held(file) == 0

    def test_decisions(self, agency: dict[str, Any]) -> None:
        _, file = file_of(agency)
        service.decide(file, "withhold", "")
        assert held(file) == 0
        service.decide(file, "", "")
        follow.bring([file])
        assert held(file) == 2

    def test_of_a_masked_copy_only_the_copy(self, agency: dict[str, Any]) -> None:
        _, file = file_of(agency, SECRET)
        assert held(file) == 0
        service.decide(file, "masked", "")
        follow.bring([file])
        assert held(file) == 1
        assert pages.find("900101", resource_id=file)[0] == 0
        assert search(resource_id=file, q="아리수")["count"] == 1

    def test_a_file_that_is_replaced_or_gone(self, agency: dict[str, Any]) -> None:
        package, file = file_of(agency)
        act("resource_delete", id=file)
        assert held(file) == 0
        assert package["id"]

    def test_only_first_pages_and_chosen_kinds(
        self, agency: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(tk.config, "ckanext.seoulsquare.previews.indexed_pages", 1)
        _, file = file_of(agency)
        assert held(file) == 1
        assert [hit["page"] for hit in search(resource_id=file, q="아리수")["results"]] == [2]
        monkeypatch.setitem(tk.config, "ckanext.seoulsquare.previews.indexed_kinds", ["meeting"])
        follow.bring([file])
        assert held(file) == 0


class TestSearch:
    def test_in_one_document(self, agency: dict[str, Any]) -> None:
        package, file = file_of(agency)
        found = search(resource_id=file, q="품질 검사")
        assert found["count"] == 1
        hit = found["results"][0]
        assert (hit["file"], hit["page"]) == ("점검.txt", 2)
        assert hit["passage"].count("<mark>") >= 2
        address = urlsplit(hit["url"])
        assert address.path.endswith(f"/document/{package['name']}/{file}/page/2")
        assert parse_qs(address.query) == {"q": ["품질 검사"]}
        preview = service.shown(file, user(None))
        assert preview
        start, end = hit["matches"][0]
        assert preview.page_text(2)[start:end] == "품질"

    def test_in_all_documents(self, agency: dict[str, Any]) -> None:
        package, file = file_of(agency)
        other, _ = file_of(agency)
        found = search(q="아리수")["results"]
        assert {hit["package_id"] for hit in found} == {package["id"], other["id"]}
        assert [hit["resource_id"] for hit in search(q="아리수", package_id=package["id"])["results"]] == [
            file
        ]

    def test_paging(self, agency: dict[str, Any]) -> None:
        _, file = file_of(agency)
        assert [hit["page"] for hit in search(resource_id=file, q="점검", rows=1)["results"]] == [1]
        second = search(resource_id=file, q="점검", rows=1, start=1)
        assert (second["count"], [hit["page"] for hit in second["results"]]) == (2, [2])

    def test_staff_search_what_the_public_does_not_get(self, agency: dict[str, Any]) -> None:
        _, file = file_of(agency, disclosure="closed")
        cast = people(agency)
        assert search(cast["officer"], resource_id=file, q="아리수")["count"] == 1
        for who in ("anonymous", "stranger", "officer elsewhere"):
            with pytest.raises(tk.NotAuthorized):
                search(cast[who], resource_id=file, q="아리수")

    def test_a_late_index_shows_nothing_that_is_hidden(self, agency: dict[str, Any]) -> None:
        package, file = file_of(agency)
        site, preview = tk.config["ckan.site_id"], service.shown(file, user(None))
        assert preview
        act("package_patch", id=package["id"], disclosure="closed")
        stale = {"index_id": f"{site}:{file}:1", "site_id": site, "package_id": package["id"]}
        stale |= {"resource_id": file, "content_hash": preview.etag, "page": 1, "text": "아리수"}
        pages.solr().add([stale])
        assert held(file) == 1

        assert search(q="아리수")["results"] == []
        found = act("seoulsquare_document_search", q="아리수")
        assert package["id"] not in [hit["id"] for hit in found["results"]]

    def test_records_show_their_best_pages(self, agency: dict[str, Any]) -> None:
        package, file = file_of(agency)
        found = act("seoulsquare_document_search", q="품질 검사 결과")["results"]
        assert [hit["id"] for hit in found] == [package["id"]]
        passage = found[0]["passage"]
        assert (passage["resource_id"], passage["page"], passage["also"]) == (file, 2, [])
        assert "<mark>품질</mark>" in passage["passage"]

    def test_the_search_page_links_to_pages(self, agency: dict[str, Any], shared_app: Any) -> None:
        package, file = file_of(agency)
        page = shared_app.get("/search", params={"q": "점검"})
        assert f"/document/{package['name']}/{file}/page/" in page.body
        assert "<mark>점검</mark>" in page.body

    def test_two_calls_of_solr_are_the_most(
        self, agency: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file_of(agency)
        asked: list[str] = []
        send = pages.connection().__class__._send_request

        def counting(solr: Any, method: str, path: str = "", *args: Any, **options: Any) -> Any:
            asked.append(path)
            return send(solr, method, path, *args, **options)

        monkeypatch.setattr("pysolr.Solr._send_request", counting)
        for q, most in [("점검", 2), ("점검 없는말", 2), ("없는말없는말", 2), ("", 1)]:
            asked.clear()
            act("seoulsquare_document_search", q=q)
            assert 1 <= len(asked) <= most, q


class TestList:
    def test_pages(self, agency: dict[str, Any]) -> None:
        _, file = file_of(agency)
        found = tk.get_action("seoulsquare_page_list")(
            {"user": "", "ignore_auth": False}, {"resource_id": file}
        )
        assert (found["count"], found["status"], found["masked"]) == (2, "ok", False)
        assert [page["number"] for page in found["results"]] == [1, 2]
        assert all(page["width"] > 500 and page["characters"] > 0 for page in found["results"])

    def test_who_may(self, agency: dict[str, Any]) -> None:
        _, file = file_of(agency, disclosure="closed")
        cast = people(agency)
        for who, person in cast.items():
            reader = user(person)
            context = {"user": reader.name, "auth_user_obj": reader}
            for name in ("seoulsquare_page_list", "seoulsquare_page_search"):
                if who in ("officer", "sysadmin"):
                    assert call_auth(name, context, resource_id=file)
                else:
                    with pytest.raises(tk.NotAuthorized):
                        call_auth(name, context, resource_id=file)


class TestComparison:
    def differences(self) -> dict[str, str]:
        return {resource_id: kind for kind, resource_id in Comparison().differences()}

    def test_kinds_of_difference(self, agency: dict[str, Any]) -> None:
        _, good = file_of(agency)
        _, missing = file_of(agency)
        _, stale = file_of(agency)
        follow.forget([missing])
        site = tk.config["ckan.site_id"]
        pages.connection().delete(q=f'index_id:"{site}:{stale}:2"', commit=True)
        orphan = {"index_id": "x", "site_id": site, "package_id": "p", "resource_id": "~gone"}
        pages.solr().add([{**orphan, "content_hash": "h", "page": 1, "text": ""}])
        pages.solr().commit()

        found = self.differences()
        assert good not in found
        assert (found[missing], found[stale], found["~gone"]) == ("missing", "stale", "orphaned")

    def test_without_an_index_all_pages_are_missing(
        self, agency: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, file = file_of(agency)
        monkeypatch.setattr("ckanext.seoulsquare.search.pages.place.SUFFIX", "_none")
        assert self.differences()[file] == "missing"

    def test_repair_and_reindex(self, agency: dict[str, Any], cli: Any) -> None:
        _, file = file_of(agency)
        assert Upload.get(file)
        follow.forget([file])
        result = cli.invoke(ckan, ["seoulsquare", "pages", "verify"])
        assert (result.exit_code, f"missing pages of {file}" in result.stdout) == (1, True)

        result = cli.invoke(ckan, ["seoulsquare", "verify", "--repair"])
        assert f"missing pages of {file}" not in result.stdout
        assert held(file) == 2
        before = version_of(file)
        result = cli.invoke(ckan, ["seoulsquare", "pages", "reindex"])
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines()[-1].endswith("missing=0 orphaned=0 stale=0")
        assert held(file) == 2
        assert version_of(file) > before


def test_a_page_with_a_form_feed_keeps_its_number(agency: dict[str, Any]) -> None:
    _, file = file_of(agency)
    preview = service.shown(file, user(None))
    assert preview
    preview.__dict__["text"] = lambda: "a\fb\fc"
    assert documents.texts(preview) == [preview.page_text(1), preview.page_text(2)]
