"""Records to search in, put into the index as CKAN does it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from ckan.lib.search import clear_all, commit
from ckan.lib.search.common import make_connection
from ckan.lib.search.index import PackageSearchIndex

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
