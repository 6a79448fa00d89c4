"""A harvester that follows the feed holds exactly what it may see."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import make_connection
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.seoulsquare.documents import embargoes
from ckanext.seoulsquare.exchange import service


class TestCursor:
    @pytest.mark.parametrize("place", [(0, 0), (1, 2), (2**63 + 5, 2**62)])
    def test_round_trip(self, place: tuple[int, int]) -> None:
        assert service.decode(service.encode(*place)) == place

    @pytest.mark.parametrize("text", ["x", "!!", "MTIz", "LTEuNQ", "한글", service.encode(2**64, 0)])
    def test_any_other_text_is_refused(self, text: str) -> None:
        with pytest.raises(service.CursorError):
            service.decode(text)


def _settle() -> None:
    """Wait until no transaction of the cluster, in whichever database, is older than the newest change."""
    settled = sa.text(
        "SELECT max(transaction_id) IS NULL OR max(transaction_id) < pg_snapshot_xmin(pg_current_snapshot())"
        " FROM seoulsquare_exchange_changes"
    )
    deadline = time.monotonic() + 30
    with model.meta.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not connection.scalar(settled):
            assert time.monotonic() < deadline, "another transaction has been running for half a minute"
            time.sleep(0.05)


def _changes(since: str = "", limit: int = 3) -> Iterator[dict[str, Any]]:
    """Follow the feed as a stranger, page by page."""
    _settle()
    more = True
    while more:
        answer = call_action("seoulsquare_document_changes", since=since, limit=limit)
        yield from answer["changes"]
        since, more = answer["cursor"], answer["more"]


def _end() -> str:
    _settle()
    since, more = "", True
    while more:
        answer = call_action("seoulsquare_document_changes", since=since, limit=1000)
        since, more = answer["cursor"], answer["more"]
    return since


def _proactive(**fields: Any) -> dict[str, Any]:
    key = factories.fake.unique.numerify("########")
    return factories.Dataset(
        type="proactive",
        item_id=key,
        name=f"proactive-{key}",
        title=f"사전공표 {key}",
        owner_org=fields.pop("owner_org"),
        **fields,
    )


@pytest.mark.usefixtures("clean_db", "clean_index")
class TestFeed:
    @pytest.fixture
    def agency(self, clean_db: None) -> str:
        return factories.Organization()["id"]

    @pytest.fixture
    def officer(self, agency: str) -> dict[str, Any]:
        """The context of somebody who works for the agency."""
        user = factories.User()
        call_action("organization_member_create", id=agency, username=user["name"], role="editor")
        return {"user": user["name"], "auth_user_obj": model.User.get(user["id"])}

    def test_every_record_is_told_of_once_in_order(self, agency: str) -> None:
        since = _end()
        records = [_proactive(owner_org=agency)["id"] for _ in range(7)]
        assert [change["id"] for change in _changes(since)] == records

    def test_a_change_takes_a_record_to_the_end(self, agency: str, officer: dict[str, Any]) -> None:
        beginning = _end()
        first, second = (_proactive(owner_org=agency) for _ in range(2))
        since = _end()
        call_action("package_patch", dict(officer), id=first["id"], title="새 제목")
        assert [(change["id"], change["change"]) for change in _changes(since)] == [
            (first["id"], "published")
        ]
        assert [change["id"] for change in _changes(beginning)] == [second["id"], first["id"]]

    def test_withdrawn_deleted_purged_and_hidden_records(self, agency: str, officer: dict[str, Any]) -> None:
        names = ("withdrawn", "deleted", "purged", "private", "embargoed")
        records = {name: _proactive(owner_org=agency) for name in names}
        since = _end()
        later = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
        call_action(
            "seoulsquare_document_withdraw", dict(officer), id=records["withdrawn"]["id"], reason="개인정보"
        )
        call_action("package_delete", dict(officer), id=records["deleted"]["id"])
        call_action("dataset_purge", id=records["purged"]["id"])
        call_action("package_patch", dict(officer), id=records["private"]["id"], private=True)
        call_action("package_patch", dict(officer), id=records["embargoed"]["id"], embargo_until=later)
        told = {change["id"]: change for change in _changes(since)}
        assert {name: told[record["id"]]["change"] for name, record in records.items()} == {
            "withdrawn": "withdrawn",
            **dict.fromkeys(names[1:], "removed"),
        }
        assert set(told[records["private"]["id"]]) == {"id", "changed_at", "change"}

    def test_staff_are_told_of_what_they_may_see(self, agency: str, officer: dict[str, Any]) -> None:
        since = _end()
        record = _proactive(owner_org=agency, private=True)
        _settle()
        answer = tk.get_action("seoulsquare_document_changes")(
            {**officer, "ignore_auth": False}, {"since": since}
        )
        assert [(change["id"], change["change"]) for change in answer["changes"]] == [
            (record["id"], "published")
        ]

    def test_nothing_is_passed_over_while_a_transaction_runs(self, agency: str) -> None:
        """The transaction that began first commits last; a reader in between must still be told of it."""
        early, late = (_proactive(owner_org=agency)["id"] for _ in range(2))
        since = _end()
        rename = sa.text("UPDATE package SET title = title || '!' WHERE id = :id")
        with model.meta.engine.connect() as one, model.meta.engine.connect() as two:
            one.execute(rename, {"id": early})
            two.execute(rename, {"id": late})
            two.commit()
            answer = call_action("seoulsquare_document_changes", since=since)
            assert answer["changes"] == []
            one.commit()
        assert {change["id"] for change in _changes(answer["cursor"])} == {early, late}

    def test_a_foreign_cursor_is_refused_with_what_to_do(self) -> None:
        with pytest.raises(tk.ValidationError) as error:
            call_action("seoulsquare_document_changes", since="yesterday")
        assert "begin anew" in error.value.error_dict["since"][0]

    def test_a_cursor_of_another_database_is_refused(self) -> None:
        with pytest.raises(tk.ValidationError):
            call_action("seoulsquare_document_changes", since=service.encode(2**62, 0))

    def test_after_a_restore_into_another_cluster_the_feed_goes_on_in_order(self, agency: str) -> None:
        """There, numbers of transactions begin anew, below those that the feed has."""
        records = [_proactive(owner_org=agency)["id"] for _ in range(3)]
        before = [change["id"] for change in _changes()]
        assert before[-3:] == records
        model.Session.execute(
            sa.text(
                "UPDATE seoulsquare_exchange_changes"
                " SET transaction_id = ((transaction_id::text)::bigint + 1000000000)::text::xid8"
            )
        )
        model.Session.commit()
        assert call_action("seoulsquare_document_changes")["changes"] == []

        assert service.renumber() == len(before)

        assert [change["id"] for change in _changes()] == before

    def test_a_lifted_embargo_is_told_of(self, agency: str) -> None:
        """Time alone made the record public; a reader past its last change must be told of it."""
        later = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
        record = _proactive(owner_org=agency, embargo_until=later)["id"]
        _proactive(owner_org=agency)
        since = _end()
        over = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._let_time_pass(record, over)
        since_then = call_action("seoulsquare_document_changes", since=since)
        embargoes.lift()
        assert [(change["id"], change["change"]) for change in _changes(since_then["cursor"])] == [
            (record, "published")
        ]

    def _let_time_pass(self, package_id: str, over: str) -> None:
        """Set the end of the embargo into the past where the feed does not see it, and in the index."""
        with model.meta.engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE package DISABLE TRIGGER USER"))
            connection.execute(
                sa.text(
                    "UPDATE package"
                    " SET extras = jsonb_set(extras, '{embargo_until}', to_jsonb(CAST(:over AS text)))"
                    " WHERE id = :id"
                ),
                {"over": over, "id": package_id},
            )
            connection.execute(sa.text("ALTER TABLE package ENABLE TRIGGER USER"))
        model.Session.expire_all()
        solr = make_connection()
        [held] = solr.search(f"id:{package_id}", fl="index_id").docs
        solr.add([{"index_id": held["index_id"], "embargo_until": {"set": over}}], commit=True)
