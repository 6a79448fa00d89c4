"""`ckan seoulsquare previews ...` and what loads bring, as an administrator meets them."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from ckan import model
from ckan.cli.cli import ckan
from ckan.tests.factories import Organization

from ckanext.seoulsquare.previews import completeness, service, storage
from ckanext.seoulsquare.previews.model import Content, Upload
from tests.documents.records import act
from tests.previews.documents import PLACES
from tests.previews.stored.uploads import looked_at, record, upload


def _run(cli: Any, *words: str) -> Any:
    return cli.invoke(ckan, ["seoulsquare", *words])


def _list(folder: Path, agency: str, files: dict[str, bytes]) -> str:
    """A list of one record with these files."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    entry = {
        "type": "approval_document",
        "agency": agency,
        "title": "급식 계획",
        "document_id": uuid.uuid4().hex[:15],
        "category": "approval-document",
        "disclosure": "open",
        "resources": [{"name": name, "role": "attachment", "file": name} for name in files],
    }
    path = folder / "list.jsonl"
    path.write_text(json.dumps(entry, ensure_ascii=False) + "\n", encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("clean_db", "clean_index", "with_request_context")
class TestLoadedFiles:
    def test_are_screened_previewed_counted_and_cleaned(self, cli: Any, tmp_path: Path) -> None:
        files = {"plan.hwpx": PLACES["hwpx", "body"]("급식 계획"), "list.txt": b"900101-1234567"}
        done = _run(cli, "load", _list(tmp_path, Organization()["name"], files))
        assert "created=1" in done.stdout, done.output
        assert service.completeness().summary() == "uploads=2 made=0 waiting=2 failed=0 undecided=0"
        assert not service.completeness().complete

        done = _run(cli, "previews", "make", "--limit", "1")
        assert done.stdout.splitlines()[-1] == "made=1 failed=0 infected=0 waiting=0"
        done = _run(cli, "previews", "make")
        assert done.stdout.splitlines()[-1] == "made=1 failed=0 infected=0 waiting=0"
        done = _run(cli, "previews", "status")
        assert done.stdout.splitlines()[-1] == "uploads=2 made=2 waiting=0 failed=0 undecided=1"

        package = model.Session.query(model.Package).filter_by(type="approval_document").one()
        act("package_delete", id=package.id)
        done = _run(cli, "previews", "clean")
        assert done.stdout.splitlines()[-1] == "records=1 contents=0"
        assert model.Session.query(Content).count() == 0
        act("dataset_purge", id=package.id)
        assert model.Session.query(Upload).count() == 0

    def test_that_readers_wait_for_come_first(self, cli: Any) -> None:
        package = record(Organization())
        first, second = (upload(package, name, name.encode()) for name in ("a.txt", "b.txt"))
        assert list(Upload.waiting(2)) == [second["id"], first["id"]]
        service.wanted(first["id"])
        assert list(Upload.waiting(2)) == [first["id"], second["id"]]

    def test_that_are_lost_are_told_and_made_again(self, cli: Any) -> None:
        resource = looked_at(record(Organization()), "a.txt", "급식 계획".encode())
        assert list(completeness.differences()) == []
        content = Content.get(service.files([resource["id"]])[resource["id"]].content_hash)
        assert content is not None
        storage.remove(content.content_hash, content.pages)
        done = _run(cli, "verify")
        assert f"preview {resource['id']}" in done.stdout
        assert "previews: uploads=1 made=1 waiting=0 failed=0 undecided=0 lost=1" in done.stdout
        assert done.exit_code == 1
        _run(cli, "verify", "--repair")
        done = _run(cli, "previews", "make")
        assert done.stdout.splitlines()[-1] == "made=1 failed=0 infected=0 waiting=0"
        assert list(completeness.differences()) == []

    def test_make_for_one_resource(self, cli: Any) -> None:
        resource = upload(record(Organization()), "a.txt", b"text")
        for _ in range(2):
            assert _run(cli, "previews", "make", "--resource", resource["id"]).exit_code == 0
        done = _run(cli, "previews", "make", "--resource", "none")
        assert done.exit_code == 1
        assert "no resource with an uploaded file" in done.output
        assert _run(cli, "previews", "make", "--all").stdout.splitlines()[-1].startswith("made=1 ")

    def test_are_made_by_a_worker(self, clean_queues: None) -> None:
        resource = upload(record(Organization()), "a.txt", "급식 계획".encode())
        worker = [Path(sys.executable).with_name("ckan"), "jobs", "worker", "--burst", "previews"]
        done = subprocess.run(worker, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        model.Session.expire_all()
        state = service.files([resource["id"]])[resource["id"]]
        assert (state.state, state.status, state.held) == ("made", "ok", "")
