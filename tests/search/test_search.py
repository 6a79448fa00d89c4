"""Searching through CKAN, its API and the page, with real Solr and PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action, call_auth

from tests.search.conftest import package

pytestmark = pytest.mark.usefixtures("with_plugins")


def found(q: str, **params: Any) -> list[str]:
    return [record["name"] for record in call_action("package_search", q=q, **params)["results"]]


@pytest.fixture
def records(index_records):
    index_records(
        package("장애인콜택시 이용 안내", "콜택시를 부르는 방법", name="taxi"),
        package(
            "정수시설과 업무추진비 113,560원",
            "당직(2021.01.11.) <b>간담회</b>",
            name="expense",
            type="expense",
            department="정수시설과",
            document_number="정수시설과-119",
            production_date="2021-01-11",
            disclosure="open",
        ),
        package(
            "마포구 예산 설명",
            "道路와 父子 가정",
            name="plan",
            type="budget",
            department="예산과",
            production_date="2020-03-02",
        ),
        package("Annual reports of libraries", "Reading rooms", name="english", language="en"),
        package("首爾市觀光政策", "觀光", name="chinese", language="zh"),
    )


@pytest.mark.usefixtures("records")
class TestPackageSearch:
    @pytest.mark.parametrize("q", ["장애인콜택시", "장애인 콜택시", "장애인콜 택시", "장애인 콜 택시"])
    def test_spacing_does_not_matter(self, q):
        assert found(q) == ["taxi"]

    @pytest.mark.parametrize(
        "q",
        [
            "정수시설과-119",
            "정수시설과-1*",
            "113,560원",
            "113560",
            "2021-01-11",
            "20210111",
            "2021.1.11.",
            "2021년 1월 11일",
        ],
    )
    def test_numbers_amounts_and_dates_are_found_as_written(self, q):
        assert found(q) == ["expense"]

    @pytest.mark.parametrize(
        ("q", "name"),
        [
            ("부자 가정", "plan"),
            ("父子", "plan"),
            ("도로", "plan"),
            ("观光政策", "chinese"),
            ("觀光政策", "chinese"),
            ("library report", "english"),
        ],
    )
    def test_scripts_and_stems(self, q, name):
        assert found(q) == [name]

    @pytest.mark.parametrize("q", ["Mapo-gu budget", "麻浦区预算", "麻浦區預算", "마포구 budget"])
    def test_terms_reach_across_languages(self, q):
        assert found(q) == ["plan"]

    def test_added_terms_are_told_and_can_be_taken_off(self):
        typed = "business promotion expenses"
        answer = call_action("package_search", q=typed)
        assert [record["name"] for record in answer["results"]] == ["expense"]
        assert answer["seoulsquare_expansions"] == [{"typed": typed, "korean": ["업무추진비"]}]
        assert found(typed, ext_seoulsquare_off="업무추진비") == []
        assert found("预算") == ["plan"]
        assert found("预算", ext_seoulsquare_off="예산") == []
        assert found("预算", ext_seoulsquare_off="*") == []

    def test_an_explicit_query_keeps_its_meaning(self):
        assert found("title:예산") == ["plan"]
        assert sorted(found("title:예산 OR title:콜택시")) == ["plan", "taxi"]
        assert found("예산 AND 콜택시") == []
        assert found('"예산 마포구"') == []

    @pytest.mark.parametrize(
        "q",
        [
            "콜택시는: 어떻게 부르나요?!",
            "콜택시 (이용) 방법이 궁금합니다 :)",
            '콜택시를 "부르는 방법이 뭔가요?',
        ],
    )
    def test_odd_punctuation_does_not_break_a_question(self, q):
        assert found(q)[0] == "taxi"

    def test_callers_who_know_better_are_left_alone(self):
        assert found("콜택시", defType="edismax", qf="title") == ["taxi"]

    def test_facets_are_counted(self):
        facets = call_action("package_search", q="", **{"facet.field": ["dataset_type"]})["search_facets"]
        assert {item["name"]: item["count"] for item in facets["dataset_type"]["items"]} == {
            "dataset": 3,
            "expense": 1,
            "budget": 1,
        }

    def test_autocompletion_finds_parts_of_titles_and_names(self):
        assert [item["name"] for item in call_action("package_autocomplete", q="콜택시")] == ["taxi"]
        assert [item["name"] for item in call_action("package_autocomplete", q="expen")] == ["expense"]


@pytest.mark.usefixtures("clean_db", "records")
class TestDocumentSearch:
    def test_hits_are_marked_and_escaped(self):
        (hit,) = call_action("seoulsquare_document_search", q="간담회")["results"]
        assert hit["highlight"]["notes"] == ["당직(2021.01.11.) &lt;b&gt;<mark>간담회</mark>&lt;/b&gt;"]

    def test_a_facet_counts_what_else_could_be_chosen(self):
        answer = call_action("seoulsquare_document_search", dataset_type=["budget"])
        assert answer["count"] == 1
        assert {item["value"]: item["count"] for item in answer["facets"]["dataset_type"]} == {
            "dataset": 3,
            "expense": 1,
            "budget": 1,
        }
        assert [item["value"] for item in answer["facets"]["department"]] == ["예산과"]
        assert call_action("seoulsquare_document_search", dataset_type=["budget", "expense"])["count"] == 2

    def test_period_and_order(self):
        answer = call_action(
            "seoulsquare_document_search", **{"from": "2020-03-02", "to": "2021-01-11", "sort": "oldest"}
        )
        assert [hit["name"] for hit in answer["results"]] == ["plan", "expense"]
        assert call_action("seoulsquare_document_search", **{"from": "2020-03-03"})["count"] == 1

    def test_a_cursor_reads_everything_once(self):
        names: list[str] = []
        cursor = "*"
        while True:
            answer = call_action("seoulsquare_document_search", rows=2, cursor=cursor)
            names += [hit["name"] for hit in answer["results"]]
            if answer["cursor"] == cursor:
                break
            cursor = answer["cursor"]
        assert sorted(names) == ["chinese", "english", "expense", "plan", "taxi"]

    def test_words_that_do_not_meet_are_loosened(self):
        answer = call_action("seoulsquare_document_search", q="콜택시 예산")
        assert answer["loosened"]
        assert {hit["name"] for hit in answer["results"]} == {"taxi", "plan"}

    def test_a_misspelt_word_is_put_right(self):
        assert call_action("seoulsquare_document_search", q="업무추징비")["did_you_mean"] == "업무추진비"

    def test_a_broken_explicit_query_is_an_error_of_the_query(self):
        with pytest.raises(tk.ValidationError, match="cannot be read"):
            call_action("seoulsquare_document_search", q="title:a AND production_date:[x TO y]")

    def test_the_anonymous_see_what_their_labels_open(self):
        context = {"user": "", "ignore_auth": False, "auth_user_obj": None}
        assert tk.get_action("seoulsquare_document_search")(dict(context), {})["count"] == 0

    def test_suggestions(self):
        answer = call_action("seoulsquare_search_suggest", q="콜택")
        assert [hit["name"] for hit in answer["titles"]] == ["taxi"]
        assert call_action("seoulsquare_search_suggest", q="예산")["departments"] == [
            {"name": "예산과", "count": 1}
        ]


@pytest.mark.usefixtures("clean_db")
class TestTerms:
    def test_seeding_keeps_what_an_administrator_made(self, cli):
        from ckanext.seoulsquare.cli import seoulsquare

        first = cli.invoke(seoulsquare, ["terms", "seed"])
        assert first.exit_code == 0, first.output
        term = call_action("seoulsquare_term_list", q="결재문서", limit=1)["results"][0]
        call_action("seoulsquare_term_update", **term | {"en": "paper of approval", "aliases": "a | b"})
        call_action(
            "seoulsquare_term_delete",
            id=call_action("seoulsquare_term_list", q="예산", limit=1)["results"][0]["id"],
        )
        again = cli.invoke(seoulsquare, ["terms", "seed"]).output
        assert "created=0 updated=0" in again
        assert "kept=2" in again
        shown = call_action("seoulsquare_term_show", id=term["id"])
        assert (shown["en"], shown["aliases"]) == ("paper of approval", ["a", "b"])
        exported = cli.invoke(seoulsquare, ["terms", "export"]).output
        assert f"{term['ko']}\t{term['zh_hans']}\tpaper of approval\t" in exported

    def test_a_new_term_works_at_once(self):
        from ckanext.seoulsquare.search import service

        assert service.vocabulary().korean("zebra lane") == ()
        call_action("seoulsquare_term_create", ko="얼룩말길", zh_hans="斑马小路", en="zebra lane")
        assert service.vocabulary().korean("zebra lane") == ("얼룩말길",)
        assert service.vocabulary().korean("budget") == ("예산",)
        with pytest.raises(tk.ValidationError):
            call_action("seoulsquare_term_create", ko="얼룩말길", zh_hans="x", en="y")

    def test_only_sysadmins_edit(self):
        user = factories.User()
        with pytest.raises(tk.NotAuthorized):
            call_auth("seoulsquare_term_create", {"user": user["name"], "model": None})


@pytest.mark.usefixtures("clean_db", "records")
class TestPages:
    def test_the_address_restores_the_page(self, app):
        page = app.get("/search?q=budget&dataset_type=budget&from=2020-01-01&sort=newest")
        assert page.status_code == 200
        assert "noindex, nofollow" in page.body
        assert '<strong lang="ko">예산</strong>' in page.body
        assert 'value="2020-01-01"' in page.body

    def test_links_of_facets_carry_nofollow(self, app):
        page = app.get("/search")
        links = [line for line in page.body.split("<a ") if line.startswith('href="/search?')]
        assert links
        assert [link[:80] for link in links if "nofollow" not in link.split(">")[0]] == []

    def test_ckans_list_leads_to_the_page_and_keeps_the_words(self, app):
        answer = app.get("/dataset/?q=예산&groups=budget&page=2", follow_redirects=False)
        assert answer.status_code == 302
        assert answer.location.endswith("/search?q=%EC%98%88%EC%82%B0&category=budget&page=2")

    @pytest.mark.parametrize(
        "address", ["/search?from=yesterday", "/search?q=title:a+AND+production_date:[x+TO+y]"]
    )
    def test_what_cannot_be_read_is_said(self, app, address):
        assert app.get(address).status_code == 400

    def test_suggestions_for_the_search_box(self, app):
        assert app.get("/search/suggest?q=%EC%BD%9C%ED%83%9D").json["titles"] == []
        assert app.get("/search/suggest").json == {"terms": [], "departments": [], "titles": []}

    def test_terms_are_edited_by_sysadmins(self, app):
        assert app.get("/search/terms/").status_code == 403
        headers = {"Authorization": factories.SysadminWithToken()["token"]}
        assert app.get("/search/terms/", headers=headers).status_code == 200
        form = {"ko": "얼룩말길", "zh_hans": "斑马小路", "en": "zebra lane", "aliases": ""}
        page = app.post("/search/terms/new", data=form, headers=headers)
        assert "zebra lane" in page.body
