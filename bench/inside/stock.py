"""The same records as plain datasets of stock CKAN."""

from __future__ import annotations

import csv
import time
import uuid
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any
from unittest.mock import patch

import orjson
import urllib3

import ckan.plugins.toolkit as tk
from ckan import logic, model
from ckan.lib.search import index

_AGENCY = "seoul"
_CLASSES = {"공개": "open", "부분공개": "partial", "비공개": "closed", "열람제한": "restricted"}
_BATCH = 1000
_CLIENTS = 2


def create(path: str, count: int) -> dict[str, Any]:
    """Give `package_create` the first rows of a list, one after the other; seconds for each."""
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    try:
        agency = tk.get_action("organization_show")({"user": user}, {"id": _AGENCY})
    except tk.ObjectNotFound:
        agency = tk.get_action("organization_create")(
            {"user": user}, {"name": _AGENCY, "title": "서울특별시"}
        )
    times = []
    for row in islice(_rows(path), count):
        started = time.perf_counter()
        tk.get_action("package_create")({"user": user}, dataset(row, agency["id"]))
        times.append(time.perf_counter() - started)
    return {"seconds": times}


def fill(path: str, skip: int) -> dict[str, Any]:
    """Put documents of a list's further rows into the index, made by CKAN's own code, without a database row.

    What CKAN would send is caught: its indexing code runs on a sample dataset with the fields of each row in
    the place of the sample's.
    """
    first = next(_rows(path))
    sample: Any = model.Package.get(dataset(first, "")["name"])
    shown, _ = logic.package_show_default_and_custom_schemas({"ignore_auth": True, "user": ""}, sample.id)
    caught = _Caught()
    started, count = time.perf_counter(), 0
    solr = _Sender(tk.config["solr_url"])
    with (
        patch.object(index, "make_connection", lambda: caught),
        patch.object(model.Package, "get", lambda *_: sample),
        ThreadPoolExecutor(_CLIENTS) as threads,
    ):
        _catch(caught, shown, _package(shown, first))
        _compare(*caught.take())
        under_way: deque[Future[None]] = deque()
        rows = islice(_rows(path), skip, None)
        while batch := list(islice(rows, _BATCH)):
            _catch(caught, *(_package(shown, row) for row in batch))
            under_way.append(threads.submit(solr.add, caught.take()))
            count += len(batch)
            if len(under_way) > 2 * _CLIENTS:
                under_way.popleft().result()
        for future in under_way:
            future.result()
    solr.commit()
    return {"documents": count, "seconds": time.perf_counter() - started}


def _catch(caught: _Caught, *packages: dict[str, Any]) -> None:
    """Let CKAN index packages into `caught`."""
    for package in packages:
        index.PackageSearchIndex().index_package({**package, "with_custom_schema": package})


def _compare(stored: dict[str, Any], made: dict[str, Any]) -> None:
    """The document made of the sample's row must be the one that CKAN makes of the stored sample."""
    own = ("id", "index_id", "data_dict", "validated_data_dict")
    if differing := {name for name in stored | made if stored.get(name) != made.get(name)}.difference(own):
        raise AssertionError(f"the stock documents would differ from CKAN's in {differing}")


def dataset(row: dict[str, str], owner: str) -> dict[str, Any]:
    """A row of the city's list as CKAN's plain dataset: what it has no field for are extras."""
    day = row["doc_prdctn_dt"]
    extras = {
        "category": "approval-document",
        "department": row["rspnber_dept_nm"],
        "disclosure": _CLASSES.get(row["othbc_se"], ""),
        "document_id": row["package_id"],
        "document_number": row["src_dept_doc_no"],
        "language": "ko",
        "officer": row["writer"],
        "production_date": f"{day[:4]}-{day[4:6]}-{day[6:]}",
        "retention_period": row["othbc_pd"],
        "source_system": "opengov.seoul.go.kr",
        "source_url": row["url"],
        "unit_task": row["tkcrd_nm"],
    }
    return {
        "name": f"approval-document-{row['package_id']}",
        "title": row["title"],
        "owner_org": owner,
        "license_id": row["cpyrht"].lower().replace(" ", "-"),
        "extras": [{"key": key, "value": value} for key, value in extras.items() if value],
        "resources": [{"name": "결재문서 원문", "format": "HTML", "url": row["url"]}],
    }


def _package(shown: dict[str, Any], row: dict[str, str]) -> dict[str, Any]:
    """A shown package with the fields of a row in it."""
    made = dataset(row, shown["owner_org"])
    package_id = str(uuid.uuid4())
    resource = {
        **shown["resources"][0],
        **made.pop("resources")[0],
        "id": str(uuid.uuid4()),
        "package_id": package_id,
    }
    return {**shown, **made, "id": package_id, "resources": [resource]}


def _rows(path: str) -> Iterator[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


class _Caught:
    """Takes the place of CKAN's connection to Solr and keeps what it is given."""

    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []

    def add(self, docs: list[dict[str, Any]], **_: Any) -> None:
        self.documents += docs

    def take(self) -> list[dict[str, Any]]:
        taken, self.documents = self.documents, []
        return taken


class _Sender:
    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.http = urllib3.PoolManager(
            maxsize=_CLIENTS, headers={"Content-Type": "application/json"}, timeout=300
        )

    def add(self, documents: list[dict[str, Any]]) -> None:
        self._post("update?commit=false", documents)

    def commit(self) -> None:
        self._post("update?commit=true", [])

    def _post(self, path: str, documents: list[dict[str, Any]]) -> None:
        # Names of fields are partly SQLAlchemy's strings.
        body = orjson.dumps(documents, option=orjson.OPT_NON_STR_KEYS)
        answer = self.http.request("POST", f"{self.address}/{path}", body=body)
        if answer.status != 200:
            raise AssertionError(answer.data[:500])
