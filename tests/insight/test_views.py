"""From an opened page to the database, the index and the lists of what is read most."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis
from ckan.tests import factories

from ckanext.seoulsquare.insight import config, service
from ckanext.seoulsquare.insight.buffer import ViewBuffer
from tests.insight.test_visitors import BROWSERS, PROGRAMS

ADDRESS = "203.0.113.77"
DAY = date(2026, 11, 24)


@pytest.fixture
def redis(reset_redis: Any) -> Any:
    reset_redis("seoulsquare:*")
    return connect_to_redis()


@pytest.fixture
def buffer(redis: Any, with_plugins: None) -> ViewBuffer:
    return service.buffer(config.site_id())


def _counts(buffer: ViewBuffer) -> dict[tuple[str, date], int]:
    with buffer.taken() as counts:
        return counts


class TestBuffer:
    def test_a_visitor_counts_once_a_day_for_a_document(self, buffer: ViewBuffer) -> None:
        assert buffer.add("one", ADDRESS, "A", DAY)
        assert not buffer.add("one", ADDRESS, "A", DAY)
        assert buffer.add("two", ADDRESS, "A", DAY)
        assert buffer.add("one", "203.0.113.78", "A", DAY)
        assert buffer.add("one", ADDRESS, "A", date(2026, 11, 25))
        month = date(2026, 11, 1)
        assert _counts(buffer) == {("one", month): 3, ("two", month): 1}

    def test_nothing_kept_holds_an_address_and_all_of_it_ends(self, buffer: ViewBuffer, redis: Any) -> None:
        buffer.add("one", ADDRESS, BROWSERS[0], DAY)
        seen = redis.keys("seoulsquare:*:seen:*")
        salts = redis.keys("seoulsquare:*:salt:*")
        kept = [
            *redis.smembers(seen[0]),
            redis.get(salts[0]),
            *redis.hgetall(redis.keys("seoulsquare:*:waiting")[0]),
        ]
        assert not [value for value in kept if ADDRESS.encode() in value or b"Mozilla" in value]
        assert all(0 < redis.ttl(key) <= 24 * 60 * 60 for key in [*seen, *salts])

    def test_what_could_not_be_written_is_given_again(self, buffer: ViewBuffer) -> None:
        buffer.add("one", ADDRESS, "A", DAY)
        with pytest.raises(RuntimeError), buffer.taken():
            raise RuntimeError
        buffer.add("two", ADDRESS, "A", DAY)
        assert list(_counts(buffer)) == [("one", date(2026, 11, 1))]
        assert list(_counts(buffer)) == [("two", date(2026, 11, 1))]

    def test_writing_is_due_once_in_a_while(self, buffer: ViewBuffer) -> None:
        assert buffer.is_due(60)
        assert not buffer.is_due(60)


@pytest.mark.usefixtures("clean_db", "clean_index", "clean_queues")
class TestCounting:
    @pytest.fixture
    def record(self, clean_db: None) -> dict[str, Any]:
        return factories.Dataset(title="자료", owner_org=factories.Organization()["id"])

    def _open(self, app: Any, document: str, user_agent: str) -> None:
        app.post(
            "/seoulsquare/view",
            data={"document": document},
            headers={"User-Agent": user_agent},
            environ_overrides={"REMOTE_ADDR": ADDRESS},
            status=204,
        )

    def test_a_person_is_counted_and_a_job_writes(
        self, shared_app: Any, redis: Any, record: dict[str, Any]
    ) -> None:
        for user_agent in BROWSERS[:2]:
            self._open(shared_app, record["id"], user_agent)
        assert len(tk.get_action("job_list")({"ignore_auth": True}, {})) == 1
        assert service.write(config.site_id()) == {record["id"]: 2}
        assert service.total(record["id"]) == 2

    @pytest.mark.parametrize("user_agent", PROGRAMS)
    def test_programs_are_left_out(
        self, shared_app: Any, buffer: ViewBuffer, record: dict[str, Any], user_agent: str
    ) -> None:
        self._open(shared_app, record["id"], user_agent)
        assert _counts(buffer) == {}

    def test_what_is_no_document_is_left_out(
        self, shared_app: Any, buffer: ViewBuffer, record: dict[str, Any]
    ) -> None:
        self._open(shared_app, "00000000-0000-0000-0000-000000000000", BROWSERS[0])
        assert _counts(buffer) == {}

    def test_record_pages_report_themselves(self, shared_app: Any, record: dict[str, Any]) -> None:
        page = shared_app.get(f"/dataset/{record['name']}").body
        assert f'<meta name="seoulsquare-record" content="{record["id"]}">' in page

    def test_the_index_learns_the_count_and_keeps_the_rest(
        self, buffer: ViewBuffer, record: dict[str, Any]
    ) -> None:
        other = factories.Dataset(title="안 읽은 자료", owner_org=record["owner_org"])
        before = _search(f"id:{record['id']}")
        buffer.add(record["id"], ADDRESS, "A", DAY)
        service.write(config.site_id())
        assert _search("view_count:1") == before
        # Text that is indexed and not stored would be lost if the document were written anew from the index.
        assert _search("text:자료 AND view_count:1") == before
        # Indexed anew by CKAN, the record has its count again.
        context = {"ignore_auth": True, "user": factories.Sysadmin()["name"]}
        tk.get_action("package_patch")(context, {"id": record["id"], "notes": "새 설명"})
        assert [hit["id"] for hit in _search("view_count:1")] == [record["id"]]
        assert [hit["id"] for hit in _search("view_count:0")] == [other["id"]]

    def test_the_index_gets_no_document_it_did_not_hold(self, record: dict[str, Any]) -> None:
        service.index({"gone": 3, record["id"]: 2}, config.site_id())
        assert [hit["id"] for hit in _search("view_count:[1 TO *]")] == [record["id"]]

    def test_most_read_is_of_this_month_then_of_the_last(
        self, buffer: ViewBuffer, record: dict[str, Any]
    ) -> None:
        new = factories.Dataset(owner_org=record["owner_org"])
        for address in ("a", "b"):
            buffer.add(record["id"], address, "A", date(2026, 10, 30))
        buffer.add(new["id"], ADDRESS, "A", DAY)
        service.write(config.site_id())
        assert service.most_read(DAY, 5) == [new["id"], record["id"]]
        assert service.most_read(DAY, 1) == [new["id"]]
        assert service.most_read(date(2027, 3, 1), 5) == []

    def test_commands_write_and_index(self, cli: Any, buffer: ViewBuffer, record: dict[str, Any]) -> None:
        from ckan.cli.cli import ckan

        buffer.add(record["id"], ADDRESS, "A", DAY)
        assert cli.invoke(ckan, ["seoulsquare", "views", "write"]).output.endswith("documents=1\n")
        assert cli.invoke(ckan, ["seoulsquare", "views", "index"]).output.endswith("documents=1\n")


def _search(filter_query: str) -> list[dict[str, Any]]:
    query = {"q": "*:*", "fq": filter_query, "sort": "name asc"}
    return tk.get_action("package_search")({"ignore_auth": True, "user": ""}, query)["results"]
