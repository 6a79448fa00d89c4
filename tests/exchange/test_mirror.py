"""A harvester that begins with a dump and follows the feed holds exactly the archive."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.lib.search.common import make_connection
from ckan.tests import factories

from ckanext.seoulsquare.documents import embargoes
from ckanext.seoulsquare.exchange.dumps.walks import Changed
from ckanext.seoulsquare.exchange.mirror.harvester import Harvester, MirrorError, Place
from ckanext.seoulsquare.exchange.mirror.sources import Archive, Folder
from tests.exchange.copies import Memory, OtherArchive, act, proactive, seen_by_strangers, served
from tests.exchange.test_changes import _end
from tests.exchange.test_dumps import write

pytestmark = pytest.mark.usefixtures("clean_db", "clean_index")

DAYS = 30


def exactly(records: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Records as JSON has them."""
    return json.loads(json.dumps(records))


@pytest.fixture
def source(clean_db: None, shared_app: Any) -> Iterator[Archive]:
    """The archive of the tests, at an address."""
    with served(shared_app.flask_app) as address:
        yield Archive(address)


class Month:
    """Days of an archive: what is made, changed, withdrawn, restored, hidden, deleted and purged."""

    def __init__(self, agency: str) -> None:
        self.random = random.Random(20260301)
        self.agency = agency
        self.records: list[str] = []
        self.embargoed: list[str] = []

    def day(self, number: int) -> None:
        later = (datetime.now(UTC) + timedelta(days=40)).isoformat(timespec="seconds")
        for _ in range(3):
            self.records.append(proactive(self.agency, notes=f"day {number}")["id"])
        if number % 3 == 0:
            self.embargoed.append(proactive(self.agency, embargo_until=later)["id"])
        for _ in range(2):
            self._change(self.random.choice(self.records), number)
        if number % 5 == 4:
            self._lift(self.embargoed.pop(0))

    def _change(self, package_id: str, number: int) -> None:
        what = self.random.choice(
            ["title", "title", "withdraw", "restore", "hide", "show", "delete", "purge"]
        )
        if what == "title":
            act("package_patch", id=package_id, title=f"제목 {number}")
        elif what == "withdraw":
            act("seoulsquare_document_withdraw", id=package_id, reason="개인정보")
        elif what == "restore":
            act("seoulsquare_document_restore", id=package_id)
        elif what in ("hide", "show"):
            act("package_patch", id=package_id, private=what == "hide")
        elif what == "delete":
            act("package_delete", id=package_id)
        else:
            act("dataset_purge", id=package_id)
            self.records.remove(package_id)

    def _lift(self, package_id: str) -> None:
        """Let the time of an embargo pass: no statement tells the feed of that, and no writer is at work."""
        over = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
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
        assert embargoes.lift() == 1


class TestHarvester:
    def test_on_the_days_of_a_month_it_holds_exactly_the_archive(
        self, source: Archive, tmp_path: Path
    ) -> None:
        month, copy = Month(factories.Organization()["id"]), Memory()
        month.day(1)
        write(tmp_path)
        Harvester(copy).load(Folder(tmp_path))
        for number in range(DAYS):
            month.day(number)
            _end()
            model.Session.remove()
            Harvester(copy).follow(source)
            if number % 5 == 4:
                assert exactly(copy.records) == exactly(seen_by_strangers()), f"day {number}"
        withdrawn = [record for record in copy.records.values() if record.get("withdrawn_at")]
        assert withdrawn
        assert len(copy.records) > DAYS

    def test_a_dump_of_changes_takes_the_place_of_following(self, source: Archive, tmp_path: Path) -> None:
        month = Month(factories.Organization()["id"])
        month.day(0)
        _end()
        whole = write(tmp_path, "2026-03-01")
        month.day(1)
        _end()
        changes = write(tmp_path, "2026-03-02-changes", Changed(whole["cursor"]))
        self._tell_base(tmp_path, changes, whole)
        copy = Memory()

        Harvester(copy).load(Folder(tmp_path))

        assert copy.at == Place(changes["cursor"])
        assert exactly(copy.records) == exactly(seen_by_strangers())

    def test_a_load_that_was_interrupted_goes_on_behind_the_last_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ckanext.seoulsquare.exchange.dumps.walks.STEP", 2)
        agency = factories.Organization()["id"]
        for _ in range(5):
            proactive(agency)
        whole = write(tmp_path)
        assert len(whole["files"]) == 3

        class Dying(Memory):
            def remember(self, place: Place) -> None:
                super().remember(place)
                (tmp_path / whole["name"] / whole["files"][0]["name"]).unlink()
                raise KeyboardInterrupt

        dying = Dying()
        with pytest.raises(KeyboardInterrupt):
            Harvester(dying).load(Folder(tmp_path))
        copy = Memory()
        copy.at, copy.records = dying.at, dying.records
        Harvester(copy).load(Folder(tmp_path))

        assert exactly(copy.records) == exactly(seen_by_strangers())

    def test_without_a_whole_dump_there_is_nothing_to_begin_with(self, tmp_path: Path) -> None:
        with pytest.raises(MirrorError, match="no whole dump"):
            Harvester(Memory()).load(Folder(tmp_path))

    def test_another_version_is_refused(self, tmp_path: Path) -> None:
        manifest = write(tmp_path)
        (tmp_path / manifest["name"] / "manifest.json").write_text(json.dumps({**manifest, "version": 2}))
        with pytest.raises(MirrorError, match="another format"):
            Harvester(Memory()).load(Folder(tmp_path))

    @staticmethod
    def _tell_base(folder: Path, changes: dict[str, Any], whole: dict[str, Any]) -> None:
        base = {"name": whole["name"], "cursor": whole["cursor"]}
        path = folder / changes["name"] / "manifest.json"
        path.write_text(json.dumps({**changes, "since": base}))


def _lines(folder: Path, name: str) -> dict[str, Any]:
    [dump] = [path for path in folder.iterdir() if not path.name.startswith(".")]
    with gzip.open(dump / name, "rt", encoding="utf-8") as file:
        return {line["id"]: line for line in map(json.loads, file)}


class TestAnotherArchive:
    @pytest.fixture
    def other(self, tmp_path: Path) -> Iterator[OtherArchive]:
        other = OtherArchive(tmp_path)
        other.make()
        yield other
        other.run("search-index", "clear")
        other.drop()

    def test_it_is_rebuilt_equal_from_a_dump_and_the_feed(
        self, source: Archive, other: OtherArchive, tmp_path: Path
    ) -> None:
        parent = factories.Organization(name="city", title="서울특별시")
        agency = factories.Organization(name="office", parent_agency=parent["name"])["id"]
        month = Month(agency)
        for number in range(5):
            month.day(number)
        files = [
            {"url": "https://example.org/a.pdf", "name": "a", "format": "PDF", "role": "original"},
            {"url": "https://example.org/b.pdf", "name": "b", "disclosure": "closed"},
        ]
        proactive(agency, resources=files, tags=[{"name": "상수도"}, {"name": "하천"}])
        _end()
        write(tmp_path / "dumps")
        month.day(5)
        late = factories.Organization(name="late", parent_agency="city")["id"]
        proactive(late, resources=files[:1])
        _end()
        model.Session.remove()

        told = other.run("seoulsquare", "rebuild-from", tmp_path / "dumps", "--feed", source.address)
        assert "removed=" in told
        month.day(6)
        _end()
        model.Session.remove()
        other.run("seoulsquare", "rebuild-from", tmp_path / "dumps", "--feed", source.address)

        assert "missing=0 orphaned=0 stale=0" in other.run("seoulsquare", "verify")
        other.run("seoulsquare", "dump", "--out", tmp_path / "theirs", "--rate", "0")
        write(tmp_path / "ours", lines_a_file=100_000)
        for name in ("records-00001.jsonl.gz", "groups.jsonl.gz"):
            assert _lines(tmp_path / "theirs", name) == _lines(tmp_path / "ours", name)
