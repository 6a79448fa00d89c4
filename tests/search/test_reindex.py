"""Rebuilding the index beside the old one, with real cores: nothing is lost, whatever happens meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.model import meta
from ckan.tests.helpers import call_action

from ckanext.seoulsquare.search import cores, reindex
from ckanext.seoulsquare.search.reindex import Reindex, ReindexError, State
from ckanext.seoulsquare.search.verify import Verification
from ckanext.seoulsquare.search.versions import Index
from tests.documents.records import act
from tests.search.conftest import a_record

pytestmark = pytest.mark.usefixtures("with_plugins", "clean_db", "clean_index")

CONFIG_SET = "seoulsquare"


class Place(cores.Cores):
    """Cores, where something happens just before the switch."""

    def __init__(self, before: Callable[[], Any] = lambda: None) -> None:
        super().__init__(tk.config["solr_url"])
        self.before = before

    def switch(self, name: str) -> None:
        self.before()
        super().switch(name)


@pytest.fixture
def place() -> cores.Cores:
    found = cores.place()
    if not isinstance(found, cores.Cores):
        pytest.skip("Solr is a cloud here")
    return found


def run(place: cores.Cores | None, **options: Any) -> tuple[Verification, dict[str, str]]:
    failures: dict[str, str] = {}
    work = Reindex(tk.config["solr_url"], place, 2, failures.__setitem__, lambda _: None)
    return work.run(CONFIG_SET, **options), failures


def folder(place: cores.Cores) -> str:
    return place._folder(place.name)


def difference() -> dict[str, str]:
    return {one.id: str(one.kind) for one in Verification(Index(tk.config["solr_url"])).differences()}


def damage(package_id: str) -> None:
    """Give a record a value that Solr does not take."""
    model.Session.execute(
        sa.update(model.package_table)
        .where(model.package_table.c.id == package_id)
        .values(extras={"views_total": "no number"})
    )
    model.Session.commit()


@pytest.mark.usefixtures("place")
class TestReindex:
    def test_a_new_core_takes_over_and_the_old_one_goes(self, place: cores.Cores) -> None:
        kept = [a_record()["id"] for _ in range(3)]
        before = folder(place)

        verification, failures = run(place)

        assert (verification.database, verification.index, failures) == (3, 3, {})
        assert folder(place) != before
        assert not place.exists(folder(place))
        found = call_action("package_search", fl="id", rows=10)
        assert sorted(record["id"] for record in found["results"]) == sorted(kept)
        assert State.saved() is None

    def test_records_written_before_the_switch_are_in_the_new_core(self, place: cores.Cores) -> None:
        changed, purged = a_record(), a_record()
        made = {}

        def write() -> None:
            made["id"] = a_record()["id"]
            act("package_patch", id=changed["id"], title="Meanwhile")
            act("dataset_purge", id=purged["id"])

        run(Place(write))

        assert difference() == {}
        assert call_action("package_search", fq=f"id:{made['id']}")["count"] == 1
        assert call_action("package_search", q="Meanwhile")["count"] == 1
        assert call_action("package_search", fq=f"id:{purged['id']}")["count"] == 0

    def test_a_transaction_that_outlives_the_switch_is_waited_for(self, place: cores.Cores) -> None:
        package_id = a_record()["id"]
        assert meta.engine is not None
        connection = meta.engine.connect()
        ends: list[threading.Timer] = []

        def open_transaction() -> None:
            connection.execute(
                sa.update(model.package_table)
                .where(model.package_table.c.id == package_id)
                .values(title="Late", metadata_modified=sa.text("metadata_modified + interval '1 hour'"))
            )
            ends.append(threading.Timer(1.5, connection.commit))
            ends[0].start()

        run(Place(open_transaction))

        ends[0].join()
        connection.close()
        assert difference() == {}
        assert call_action("package_search", q="Late")["count"] == 1

    def test_a_refused_document_keeps_the_old_core(self, place: cores.Cores) -> None:
        a_record()
        bad = a_record()["id"]
        damage(bad)
        before = folder(place)
        failures: dict[str, str] = {}
        work = Reindex(tk.config["solr_url"], place, 1, failures.__setitem__, lambda _: None)

        with pytest.raises(ReindexError, match="1 documents"):
            work.run(CONFIG_SET)

        assert folder(place) == before
        assert list(failures) == [bad]
        assert "no number" in failures[bad]

        verification, failures = run(place, force=True)

        assert list(failures) == [bad]
        assert folder(place) != before
        assert verification.counts.total() == 1

    def test_an_interrupted_run_goes_on_with_its_core(self, place: cores.Cores) -> None:
        a_record()

        def die() -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(Place(die))
        left = State.saved()
        later = a_record()["id"]

        run(place)

        assert left is not None
        assert folder(place) == left.target
        assert difference() == {}
        assert call_action("package_search", fq=f"id:{later}")["count"] == 1

    def test_an_interruption_after_the_switch_does_not_write_to_the_old_core(
        self, place: cores.Cores
    ) -> None:
        a_record()

        class Dying(cores.Cores):
            def switch(self, name: str) -> None:
                super().switch(name)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(Dying(tk.config["solr_url"]))
        left = State.saved()

        run(place)

        assert left is not None
        assert folder(place) == left.target
        assert not place.exists(left.target)
        assert difference() == {}

    def test_a_fresh_run_drops_what_was_left(self, place: cores.Cores) -> None:
        a_record()

        def die() -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(Place(die))
        left = State.saved()

        run(place, fresh=True)

        assert left is not None
        assert folder(place) != left.target
        assert not place.exists(left.target)

    def test_two_at_once_are_refused(self, place: cores.Cores) -> None:
        with reindex._alone(), pytest.raises(ReindexError, match="another"):
            run(place)


def test_in_place_replaces_and_removes(index_of: Any) -> None:
    stale, lost = a_record()["id"], a_record()["id"]
    index_of.change(stale)
    index_of.remove(lost)
    index_of.add("orphan")

    verification, failures = run(None)

    assert verification.counts.total() == 0
    assert failures == {}
    assert difference() == {}
