"""SolrCloud, really run: two nodes, two shards, each on both; one of them dies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import urllib3

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.search import cores
from tests.exchange.copies import OtherArchive
from tests.ingest.bulk.crashes import write_list
from tests.services import CONFIG_SETS, Solr, free_port, wait_for
from tests.sites import CITY

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("with_plugins", "non_clean_db")]

COUNT = 1200
ALIAS, FIRST = "archive", "archive_first"
WHOLE = "missing=0 orphaned=0 stale=0"


class Cloud:
    """Two nodes, of which the first runs the ZooKeeper of both."""

    def __init__(self, folder: Path) -> None:
        self.one = Solr(folder / "one", zookeeper="")
        self.two = Solr(folder / "two", zookeeper=f"127.0.0.1:{self.one.port + 1000}")

    def start(self) -> None:
        self.one.start()
        self.two.start()
        self._upload()
        self.one.ask(
            "admin/collections", action="CREATE", name=FIRST, numShards="2", replicationFactor="2",
            waitForFinalState="true", **{"collection.configName": "seoulsquare"},
        )  # fmt: skip
        self.one.ask("admin/collections", action="CREATEALIAS", name=ALIAS, collections=FIRST)

    def stop(self) -> None:
        self.two.stop()
        self.one.stop()

    def collections(self) -> list[str]:
        return self.one.ask("admin/collections", action="LIST")["collections"]

    def replicas(self) -> list[dict[str, Any]]:
        """Those of the collection behind the alias."""
        status = self.one.ask("admin/collections", action="CLUSTERSTATUS")["cluster"]
        shards = status["collections"][status["aliases"][ALIAS]]["shards"]
        return [replica for shard in shards.values() for replica in shard["replicas"].values()]

    def all_active(self) -> bool:
        return all(replica["state"] == "active" for replica in self.replicas())

    def counts(self) -> list[int]:
        """How many documents each replica has of its own."""
        http = urllib3.PoolManager()
        asked = {"q": "*:*", "rows": "0", "distrib": "false", "wt": "json"}
        return sorted(
            http.request("GET", f"{one['base_url']}/{one['core']}/select", fields=asked).json()["response"][
                "numFound"
            ]
            for one in self.replicas()
        )

    def _upload(self) -> None:
        """The configuration set, as an operator uploads it."""
        packed = io.BytesIO()
        conf = CONFIG_SETS / "seoulsquare" / "conf"
        with zipfile.ZipFile(packed, "w") as archive:
            for file in sorted(conf.rglob("*")):
                archive.write(file, file.relative_to(conf))
        answer = self.one.http.request(
            "POST", f"{self.one.url}/admin/configs?action=UPLOAD&name=seoulsquare", body=packed.getvalue(),
            headers={"Content-Type": "application/octet-stream"},
        )  # fmt: skip
        assert answer.status == 200, answer.data.decode()


class Portal(OtherArchive):
    """An archive whose index is the cloud's."""

    def __init__(self, folder: Path, cloud: Cloud) -> None:
        self.cloud, self.folder = cloud, folder
        super().__init__(folder, "cloud_archive", CKAN_SOLR_URL=f"{cloud.one.url}/{ALIAS}")

    def write_list(self, start: int) -> Path:
        path = self.folder / f"list-{start}.csv"
        write_list(path, COUNT, start)
        return path

    def verify(self) -> str:
        return self.run("seoulsquare", "verify").splitlines()[-1]


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    cloud = Cloud(tmp_path_factory.mktemp("cloud"))
    try:
        cloud.start()
        yield cloud
    finally:
        cloud.stop()


@pytest.fixture
def portal(cloud: Cloud, tmp_path: Path) -> Iterator[Portal]:
    portal = Portal(tmp_path, cloud)
    portal.make()
    with model.meta.engine.begin() as connection:
        connection.execute(sa.text(f"SET LOCAL search_path = {portal.schema}"))
        connection.execute(sa.text(CITY))
    yield portal
    portal.drop()


@pytest.fixture
def place(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> cores.Collections:
    """The alias, as this program finds it."""
    monkeypatch.setitem(tk.config, "solr_url", f"{cloud.one.url}/{ALIAS}")
    found = cores.place()
    assert isinstance(found, cores.Collections)
    return found


class TestCollections:
    def test_a_collection_takes_over_and_the_old_one_goes(self, place: cores.Collections) -> None:
        old = place._target()
        assert old is not None
        place.create("archive_second", "seoulsquare")
        assert place.exists("archive_second")
        assert not place.serves("archive_second")

        place.switch("archive_second")

        assert place.serves("archive_second")
        assert place.replaced("archive_second") == old
        place.drop(old)
        assert not place.exists(old)
        assert place.replaced("archive_second") is None

    def test_a_collection_without_an_alias_is_told_of(
        self, place: cores.Collections, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(place, "name", place._target())
        with pytest.raises(cores.AdminError, match="no alias"):
            place.create("archive_third", "seoulsquare")

    def test_one_that_failed_half_way_is_not_left(self, place: cores.Collections) -> None:
        with pytest.raises(cores.AdminError, match="nowhere"):
            place.create("archive_third", "nowhere")
        assert not place.exists("archive_third")


class TestArchive:
    def test_load_search_reindex_and_a_node_that_dies(self, portal: Portal, cloud: Cloud) -> None:
        portal.run("seoulsquare", "load", "--door", "bulk", portal.write_list(3_000_000))
        assert portal.verify() == f"database={COUNT} index={COUNT} {WHOLE}"
        assert min(cloud.counts()) > COUNT // 4

        before = cloud.collections()
        portal.run("seoulsquare", "reindex")
        assert len(cloud.collections()) == len(before)
        assert cloud.collections() != before
        assert portal.verify() == f"database={COUNT} index={COUNT} {WHOLE}"

        load = portal.start("seoulsquare", "load", "--door", "bulk", portal.write_list(3_100_000))
        wait_for(lambda: sum(cloud.counts()) > 2 * COUNT or load.poll() is not None, "documents of the load")
        cloud.two.kill()
        printed, _ = load.communicate()
        assert load.returncode == 0, printed
        assert portal.verify() == f"database={2 * COUNT} index={2 * COUNT} {WHOLE}"
        self._search(portal)

        cloud.two.start()
        wait_for(cloud.all_active, "replicas that came back")
        assert portal.verify() == f"database={2 * COUNT} index={2 * COUNT} {WHOLE}"
        first, second, third, fourth = cloud.counts()
        assert (first, third, first + third) == (second, fourth, 2 * COUNT)

    @staticmethod
    def _search(portal: Portal) -> None:
        """Search as a visitor does, by the page and by the API, to the last page and back."""
        port = free_port()
        server = portal.start("run", "--host", "127.0.0.1", "--port", str(port), "--disable-reloader")
        http = urllib3.PoolManager(retries=False, timeout=60)

        def ask(path: str, **fields: str) -> Any:
            return http.request("GET", f"http://127.0.0.1:{port}{path}", fields=fields)

        def answers() -> bool:
            try:
                return ask("/api/3/action/status_show").status == 200
            except urllib3.exceptions.HTTPError:
                return False

        try:
            wait_for(answers, "the portal")
            page = ask("/en/search", sort="newest")
            assert page.status == 200
            assert "2,400 records" in page.data.decode()
            action = "/api/3/action/seoulsquare_document_search"
            last = ask(action, sort="newest", before="*", rows="20").json()["result"]
            assert (last["count"], len(last["results"])) == (2 * COUNT, 20)
            before = ask(action, sort="newest", before=last["results"][0]["name"], rows="20").json()["result"]
            after = ask(action, sort="newest", after=before["results"][-1]["name"], rows="20").json()[
                "result"
            ]
            assert [hit["id"] for hit in after["results"]] == [hit["id"] for hit in last["results"]]
            assert ask(action, q="급여").json()["result"]["count"] > 0
            assert ask("/api/3/action/package_search", q="급여").json()["result"]["count"] > 0
        finally:
            server.terminate()
            server.communicate()
