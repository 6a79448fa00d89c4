"""Pages of the portal as readers and administrators meet them."""

from __future__ import annotations

from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories

LOCALES = {"ko_KR": "ko", "zh_Hans_CN": "zh-Hans", "en": "en"}
CATEGORY = {
    "type": "category",
    "title": "회의정보",
    "title_translated": {"ko": "회의정보", "zh": "会议信息", "en": "Meetings"},
    "description": "회의 자료",
    "description_translated": {"ko": "회의 자료", "zh": "会议资料", "en": "Papers of meetings"},
}


@pytest.fixture
def administrator(non_clean_db: None) -> dict[str, str]:
    """Headers of a system administrator's request."""
    return {"Authorization": factories.SysadminWithToken()["token"]}


@pytest.fixture
def page(shared_app: Any, reset_redis: Any) -> Any:
    """Gets a page's text, with nothing kept from an earlier test."""
    reset_redis("seoulsquare:*")

    def get(path: str, locale: str = "en", **kwargs: Any) -> str:
        return shared_app.get(f"/{locale}{path}", **kwargs).body

    return get


@pytest.fixture
def category(non_clean_db: None) -> dict[str, Any]:
    return factories.Group(**CATEGORY)


@pytest.mark.usefixtures("non_clean_db", "clean_index")
class TestPages:
    @pytest.mark.parametrize(
        "path", ["/", "/category/", "/agency/", "/guide", "/rules", "/about", "/nothing-here"]
    )
    @pytest.mark.parametrize(("locale", "tag"), LOCALES.items())
    def test_page_is_in_the_language_and_offers_the_others(
        self, page: Any, path: str, locale: str, tag: str
    ) -> None:
        text = page(path, locale, status=404 if path == "/nothing-here" else 200)
        assert f'<html lang="{tag}"' in text
        for other, other_tag in LOCALES.items():
            # English is the default language of the test configuration: its addresses carry no language.
            prefix = "" if other == "en" else f"/{other}"
            assert f'<a href="{prefix}{path}" lang="{other_tag}"' in text

    def test_language_switch_keeps_the_question(self, page: Any) -> None:
        assert '<a href="/ko_KR/guide?q=a%20b" lang="ko"' in page("/guide?q=a%20b")

    def test_guide_keeps_readers_in_their_language(self, page: Any) -> None:
        assert 'href="/ko_KR/agency/"' in page("/guide", "ko_KR").partition("ss-prose")[2]

    @pytest.mark.parametrize(
        ("locale", "title"), [("ko_KR", "회의정보"), ("zh_Hans_CN", "会议信息"), ("en", "Meetings")]
    )
    def test_category_is_named_in_the_language(
        self, page: Any, category: dict[str, Any], locale: str, title: str
    ) -> None:
        assert f"<h1>{title}</h1>" in page(f"/category/{category['name']}", locale)
        assert title in page("/category/", locale)

    def test_category_offers_a_feed(self, page: Any, shared_app: Any, category: dict[str, Any]) -> None:
        assert f"/feeds/group/{category['name']}.atom" in page(f"/category/{category['name']}")
        assert shared_app.get(f"/feeds/group/{category['name']}.atom").content_type.startswith(
            "application/atom+xml"
        )

    def test_category_page_is_ours_and_its_form_is_ckans(
        self, shared_app: Any, category: dict[str, Any], administrator: dict[str, str]
    ) -> None:
        assert "ss-page-head" in shared_app.get(f"/category/{category['name']}", headers=administrator).body
        form = shared_app.get(f"/category/edit/{category['name']}", headers=administrator).body
        assert 'name="title_translated' in form or 'name="title"' in form

    def test_agency_shows_its_place_and_its_records(self, page: Any) -> None:
        parent = factories.Organization(title="시청", agency_kind="headquarters")
        child = factories.Organization(title="복지본부", parent_agency=parent["name"])
        record = factories.Dataset(title="복지 통계", owner_org=child["id"], production_date="2021-01-11")
        text = page(f"/agency/{parent['name']}")
        assert f'/agency/{child["name"]}"' in text
        assert f"/dataset/{record['name']}" in text
        assert f'/agency/{parent["name"]}"' in page(f"/agency/{child['name']}")

    def test_home_lists_new_records_and_figures(self, page: Any) -> None:
        organization = factories.Organization()
        record = factories.Dataset(
            title="새 자료", owner_org=organization["id"], production_date="2021-01-11"
        )
        text = page("/")
        assert f"/dataset/{record['name']}" in text
        assert "The archive in figures" in text

    @pytest.mark.parametrize(
        ("locale", "shown"),
        [("ko_KR", "도서관 축제"), ("zh_Hans_CN", "도서관 축제"), ("en", "Library festival")],
    )
    def test_a_title_is_translated_or_the_original(self, page: Any, locale: str, shown: str) -> None:
        factories.Dataset(
            title="도서관 축제",
            title_translated={"en": "Library festival"},
            language="ko",
            owner_org=factories.Organization()["id"],
            production_date="2026-11-24",
        )
        text = page("/", locale).partition("ss-records")[2]
        assert shown in text
        assert ('lang="ko">도서관 축제' in text) is (locale == "zh_Hans_CN")

    def test_private_records_are_never_kept_for_others(
        self, page: Any, administrator: dict[str, str]
    ) -> None:
        organization = factories.Organization()
        record = factories.Dataset(owner_org=organization["id"], private=True)
        assert record["name"] not in page("/", headers=administrator)

    @pytest.mark.parametrize("path", ["/category/none", "/agency/none"])
    def test_what_does_not_exist_is_404(self, page: Any, path: str) -> None:
        assert "There is no such page" in page(path, status=404)

    def test_robots_leave_filters_alone(self, shared_app: Any) -> None:
        assert "Disallow: /search?" in shared_app.get("/robots.txt").body.splitlines()

    @pytest.mark.parametrize(("tag", "locale"), [("ko", "ko_KR"), ("zh_Hans", "zh_Hans_CN")])
    def test_ckans_scripts_find_their_texts(self, shared_app: Any, tag: str, locale: str) -> None:
        answer = shared_app.get(f"/api/i18n/{tag}", follow_redirects=False, status=302)
        assert answer.headers["Location"].endswith(f"/api/i18n/{locale}")


@pytest.mark.usefixtures("non_clean_db")
class TestAdministrator:
    @pytest.fixture
    def notices(self, with_plugins: None) -> Any:
        """Writes the notices as CKAN's form does, and takes them away afterwards."""
        key = "ckanext.seoulsquare.portal.notices"
        context = {"user": factories.Sysadmin()["name"], "ignore_auth": True}

        def write(text: str) -> None:
            tk.get_action("config_option_update")(dict(context), {key: text})

        yield write
        write("")

    def test_notices_stand_on_the_home_page(self, page: Any, notices: Any) -> None:
        notices("점검 안내 | 维护通知 | Maintenance | /guide")
        assert '<a href="/zh_Hans_CN/guide">维护通知</a>' in page("/", "zh_Hans_CN")

    def test_a_wrong_notice_is_refused(self, notices: Any) -> None:
        with pytest.raises(tk.ValidationError) as error:
            notices("점검 안내")
        assert "Line 1" in str(error.value.error_dict)

    def test_the_form_has_both_lists(self, shared_app: Any, administrator: dict[str, str]) -> None:
        text = shared_app.get("/ckan-admin/config", headers=administrator).body
        assert 'name="ckanext.seoulsquare.portal.notices"' in text
        assert 'name="ckanext.seoulsquare.portal.hot_topics"' in text


@pytest.mark.usefixtures("non_clean_db")
def test_the_site_has_a_name_in_each_language(page: Any, ckan_config: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(ckan_config, "ckanext.seoulsquare.portal.title.zh_Hans_CN", "首尔信息广场")
    assert "- 首尔信息广场</title>" in page("/guide", "zh_Hans_CN")
    assert f"- {ckan_config['ckan.site_title']}</title>" in page("/guide", "en")


@pytest.mark.usefixtures("non_clean_db")
@pytest.mark.parametrize(("band", "said"), [("demonstration", True), ("official", True), ("off", False)])
def test_band_follows_the_setting(
    page: Any, ckan_config: Any, monkeypatch: Any, band: str, said: bool
) -> None:
    monkeypatch.setitem(ckan_config, "ckanext.seoulsquare.portal.band", band)
    assert (f"ss-band--{band}" in page("/guide")) is said
