"""No public door does work that grows with the archive; what is refused says what to use instead."""

from __future__ import annotations

from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from tests.exchange import archive

QUERIES, ROWS = 120, 2_100
"""What a call may ask of PostgreSQL: the thousand records that one answer holds, and as many changes.

Statements: CKAN lists at most 25 agencies with all their fields and asks for each of them a few times.
"""

REFUSED_ROWS = 10_100
"""`package_list` looks at one name more than it would list before it refuses."""

PAGE_QUERIES = 400
"""The catalogue of DCAT asks a few times for each of the hundred records on a page."""

SMALL = 20_000
SIZES = [SMALL, pytest.param(100_000, marks=pytest.mark.slow)]


def _ask(action: str, **data_dict: Any) -> Any:
    """Call an action as a stranger does over the API."""
    return tk.get_action(action)({"user": "", "auth_user_obj": None, "ignore_auth": False}, data_dict)


BOUNDED = [
    ("package_list", {"limit": 1000}),
    ("package_list", {"limit": 100, "offset": 9_900}),
    ("package_search", {"rows": 1000}),
    ("package_search", {"start": 10_000, "rows": 100}),
    ("package_search", {"rows": 0, "facet.field": ["organization", "tags"], "facet.limit": 1000}),
    ("current_package_list_with_resources", {"limit": 10}),
    ("organization_show", {"id": archive.AGENCY, "include_datasets": True}),
    ("organization_list", {"all_fields": True, "include_dataset_count": True, "include_extras": True}),
    ("group_list", {"all_fields": True, "include_dataset_count": True}),
    ("member_list", {"id": archive.AGENCY, "object_type": "group"}),
    ("package_autocomplete", {"q": "proactive", "limit": 1000}),
    ("format_autocomplete", {"q": "p"}),
    ("tag_autocomplete", {"q": "man"}),
    ("tag_show", {"id": "many"}),
    ("vocabulary_list", {}),
    ("license_list", {}),
    ("recently_changed_packages_activity_list", {}),
    ("harvest_source_list", {}),
    ("status_show", {}),
    ("seoulsquare_document_search", {"q": "사전공표", "rows": 100}),
    ("seoulsquare_document_search", {"cursor": "*"}),
    ("seoulsquare_document_changes", {"limit": 1000}),
]

REFUSED = [
    ("package_list", {}, "seoulsquare_document_changes"),
    ("package_list", {"limit": 20_000}, "seoulsquare_document_search"),
    ("package_list", {"limit": 10, "offset": 19_000}, "seoulsquare_document_search"),
    ("package_search", {"start": 10_001}, "seoulsquare_document_search with a cursor"),
    ("package_search", {"start": "19000", "rows": "10"}, "seoulsquare_document_search with a cursor"),
    ("package_search", {"facet.field": ["tags"], "facet.limit": -1}, "1000"),
    ("package_search", {"facet.field": '["name"]'}, "organization"),
    ("current_package_list_with_resources", {"limit": 10, "offset": 15_000}, "seoulsquare_document_search"),
    ("current_package_list_with_resources", {"limit": 10, "page": 1_500}, "seoulsquare_document_search"),
    ("package_autocomplete", {"q": "proactive", "limit": 20_000}, "1000"),
    ("member_list", {"id": archive.AGENCY}, "seoulsquare_document_search"),
    ("member_list", {"id": archive.AGENCY, "object_type": "package"}, "seoulsquare_document_search"),
    ("resource_search", {"query": "name:사전"}, "seoulsquare_document_search"),
    ("tag_list", {}, "package_search"),
    ("tag_search", {"query": "man"}, "package_search"),
    ("organization_list", {"sort": "package_count desc"}, "package_search"),
    ("group_list", {"order_by": "packages"}, "package_search"),
]


@pytest.fixture
def agency(with_plugins: None, request: pytest.FixtureRequest) -> str:
    """The agency of an archive of the size that the test asks for."""
    return archive.build(getattr(request, "param", SMALL))


@pytest.mark.ckan_config("ckanext.seoulsquare.exchange.largest_scan", 1)
@pytest.mark.usefixtures("agency")
class TestLargeArchive:
    @pytest.mark.parametrize("agency", SIZES, indirect=True)
    def test_doors_are_bounded(self) -> None:
        costs = {}
        for action, data_dict in BOUNDED:
            model.Session.rollback()
            with archive.counted() as cost:
                _ask(action, **data_dict)
            costs[f"{action} {data_dict}"] = cost
        assert {
            door: cost for door, cost in costs.items() if cost.queries > QUERIES or cost.rows > ROWS
        } == {}

    @pytest.mark.parametrize(("action", "data_dict", "instead"), REFUSED)
    def test_what_is_not_bounded_is_refused(
        self, action: str, data_dict: dict[str, Any], instead: str
    ) -> None:
        with archive.counted() as cost, pytest.raises(tk.ValidationError) as error:
            _ask(action, **data_dict)
        assert instead in str(error.value.error_dict)
        assert cost.queries <= QUERIES
        assert cost.rows <= REFUSED_ROWS

    @pytest.mark.parametrize("action", ["user_list", "user_show"])
    def test_strangers_see_no_accounts(self, action: str) -> None:
        with pytest.raises(tk.NotAuthorized):
            _ask(action, id="admin")

    # What another test was shown must not stand for this archive.
    @pytest.mark.ckan_config("ckanext.seoulsquare.portal.cache_seconds", 0)
    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/search?q=사전공표",
            f"/agency/{archive.AGENCY}",
            f"/organization/{archive.AGENCY}",
            "/organization/",
            "/feeds/dataset.atom",
            f"/feeds/organization/{archive.AGENCY}.atom",
            "/catalog.jsonld",
            "/sitemap.xml",
            "/sitemap/2012-01-02.xml",
            "/completeness?from=2012-01-01&to=2012-01-31",
            "/robots.txt",
        ],
    )
    def test_pages_are_bounded(self, shared_app: Any, address: str) -> None:
        with archive.counted() as cost:
            shared_app.get(address, status=200)
        assert cost.queries <= PAGE_QUERIES
        assert cost.rows <= ROWS

    @pytest.mark.parametrize(
        "address", ["/feeds/dataset.atom?page=900", f"/organization/{archive.AGENCY}?page=900"]
    )
    def test_deep_pages_say_what_to_use(self, shared_app: Any, address: str) -> None:
        assert "seoulsquare_document_search" in shared_app.get(address, status=400).body

    def test_deep_pages_of_the_catalogue_are_refused(self, shared_app: Any) -> None:
        shared_app.get("/catalog.jsonld?page=900", status=409)

    def test_the_api_says_what_to_use(self, shared_app: Any) -> None:
        answer = shared_app.get("/api/3/action/package_search?start=19000", status=409)
        assert "seoulsquare_document_changes" in answer.json["error"]["start"][0]

    def test_the_last_record_is_reached_by_cursor(self) -> None:
        names, cursor = set(), "*"
        while True:
            page = _ask("seoulsquare_document_search", organization=[archive.AGENCY], cursor=cursor, rows=100)
            names |= {hit["name"] for hit in page["results"]}
            if page["cursor"] == cursor:
                break
            cursor = page["cursor"]
        assert len(names) == page["count"] >= SMALL

    def test_formats_are_still_suggested(self) -> None:
        assert _ask("format_autocomplete", q="pd") == ["pdf"]


@pytest.mark.usefixtures("agency")
class TestSitemap:
    def test_index_and_lists_hold_every_public_record(self, shared_app: Any) -> None:
        index = shared_app.get("/sitemap.xml", status=200).body
        assert "/sitemap/2012-01-02.xml</loc>" in index
        day = shared_app.get("/sitemap/2012-01-02.xml", status=200).body
        assert day.count("<url>") == archive.A_DAY
        assert f"<loc>{tk.config['ckan.site_url']}/proactive/proactive-0</loc>" in day

    @pytest.mark.parametrize("part", ["2012-13-01", "yesterday", "2012-01-02-0", "undated-21"])
    def test_other_lists_do_not_exist(self, shared_app: Any, part: str) -> None:
        shared_app.get(f"/sitemap/{part}.xml", status=404)


@pytest.mark.usefixtures("with_plugins", "clean_db", "clean_index")
class TestSmallSite:
    """CKAN's own behaviour stays where the archive is small."""

    def test_nothing_changes_there(self) -> None:
        agency = factories.Organization()["id"]
        names = sorted(factories.Dataset(owner_org=agency)["name"] for _ in range(3))
        assert _ask("package_list") == names
        assert _ask("package_list", limit=1, offset=1) == names[1:2]
        assert _ask("tag_list") == []
        assert _ask("resource_search", query="name:a")["count"] == 0
        assert _ask("organization_list", sort="package_count desc") is not None
