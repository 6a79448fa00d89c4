"""An archive to copy, a copy in memory, and another archive: a schema and a site id of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from werkzeug.serving import make_server

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.seoulsquare.exchange.dumps.lines import stranger
from ckanext.seoulsquare.exchange.mirror.harvester import Place

ROOT = Path(__file__).parents[2]
LEFT_OUT = frozenset({"seoulsquare_previews", "datastore", "xloader", "datatables_view"})
"""Plugins that the other archive does without: they ask for a DataStore, which is a database of its own."""


def proactive(owner_org: str, **fields: Any) -> dict[str, Any]:
    """A record of the kind `proactive`, made by CKAN's own door."""
    key = factories.fake.unique.numerify("########")
    return factories.Dataset(
        type="proactive",
        item_id=key,
        name=f"proactive-{key}",
        title=f"사전공표 {key}",
        owner_org=owner_org,
        **fields,
    )


def act(action: str, **data: Any) -> Any:
    """Call an action as the site's own user."""
    return call_action(action, {"user": call_action("get_site_user")["name"]}, **data)


def seen_by_strangers() -> dict[str, dict[str, Any]]:
    """What `package_show` tells a stranger of each record that it tells anything of, by id."""
    found = {}
    for package_id in model.Session.scalars(sa.select(model.Package.id)).all():
        try:
            found[package_id] = tk.get_action("package_show")(stranger(), {"id": package_id})
        except (tk.NotAuthorized, tk.ObjectNotFound):
            continue
    return {
        package_id: record
        for package_id, record in found.items()
        if model.Package.get(package_id).state == model.State.ACTIVE
    }


class Memory:
    """A `harvester.Copy` of which nothing is left."""

    def __init__(self) -> None:
        self.at: Place | None = None
        self.records: dict[str, dict[str, Any]] = {}
        self.groups: dict[str, dict[str, Any]] = {}

    def place(self) -> Place | None:
        return self.at

    def remember(self, place: Place) -> None:
        self.at = place

    def put_group(self, group: dict[str, Any]) -> None:
        self.groups[group["id"]] = group

    def lacks_group(self, group_id: str) -> bool:
        return not any(group_id in (group["id"], group["name"]) for group in self.groups.values())

    def put(self, records: list[dict[str, Any]]) -> None:
        self.records |= {record["id"]: record for record in records}

    def remove(self, ids: list[str]) -> None:
        for package_id in ids:
            self.records.pop(package_id, None)


@contextmanager
def served(application: Any) -> Iterator[str]:
    """The site at an address that other processes reach."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class OtherArchive:
    """A CKAN beside the one of the tests: tables in a schema of its own, another site id in the index."""

    schema = "other_archive"

    def __init__(self, folder: Path) -> None:
        self.ini = folder / "other.ini"
        given = Path(os.environ["CKAN_INI"]).read_text(encoding="utf-8")
        lines = [
            "ckan.plugins = " + " ".join(one for one in line.split()[2:] if one not in LEFT_OUT)
            if line.startswith("ckan.plugins =")
            else "ckan.views.default_views = text_view"
            if line.startswith("ckan.views.default_views")
            else line
            for line in given.splitlines()
        ]
        self.ini.write_text("\n".join(lines), encoding="utf-8")
        self.environment = {
            **os.environ,
            "CKAN_INI": str(self.ini),
            "CKAN_SITE_ID": f"other_{tk.config['ckan.site_id']}",
            "PGOPTIONS": f"-csearch_path={self.schema}",
            "CKAN_STORAGE_PATH": str(folder),
        }

    def make(self) -> None:
        """An empty archive."""
        self.drop()
        with model.meta.engine.begin() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {self.schema}"))
        self.ckan("db", "upgrade")
        self.ckan("search-index", "clear")

    def drop(self) -> None:
        """Leave nothing of it in the database."""
        with model.meta.engine.begin() as connection:
            connection.execute(sa.text(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE"))

    def ckan(self, *arguments: str | Path) -> str:
        """Run CKAN's command there; gives what it prints, and fails with what it complains of."""
        command = [Path(sys.executable).with_name("ckan"), "-c", self.ini, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
