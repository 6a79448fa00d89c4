"""What the builder makes of a record is what CKAN's own door leaves behind."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.lib.search import index as ckan_index
from ckan.tests import factories

from ckanext.seoulsquare.documents.building import Builder, Rules, Stored, new_record, read_records
from ckanext.seoulsquare.documents.kinds import KINDS
from tests.documents.records import act, full_record

pytestmark = pytest.mark.usefixtures("with_plugins", "non_clean_db")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What CKAN sends to Solr, which gets it too."""
    documents: list[dict[str, Any]] = []
    connect = ckan_index.make_connection

    def listening() -> Any:
        solr = connect()
        add = solr.add

        def add_and_tell(docs: list[dict[str, Any]], **options: Any) -> Any:
            documents.extend(solr._build_json_doc(doc) for doc in docs)
            return add(docs, **options)

        solr.add = add_and_tell
        return solr

    monkeypatch.setattr(ckan_index, "make_connection", listening)
    return documents


@pytest.fixture(scope="module")
def agency() -> dict[str, str]:
    return {}


@pytest.fixture
def owner(agency: dict[str, str]) -> str:
    """An organization that all tests of the module share."""
    if not agency:
        agency["id"] = factories.Organization()["id"]
    return agency["id"]


def site_user() -> str:
    return tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]


def rows_of(package_id: str) -> Stored:
    records, rare = read_records([package_id])
    assert not rare
    return records[0]


def plain(stored: Stored) -> dict[str, Any]:
    """Rows without what differs between any two records: ids and times."""
    own = {"id", "package_id", "metadata_created", "metadata_modified", "created"}

    def without(row: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in row.items() if name not in own}

    return {"package": without(stored.package), "resources": [without(row) for row in stored.resources]}


def comparable(document: dict[str, Any]) -> dict[str, Any]:
    """A document with its two JSON texts read and the order of lists of extras left out."""
    read = dict(document)
    for name in ("data_dict", "validated_data_dict"):
        shown = json.loads(read[name])
        if "extras" in shown:
            shown["extras"] = sorted(shown["extras"], key=lambda extra: extra["key"])
        read[name] = shown
    return read


@pytest.mark.parametrize("kind", KINDS)
class TestFullRecord:
    def test_rows_are_those_of_package_create(self, kind: str, owner: str) -> None:
        given = record(kind, owner)
        made = act("package_create", **given)
        fields = {name: value for name, value in given.items() if name not in ("type", "resources")}

        accepted = Rules(kind, "package_create", site_user()).read(fields, given["resources"])

        assert accepted is not None
        ours = new_record(
            accepted,
            dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None),
            rows_of(made["id"]).package["creator_user_id"],
        )
        assert plain(ours) == plain(rows_of(made["id"]))

    def test_the_document_is_that_of_ckan(self, kind: str, owner: str, sent: list[dict[str, Any]]) -> None:
        made = act("package_create", **record(kind, owner))

        [document] = Builder().documents([rows_of(made["id"])])

        assert comparable(document) == comparable(sent[-1])

    def test_shown_dicts_are_those_of_ckan(self, kind: str, owner: str) -> None:
        made = act("package_create", **record(kind, owner))

        _, own = Builder().shown(rows_of(made["id"]))

        assert json.loads(json.dumps(own)) == json.loads(json.dumps(act("package_show", id=made["id"])))


def record(kind: str, owner: str) -> dict[str, Any]:
    schema = tk.h.scheming_get_dataset_schema(kind)
    given, _ = full_record(schema, owner)
    if kind == "dataset":
        return given | {"resources": [{"url": "example.org/a.csv", "name": "표"}]}
    return given | {
        "resources": [
            {"url": " https://example.org/a.hwpx ", "name": "본문", "role": "original", "disclosure": "공개"},
            {"url": "https://example.org/b.pdf", "format": "pdf", "description": "", "source_digest": "1f"},
        ]
    }
