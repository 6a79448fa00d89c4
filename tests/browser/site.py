"""A small portal for tests that use it as people do: records of all kinds, and a server on loopback."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ckan import model
from ckan.lib import search
from ckan.tests.helpers import reset_db

from ckanext.seoulsquare.documents.kinds import KINDS
from ckanext.seoulsquare.ingest import samples

ROOT = Path(__file__).parents[2]
CKAN = Path(sys.executable).with_name("ckan")
RECORDS = samples.FOLDER / "samples.jsonl"
READY_SECONDS = 120

PAGES = (
    "/",
    "/search",
    "/search?q=404040",
    "/search?q=%EC%9C%84%EC%9B%90%ED%9A%8C&dataset_type=meeting&disclosure=open&from=2026-01-01&to=2026-12-31",
    "/category/",
    "/category/approval-document",
    "/agency/",
    "/agency/seoul-administration",
    "/guide",
    "/rules",
    "/about",
    "/disclosure/",
    "/disclosure/procedure",
    "/disclosure/fees",
    "/disclosure/status",
    "/disclosure/new",
    "/disclosure/find",
    "/disclosure/mine",
    "/nothing-here",
    "/user/login",
    "/user/reset",
)
"""A page of each type, but for those of records."""

TOMBSTONE = "faq-withdrawn-sample"
_WITHDRAWN = {
    "type": "faq",
    "faq_id": "withdrawn-sample",
    "title": "[예시] 철회된 질문",
    "agency": "seoul-administration",
    "language": "ko",
    "production_date": "2026-10-01",
    "withdrawn_at": "2026-11-01T00:00:00Z",
    "withdrawal_reason": "내용이 바뀌어 철회했습니다.",
}


@dataclass(frozen=True)
class Records:
    """Addresses by kind: of a record; where it has a file or table, of that and of the record's history."""

    addresses: dict[str, str]
    files: dict[str, str]
    histories: dict[str, str]
    tombstone: str


def records() -> Records:
    """Set the records up, unless the database has them from an earlier test, and say where they are."""
    if model.Session.query(model.Package).filter_by(name=TOMBSTONE).first() is None:
        reset_db()
        search.clear_all()
        _ckan("db", "upgrade")
        _ckan("seoulsquare", "seed")
        with tempfile.TemporaryDirectory() as folder:
            withdrawn = Path(folder, "withdrawn.jsonl")
            withdrawn.write_text(json.dumps(_WITHDRAWN, ensure_ascii=False) + "\n", encoding="utf-8")
            _ckan("seoulsquare", "load", str(RECORDS), str(withdrawn))
        _ckan("seoulsquare", "previews", "make")
    first: dict[str, model.Package] = {}
    for package in model.Session.query(model.Package).order_by(model.Package.name):
        if package.name != TOMBSTONE:
            first.setdefault(package.type, package)
    addresses = {kind: f"/{KINDS[kind].address}/{package.name}" for kind, package in first.items()}
    files = {
        kind: f"{addresses[kind]}/resource/{package.resources[0].id}"
        for kind, package in first.items()
        if package.resources
    }
    histories = {kind: f"/dataset/activity/{first[kind].name}" for kind in files}
    model.Session.rollback()  # an open transaction would hold up those who change tables
    return Records(addresses, files, histories, f"/{KINDS['faq'].address}/{TOMBSTONE}")


def sysadmin(name: str, password: str) -> None:
    """Make a system administrator, who is officer, manager and the council's clerk of every agency."""
    _ckan("user", "add", name, f"email={name}@example.org", f"password={password}")
    _ckan("sysadmin", "add", name)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of a server of the test configuration, which runs as long as the context."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    # Flask looks for assets beside its own code when their folder is a relative one.
    settings = {"CKAN_SITE_URL": url, "CKAN_STORAGE_PATH": str(ROOT / ".stack/test-files")}
    _ckan("search-index", "rebuild", **settings)  # the index keeps whole addresses of files
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [CKAN, "run", "--host", "127.0.0.1", "--port", str(port), "--disable-reloader"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(url, process)
            yield url
        except _NotReadyError as error:
            log.seek(0)
            raise AssertionError(f"{error}:\n{log.read()[-3000:]}") from None
        finally:
            process.terminate()
            process.wait()


class _NotReadyError(Exception):
    """The server ended, or did not answer in time."""


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise _NotReadyError(f"the server ended with status {process.returncode}")
        with contextlib.suppress(urllib.error.URLError):
            urllib.request.urlopen(f"{url}/api/3/action/status_show").close()
            return
        time.sleep(0.2)
    raise _NotReadyError(f"the server did not answer within {READY_SECONDS} seconds")


def _ckan(*arguments: str, **settings: str) -> None:
    done = subprocess.run(
        [CKAN, *arguments],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"ckan {' '.join(arguments)}:\n{done.stdout}{done.stderr[-3000:]}"
