"""Records with files that have pages, for tests that read them in a browser."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ckan import model

from ckanext.seoulsquare.previews import making, storage
from ckanext.seoulsquare.previews.model import Content, Upload
from tests.documents.records import act
from tests.previews.stored.uploads import record, upload
from tests.previews.viewer.test_sheets import workbook

LINES = 220
PAGES = 4
"""Pages of A4 that so many lines fill."""
MANY = 3_000
PLACE = 137
"""The line, on the third page, that holds words which stand nowhere else."""


@dataclass(frozen=True)
class Documents:
    """Addresses: of a record; of the viewer of its main file, of a workbook and of a file that waits."""

    record: str
    text: str
    workbook: str
    waiting: str


def lines(ending: str = "") -> bytes:
    """A letter in plain text."""
    rows = [f"{number}번째 줄, 급식 위원회 Committee" for number in range(1, LINES + 1)]
    rows[PLACE - 1] = f"{PLACE}번째 줄, 참나무 그늘 아래"
    return "\n".join([*rows, ending]).encode()


def make() -> Documents:
    """A record with a letter, its workbook, and a file that has not been looked at."""
    pkg = _record("급식 위원회 회의록")
    text = _file(pkg, "회의록.txt", lines())
    table = _file(pkg, "예산.xlsx", workbook(), role="attachment")
    waiting = upload(pkg, "나중.txt", "나중에 볼 글".encode(), role="attachment")
    model.Session.commit()
    base = f"/document/{pkg['name']}"
    return Documents(
        f"/approval-document/{pkg['name']}",
        f"{base}/{text['id']}",
        f"{base}/{table['id']}",
        f"{base}/{waiting['id']}",
    )


def make_long(folder: Path) -> str:
    """Address of a document of `MANY` pages, all of which look like the first of a letter."""
    pkg = _record("백서")
    resource = _file(pkg, "백서.txt", lines("긴 문서"))
    file = Upload.get(resource["id"])
    assert file is not None
    content_hash = file.content_hash
    page = json.loads(storage.read(storage.place(content_hash, storage.page_file(1, "json"))))
    for size in ("large", "medium", "thumb"):
        picture = storage.read(storage.place(content_hash, storage.page_file(1, "webp", size)))
        (folder / size).write_bytes(picture)
    for number in range(1, MANY + 1):
        for size in ("large", "medium", "thumb"):
            (folder / storage.page_file(number, "webp", size)).hardlink_to(folder / size)
    pages = [{**page, "number": number} for number in range(1, MANY + 1)]
    (folder / "pages.json").write_text(json.dumps(pages), encoding="utf-8")
    (folder / "text.txt").write_text("\f".join([page["text"]] * MANY), encoding="utf-8")
    storage.save(folder, content_hash)
    shutil.rmtree(folder)
    content = Content.get(content_hash)
    assert content is not None
    content.pages, content.characters = MANY, content.characters * MANY
    model.Session.commit()
    return f"/document/{pkg['name']}/{resource['id']}"


def _record(title: str) -> dict[str, Any]:
    agency = act("organization_show", id="seoul-administration")
    return record(agency, title=title, language="ko", production_date="2026-03-01", notes="본문")


def _file(pkg: dict[str, Any], name: str, data: bytes, **fields: Any) -> dict[str, Any]:
    resource = upload(pkg, name, data, **fields)
    assert making.make(resource["id"]) == making.Outcome.MADE
    return resource
