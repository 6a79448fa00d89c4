"""Records to search in, put into the index as CKAN does it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.common import config
from ckan.lib.search import clear_all, commit
from ckan.lib.search.common import make_connection
from ckan.lib.search.index import PackageSearchIndex
from ckan.tests import factories

from ckanext.seoulsquare.documents.building import index_id

PLUGINS = "seoulsquare seoulsquare_documents seoulsquare_search"


def package(title: str, notes: str = "", **fields: Any) -> dict[str, Any]:
    """A dataset as CKAN hands it to the index; `fields` become extras, but for `name`, `type` and `tags`."""
    name = fields.pop("name", f"record-{uuid.uuid4().hex}")
    kind = fields.pop("type", "dataset")
    now = datetime.now(UTC).replace(tzinfo=None).isoformat()
    core = {
        "id": fields.pop("id", str(uuid.uuid4())),
        "name": name,
        "title": title,
        "notes": notes,
        "type": kind,
        "state": "active",
        "private": False,
        "metadata_created": now,
        "metadata_modified": now,
        "owner_org": None,
        "organization": None,
        "groups": [],
        "resources": fields.pop("resources", []),
        "tags": [{"name": tag} for tag in fields.pop("tags", [])],
        "extras": [{"key": key, "value": value} for key, value in fields.items()],
    }
    return core | {"with_custom_schema": {**core, **fields}}


def a_record(**fields: Any) -> dict[str, Any]:
    """A dataset of some agency, made by CKAN's own door."""
    return factories.Dataset(owner_org=factories.Organization()["id"], **fields)


@pytest.fixture
def index_records(with_plugins: None) -> Iterator[Callable[..., None]]:
    """A function that makes the index hold these packages and nothing else."""
    clear_all()

    def write(*packages: dict[str, Any]) -> None:
        for item in packages:
            PackageSearchIndex().index_package(item, defer_commit=True)
        commit()
        # Deleted records would count in the frequencies of words until they are merged away.
        make_connection().optimize()

    yield write
    clear_all()


class Meddler:
    """Changes the index behind CKAN's back."""

    def __init__(self) -> None:
        self.solr = make_connection(decode_dates=False)

    def remove(self, package_id: str) -> None:
        """Take a record's document out."""
        self.solr.delete(q=f'id:"{package_id}"', commit=True)

    def change(self, package_id: str) -> None:
        """Leave the document behind a later change of the record."""
        model.Session.execute(
            sa.update(model.package_table)
            .where(model.package_table.c.id == package_id)
            .values(metadata_modified=sa.text("metadata_modified + interval '1 hour'"))
        )
        model.Session.commit()

    def add(self, package_id: str) -> None:
        """Add the document of a record that does not exist."""
        site = config["ckan.site_id"]
        facts = {"id": package_id, "index_id": index_id(package_id, site), "site_id": site}
        moment = {"metadata_modified": "2020-01-01T00:00:00Z"}
        self.solr.add([{**facts, **moment, "entity_type": "package", "state": "active"}], commit=True)

    def written(self, package_id: str) -> str:
        """When the document was written last."""
        return next(iter(self.solr.search(f'id:"{package_id}"', fl="indexed_ts")))["indexed_ts"]


@pytest.fixture
def index_of() -> Meddler:
    """The index, to be spoilt."""
    return Meddler()
