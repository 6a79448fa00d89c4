"""The bulk door leaves what CKAN's own door leaves, whatever the records are."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.seoulsquare.documents.building import Builder
from ckanext.seoulsquare.documents.kinds import KINDS, dataset_name
from ckanext.seoulsquare.ingest.bulk.writer import BulkWriter
from ckanext.seoulsquare.ingest.records import Agency, Outcome, Record, Written
from ckanext.seoulsquare.ingest.writer import ActionWriter
from tests.documents.records import act
from tests.ingest.bulk.strategies import LINKS, fields
from tests.ingest.bulk.test_building import comparable, plain, rows_of

pytestmark = pytest.mark.usefixtures("with_plugins", "non_clean_db")

ROUNDS = settings(
    max_examples=5,
    deadline=None,
    # An example takes CKAN a second: shrinking one that fails would take an hour.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
KEY = "KEY"


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return {}


@pytest.fixture
def doors(made: dict[str, Any]) -> tuple[ActionWriter, BulkWriter, str]:
    """Both doors and an agency, for all tests of the module."""
    if not made:
        agency = factories.Organization()
        made["doors"] = (ActionWriter(), BulkWriter(1), agency["name"])
    return made["doors"]


def record(
    kind: str, given_fields: dict[str, Any], links: list[dict[str, Any]], agency: str, *, key: str = ""
) -> Record:
    """A record as a list makes it, with a key of its own."""
    parts = KINDS[kind].key
    key = key or uuid.uuid4().hex[:12]
    name = dataset_name(kind, *(key for _ in parts)) if parts else f"dataset-{key}"
    keyed = {**given_fields, **dict.fromkeys(parts, key)}
    return Record(kind, name, keyed, Agency([agency], "reject"), links, [], [1])


def left(name: str) -> dict[str, Any] | None:
    """All that a record left behind, without what differs between any two: ids, names, keys and times."""
    package = model.Session.query(model.Package).filter_by(name=name).one_or_none()
    if package is None:
        return None
    stored = rows_of(package.id)
    shown = act("package_show", id=package.id)
    [document] = Builder().documents([stored])
    members = model.Session.query(model.Member).filter_by(table_id=package.id).all()
    text = json.dumps(
        {
            "rows": plain(stored),
            "shown": shown,
            "document": comparable(document),
            "members": [(m.group_id, m.capacity, m.state, m.table_name) for m in members],
        },
        default=str,
        sort_keys=True,
    )
    known = {name: "NAME", name.rsplit("-", 1)[-1]: KEY, package.id: "ID", document["index_id"]: "INDEX"}
    for resource in stored.resources:
        known[resource["id"]] = "RESOURCE"
    for own, mark in known.items():
        text = text.replace(own, mark)
    return _timeless(json.loads(text))


def _timeless(value: Any) -> Any:
    times = {"metadata_created", "metadata_modified", "created", "withdrawn_at", "indexed_ts"}
    if isinstance(value, dict):
        return {key: "TIME" if key in times and inner else _timeless(inner) for key, inner in value.items()}
    return [_timeless(inner) for inner in value] if isinstance(value, list) else value


def said(written: Written) -> tuple[Any, ...]:
    """What a door says of a record."""
    key = written.record.name.rsplit("-", 1)[-1]
    return tuple(
        str(part).replace(key, KEY)
        for part in (written.outcome.value, written.field, written.value, written.reason)
    )


def both(doors: tuple[ActionWriter, BulkWriter, str], make: Callable[[], Record]) -> tuple[Record, Record]:
    """Write a record through each door; they must say the same of it, and leave the same behind."""
    ours, theirs = make(), make()
    actions, bulk, _ = doors
    [said_by_bulk], [said_by_ckan] = list(bulk.write([ours])), list(actions.write([theirs]))
    assert said(said_by_bulk) == said(said_by_ckan)
    assert left(ours.name) == left(theirs.name)
    return ours, theirs


@pytest.mark.parametrize("kind", KINDS)
class TestBothDoors:
    @ROUNDS
    @given(data=st.data())
    def test_a_new_record_is_left_equal_or_refused_with_the_same_words(
        self, kind: str, doors: tuple[ActionWriter, BulkWriter, str], data: st.DataObject
    ) -> None:
        schema = tk.h.scheming_get_dataset_schema(kind)
        given_fields, links = data.draw(fields(schema)), data.draw(LINKS)

        both(doors, lambda: record(kind, given_fields, links, doors[2]))

    @ROUNDS
    @given(data=st.data())
    def test_a_change_is_left_equal(
        self, kind: str, doors: tuple[ActionWriter, BulkWriter, str], data: st.DataObject
    ) -> None:
        schema = tk.h.scheming_get_dataset_schema(kind)
        first = {**data.draw(fields(schema)), "title": "제목"}
        change = {
            **data.draw(fields(schema)),
            "title": data.draw(st.sampled_from(["제목", "고친 제목", " 제목 "])),
        }
        actions, bulk, agency = doors
        ours, theirs = record(kind, first, [], agency), record(kind, first, [], agency)
        if next(iter(actions.write([ours, theirs]))).outcome is Outcome.REJECTED:
            return
        ours, theirs = (
            record(kind, change, [], agency, key=known.name.rsplit("-", 1)[-1]) for known in (ours, theirs)
        )

        [by_bulk], [by_ckan] = list(bulk.write([ours])), list(actions.write([theirs]))

        assert by_bulk.outcome is by_ckan.outcome or _says_more(by_bulk, by_ckan)
        assert left(ours.name) == left(theirs.name)


def _says_more(by_bulk: Written, by_ckan: Written) -> bool:
    """Another spelling of the same value is no change; the slow door counts it as one and changes nothing."""
    return by_bulk.outcome is Outcome.UNCHANGED and by_ckan.outcome is Outcome.UPDATED
