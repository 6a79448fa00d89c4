"""Comparing the index with the database, and repairing it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.cli.cli import ckan

from ckanext.seoulsquare.search import versions
from ckanext.seoulsquare.search.verify import Verification
from ckanext.seoulsquare.search.versions import Index
from tests.documents.records import act
from tests.search.conftest import a_record

pytestmark = pytest.mark.usefixtures("with_plugins", "clean_db", "clean_index")


def differences() -> dict[str, str]:
    return {one.id: str(one.kind) for one in Verification(Index(tk.config["solr_url"])).differences()}


class TestVerify:
    def test_what_ckan_wrote_agrees(self) -> None:
        a_record(private=True)
        act("package_delete", id=a_record()["id"])
        a_record(state="draft")

        assert differences() == {}

    def test_kinds_of_difference(self, index_of: Any) -> None:
        a_record()
        missing, stale, hidden = (a_record()["id"] for _ in range(3))
        index_of.remove(missing)
        index_of.change(stale)
        # Only who may find it differs: its time of change stays.
        model.Session.execute(
            sa.update(model.package_table).where(model.package_table.c.id == hidden).values(private=True)
        )
        model.Session.commit()
        index_of.add("orphan")

        assert differences() == {missing: "missing", stale: "stale", hidden: "stale", "orphan": "orphaned"}

    def test_the_end_of_an_embargo_makes_the_document_stale(self) -> None:
        until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
        record = a_record(embargo_until=f"{until:%Y-%m-%dT%H:%M:%SZ}")
        assert differences() == {}
        extras = record_extras(record["id"]) | {"embargo_until": "2020-01-01T00:00:00Z"}
        model.Session.execute(
            sa.update(model.package_table)
            .where(model.package_table.c.id == record["id"])
            .values(extras=extras)
        )
        model.Session.commit()

        assert differences() == {record["id"]: "stale"}

    def test_stretches_meet_at_their_ends(self, index_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(versions, "STRETCH", 2)
        kept = sorted(a_record()["id"] for _ in range(5))
        orphans = ["!first", *(f"{package_id}+" for package_id in kept), "zz1", "zz2", "zz3"]
        for orphan in orphans:
            index_of.add(orphan)
        index_of.remove(kept[1])
        index_of.remove(kept[4])

        verification = Verification(Index(tk.config["solr_url"]))
        found = {one.id: str(one.kind) for one in verification.differences()}

        assert found == dict.fromkeys(orphans, "orphaned") | {kept[1]: "missing", kept[4]: "missing"}
        assert (
            verification.summary()
            == f"database=5 index={3 + len(orphans)} missing=2 orphaned={len(orphans)} stale=0"
        )


class TestCommand:
    def test_agreement(self, cli: Any) -> None:
        a_record()
        result = cli.invoke(ckan, ["seoulsquare", "verify"])
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines()[-1] == "database=1 index=1 missing=0 orphaned=0 stale=0"

    def test_difference(self, cli: Any, index_of: Any) -> None:
        package_id = a_record()["id"]
        index_of.remove(package_id)
        result = cli.invoke(ckan, ["seoulsquare", "verify"])
        assert result.exit_code == 1
        assert result.stdout.splitlines()[-2:] == [
            f"missing {package_id}",
            "database=1 index=0 missing=1 orphaned=0 stale=0",
        ]

    def test_repair_touches_only_what_differs(self, cli: Any, index_of: Any) -> None:
        untouched, missing, stale = (a_record()["id"] for _ in range(3))
        index_of.remove(missing)
        index_of.change(stale)
        index_of.add("orphan")
        before = index_of.written(untouched)

        result = cli.invoke(ckan, ["seoulsquare", "verify", "--repair"])

        assert result.exit_code == 0, result.output
        assert "repaired=3" in result.stdout.splitlines()
        assert result.stdout.splitlines()[-1] == "database=3 index=3 missing=0 orphaned=0 stale=0"
        assert index_of.written(untouched) == before
        assert differences() == {}


def record_extras(package_id: str) -> dict[str, Any]:
    package = model.Session.get(model.Package, package_id)
    assert package is not None
    return dict(package.extras)
