"""Whatever dies during a load: the next one ends as if nothing had happened."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.model import meta
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.seoulsquare.documents.building import Stored
from ckanext.seoulsquare.ingest.bulk import outbox, runs
from ckanext.seoulsquare.ingest.bulk.indexer import Indexer
from ckanext.seoulsquare.ingest.bulk.solr import Solr, SolrError
from ckanext.seoulsquare.ingest.bulk.writer import BulkWriter
from ckanext.seoulsquare.ingest.loading import Options, load
from ckanext.seoulsquare.ingest.report import Report
from tests.ingest.bulk.crashes import (
    fork_load,
    indexed,
    load_list,
    pending,
    start_load,
    stored,
    wait_until,
    write_list,
)
from tests.services import wait_for

pytestmark = pytest.mark.usefixtures("with_plugins", "non_clean_db", "city")

COUNT = 600
KILLS = int(os.environ.get("SEOULSQUARE_KILLS", "3"))
"""Moments at which a loader is killed; `make soak` takes 50."""

COMMANDS = 2
"""So many of these loaders are the command itself; the others are children of the tests and start at once."""


@pytest.fixture
def city(non_clean_db: None) -> None:
    """The agency to which lists belong that name none."""
    if model.Group.get("seoul") is None:
        factories.Organization(name="seoul", title="서울특별시")


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """The records of a list in `list.csv`, which no other test loads."""
    return write_list(tmp_path / "list.csv", COUNT, random.randrange(10**7))


def assert_complete(names: list[str]) -> None:
    """Every record once in the database, once and in the same state in the index, and nothing left to do."""
    assert sorted(stored(names)) == sorted(names)
    assert indexed(names) == sorted(stored(names).items())
    assert pending(names) == 0


class TestKilledLoader:
    @pytest.mark.parametrize("seed", range(KILLS))
    def test_nothing_is_lost_or_twice(self, seed: int, names: list[str], tmp_path: Path) -> None:
        enough = random.Random(seed).randrange(1, COUNT)
        kill = self._kill_command if seed < COMMANDS else self._kill_child
        kill(tmp_path / "list.csv", lambda: len(stored(names)) >= enough)

        load_list(tmp_path / "list.csv")

        assert_complete(names)

    @staticmethod
    def _kill_command(path: Path, enough: Callable[[], bool]) -> None:
        process = start_load(path, path.parent, "killed")
        wait_until(enough, lambda: process.poll() is not None)
        process.kill()
        process.wait()

    @staticmethod
    def _kill_child(path: Path, enough: Callable[[], bool]) -> None:
        child = fork_load(path)
        wait_until(enough, lambda: not child.is_alive())
        child.kill()
        child.join()

    def test_the_run_is_shown_as_interrupted(self, names: list[str], tmp_path: Path) -> None:
        process = start_load(tmp_path / "list.csv", tmp_path, "interrupted")
        wait_until(lambda: bool(stored(names)), lambda: process.poll() is not None)
        process.kill()
        process.wait()

        def state() -> str:
            [run] = runs.latest(1)
            model.Session.commit()
            return run["state"]

        # PostgreSQL lets go of the lock when it notices that the process is gone.
        wait_for(lambda: state() not in ("reading", "writing"), "the end of the run")
        assert state() in ("interrupted", "done")  # done: the process was faster than the signal


class TestSolrAway:
    def test_the_load_fails_and_what_it_wrote_is_indexed_later(
        self, names: list[str], tmp_path: Path
    ) -> None:
        report = Report(tmp_path / "rejected.csv")
        writer = BulkWriter()
        writer.solr.patience = 0.2
        writer.solr.address = "http://127.0.0.1:9/solr/none"
        outbox.index_pending(Solr())

        with runs.recorded(tmp_path / "list.csv", "bulk", report) as run:
            writer.run = run.number
            with pytest.raises(SolrError):
                load(tmp_path / "list.csv", writer, report, Options())

        assert pending(names) == len(stored(names)) > 0
        assert indexed(names) == []
        outbox.index_pending(Solr())
        assert indexed(names) == sorted(stored(names).items())
        load_list(tmp_path / "list.csv")
        assert_complete(names)


class TestDatabaseAway:
    def test_connections_that_break_end_the_load_and_the_next_completes_it(
        self, names: list[str], tmp_path: Path
    ) -> None:
        process = start_load(tmp_path / "list.csv", tmp_path, "broken")
        wait_until(lambda: len(stored(names)) >= 100, lambda: process.poll() is not None)
        with meta.engine.connect() as connection:
            query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'broken'"
            connection.execute(sa.text(query))
        process.wait()

        load_list(tmp_path / "list.csv")

        assert_complete(names)


class TestTwoLoads:
    def test_they_take_turns(self, names: list[str], tmp_path: Path) -> None:
        processes = [start_load(tmp_path / "list.csv", tmp_path, f"load {n}") for n in range(2)]

        assert [process.wait() for process in processes] == [0, 0]

        assert_complete(names)


class TestEditorMeanwhile:
    def test_what_an_editor_writes_while_a_document_is_under_way_wins(
        self, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edited = names[0]
        send = Indexer.send
        edits: list[str] = []

        def send_late(self: Indexer, records: Sequence[Stored]) -> None:
            """Between the load's commit and the arrival of its document, an editor changes the record."""
            if any(stored.package["name"] == edited for stored in records):
                edits.append(edited)
                user = call_action("get_site_user")["name"]
                call_action("package_patch", {"user": user}, id=edited, title="고친 제목")
            send(self, records)

        monkeypatch.setattr(Indexer, "send", send_late)

        load_list(tmp_path / "list.csv")

        assert edits == [edited]
        assert call_action("package_show", id=edited)["title"] == "고친 제목"
        assert_complete(names)
