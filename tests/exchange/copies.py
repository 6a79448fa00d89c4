"""An archive to copy, a copy in memory, and another archive: a schema and a site id of its own."""

from __future__ import annotations

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
from tests.sites import Site


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


class OtherArchive(Site):
    """An archive in the same database, in a schema of its own."""

    def __init__(self, folder: Path, schema: str = "other_archive", **environment: str) -> None:
        self.schema = schema
        own = {
            "CKAN_SITE_ID": f"{schema}_{tk.config['ckan.site_id']}",
            "PGOPTIONS": f"-csearch_path={schema}",
        }
        super().__init__(folder, own | environment)

    def make(self) -> None:
        """An empty archive."""
        self.drop()
        with model.meta.engine.begin() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {self.schema}"))
        self.run("db", "upgrade")
        self.run("search-index", "clear")

    def drop(self) -> None:
        """Leave nothing of it in the database."""
        with model.meta.engine.begin() as connection:
            connection.execute(sa.text(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE"))
