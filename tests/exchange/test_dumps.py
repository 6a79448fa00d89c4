"""Dumps: exactly what strangers see, whole or not there, and found again after an interruption."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ckan.tests import factories

from ckanext.seoulsquare.exchange.dumps import writing
from ckanext.seoulsquare.exchange.dumps.shelf import MANIFEST, Shelf
from ckanext.seoulsquare.exchange.dumps.walks import Changed, Everything, Walk
from ckanext.seoulsquare.exchange.dumps.writing import Dump, DumpError
from ckanext.seoulsquare.exchange.mirror.sources import Folder, SourceError, lines
from ckanext.seoulsquare.exchange.pace import Pace
from tests.exchange.copies import act, proactive, seen_by_strangers
from tests.exchange.test_changes import _end

DAY = "2026-03-01"


def write(folder: Path, name: str = DAY, walk: Walk | None = None, lines_a_file: int = 2) -> dict[str, Any]:
    about: dict[str, Any] = {"since": None}
    return Dump(
        Shelf(folder), name, walk or Everything(), about, lines_a_file=lines_a_file, pace=Pace(0)
    ).write()


def read(folder: Path, manifest: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for entry in manifest["files"]:
        with gzip.open(folder / manifest["name"] / entry["name"], "rt", encoding="utf-8") as file:
            found += [json.loads(line) for line in file]
    return found


def manifest_of(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "groups": {"name": "groups.jsonl.gz", "sha256": ""}, "files": [], **more}


class TestShelf:
    @pytest.fixture
    def shelf(self, tmp_path: Path) -> Shelf:
        for name in ("2026-01-01", "2026-01-05-changes", "2026-02-01", "2026-02-03-changes", "2026-03-01"):
            (tmp_path / name).mkdir()
            (tmp_path / name / MANIFEST).write_text(json.dumps(manifest_of(name)))
        (tmp_path / ".2026-03-02.partial").mkdir()
        return Shelf(tmp_path)

    def test_the_newest_whole_dumps_and_the_changes_since_are_kept(self, shelf: Shelf) -> None:
        assert shelf.prune(2) == ["2026-01-05-changes", "2026-01-01"]
        assert shelf.names() == ["2026-03-01", "2026-02-03-changes", "2026-02-01"]

    def test_fewer_than_may_be_kept_stay(self, shelf: Shelf) -> None:
        assert shelf.prune(4) == []

    @pytest.mark.parametrize("name", ["..", ".2026-03-02.partial", "2026-03-01/..", "x"])
    def test_nothing_else_is_shown(self, shelf: Shelf, name: str) -> None:
        assert shelf.manifest(name) is None
        assert shelf.file(name, MANIFEST) is None

    def test_only_files_of_the_manifest_are_given(self, shelf: Shelf) -> None:
        assert shelf.file("2026-03-01", MANIFEST) is None


@pytest.mark.usefixtures("clean_db", "clean_index")
class TestDump:
    @pytest.fixture
    def agency(self, clean_db: None) -> str:
        return factories.Organization()["id"]

    @pytest.fixture
    def records(self, agency: str, clean_index: None) -> dict[str, str]:
        """Ids of records of every standing."""
        later = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
        files = [
            {"url": "https://example.org/a.pdf", "name": "a", "format": "PDF"},
            {"url": "https://example.org/b.pdf", "name": "b", "disclosure": "closed"},
        ]
        made = {
            "plain": proactive(agency, tags=[{"name": "상수도"}]),
            "files": proactive(agency, resources=files),
            "partial": proactive(agency, resources=files, disclosure="partial"),
            "private": proactive(agency, private=True),
            "embargoed": proactive(agency, embargo_until=later),
            "withdrawn": proactive(agency, notes="text", resources=files),
            "deleted": proactive(agency),
        }
        act("seoulsquare_document_withdraw", id=made["withdrawn"]["id"], reason="개인정보")
        act("package_delete", id=made["deleted"]["id"])
        return {name: record["id"] for name, record in made.items()}

    def test_it_holds_what_strangers_see_and_nothing_else(
        self, records: dict[str, str], tmp_path: Path
    ) -> None:
        manifest = write(tmp_path)
        found = {line["id"]: line for line in read(tmp_path, manifest)}
        assert {one: line["record"] for one, line in found.items()} == json.loads(
            json.dumps(seen_by_strangers())
        )
        assert set(found) == {records[name] for name in ("plain", "files", "partial", "withdrawn")}
        assert found[records["withdrawn"]]["change"] == "withdrawn"
        assert manifest["counts"] == {"published": 3, "withdrawn": 1, "removed": 0}
        text = json.dumps([found[records[name]] for name in ("partial", "withdrawn")])
        assert "example.org" not in text

    def test_changes_since_tell_of_what_is_gone(self, records: dict[str, str], tmp_path: Path) -> None:
        since = _end()
        act("package_patch", id=records["plain"], title="새 제목")
        act("package_patch", id=records["files"], private=True)
        act("dataset_purge", id=records["deleted"])
        end = _end()

        manifest = write(tmp_path, f"{DAY}-changes", Changed(since))

        assert [(line["id"], line["change"]) for line in read(tmp_path, manifest)] == [
            (records["plain"], "published"),
            (records["files"], "removed"),
            (records["deleted"], "removed"),
        ]
        assert manifest["cursor"] == end

    def test_an_interrupted_dump_goes_on_behind_its_last_whole_file(
        self, records: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ckanext.seoulsquare.exchange.dumps.walks.STEP", 1)
        whole = write(tmp_path / "whole")
        begun: list[str] = []

        class Dying(Everything):
            def steps(self, place: str) -> Iterator[tuple[list[str], str]]:
                begun.append(place)
                for number, step in enumerate(super().steps(place)):
                    if len(begun) == 1 and number == 5:
                        raise KeyboardInterrupt
                    yield step

        walk = Dying()
        with pytest.raises(KeyboardInterrupt):
            write(tmp_path / "twice", walk=walk)
        assert Shelf(tmp_path / "twice").names() == []
        again = write(tmp_path / "twice", walk=walk)

        assert begun[1] > ""
        assert [entry["sha256"] for entry in again["files"]] == [entry["sha256"] for entry in whole["files"]]
        assert len(again["files"]) == 2
        left = {path.name for path in (tmp_path / "twice" / DAY).iterdir()}
        assert left == {MANIFEST, "groups.jsonl.gz", *(entry["name"] for entry in again["files"])}

    def test_a_day_has_one(self, records: dict[str, str], tmp_path: Path) -> None:
        write(tmp_path)
        with pytest.raises(DumpError, match="there already"):
            write(tmp_path)

    def test_two_processes_do_not_write_at_once(self, agency: str, tmp_path: Path) -> None:
        with writing._alone(tmp_path), pytest.raises(DumpError, match="another process"):
            write(tmp_path)

    def test_a_damaged_file_is_noticed(self, records: dict[str, str], tmp_path: Path) -> None:
        manifest = write(tmp_path)
        entry = manifest["files"][0]
        path = tmp_path / DAY / entry["name"]
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        with pytest.raises(SourceError, match="damaged"), lines(Folder(tmp_path), DAY, entry):
            pass


@pytest.mark.usefixtures("clean_db", "clean_index")
class TestPage:
    @pytest.fixture
    def manifest(self, clean_db: None, ckan_config: Any, monkeypatch: Any, tmp_path: Path) -> dict[str, Any]:
        monkeypatch.setitem(ckan_config, "ckanext.seoulsquare.exchange.dumps_folder", str(tmp_path))
        proactive(factories.Organization()["id"])
        return write(tmp_path)

    def test_the_page_and_the_list_have_it(self, manifest: dict[str, Any], shared_app: Any) -> None:
        page = shared_app.get("/dumps", status=200).body
        assert f"/dumps/{DAY}/manifest.json" in page
        assert manifest["files"][0]["name"] in page
        assert shared_app.get("/dumps.json", status=200).json["dumps"] == [manifest]
        assert shared_app.get(f"/dumps/{DAY}/manifest.json", status=200).json == manifest

    def test_files_come_whole_or_in_part_and_are_not_sent_twice(
        self, manifest: dict[str, Any], shared_app: Any
    ) -> None:
        entry = manifest["files"][0]
        address = f"/dumps/{DAY}/{entry['name']}"
        answer = shared_app.get(address, status=200)
        assert len(answer.data) == entry["bytes"]
        assert answer.headers["ETag"] == f'"{entry["sha256"]}"'
        part = shared_app.get(address, headers={"Range": "bytes=10-19"}, status=206)
        assert part.data == answer.data[10:20]
        shared_app.get(address, headers={"If-None-Match": answer.headers["ETag"]}, status=304)

    @pytest.mark.parametrize("path", ["2026-01-01/manifest.json", f"{DAY}/state.json", f"{DAY}/..%2Fx"])
    def test_nothing_else_is_served(self, manifest: dict[str, Any], shared_app: Any, path: str) -> None:
        shared_app.get(f"/dumps/{path}", status=404)

    def test_without_dumps_the_page_says_what_to_do(
        self, ckan_config: Any, monkeypatch: Any, tmp_path: Path, shared_app: Any
    ) -> None:
        monkeypatch.setitem(ckan_config, "ckanext.seoulsquare.exchange.dumps_folder", str(tmp_path / "no"))
        assert "No dump has been written yet" in shared_app.get("/dumps", status=200).body
