"""Services that fail during a load, for real: a Solr and a PostgreSQL of the test's own, and small disks.

Each ends the same way: the list is loaded once more, and every record is stored and indexed once.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.ingest.bulk.crashes import write_list
from tests.services import Postgres, SmallDisk, Solr, wait_for
from tests.sites import CITY, Site

pytestmark = pytest.mark.slow

COUNT = 1500
MEGABYTE = 1024
"""In kilobytes."""

_starts = itertools.count(1_000_000, COUNT)


class Archive:
    """A site on services of its own."""

    def __init__(self, folder: Path, postgres: Postgres, solr: Solr) -> None:
        self.postgres, self.solr, self.folder = postgres, solr, folder
        self.engine = sa.create_engine(postgres.url, poolclass=sa.NullPool)
        self.site = Site(
            folder,
            {
                "CKAN_SITE_ID": "outages",
                "CKAN_SQLALCHEMY_URL": postgres.url,
                "CKAN_SOLR_URL": f"{solr.url}/outages",
            },
            **{"ckanext.seoulsquare.ingest.bulk_batch_size": "50"},
        )

    def write_list(self) -> Path:
        """A list that no other test loads."""
        path = self.folder / f"list-{next(_starts)}.csv"
        write_list(path, COUNT, int(path.stem.removeprefix("list-")))
        return path

    def load(self, path: Path) -> subprocess.Popen[str]:
        """Begin to load a list."""
        return self.site.start("seoulsquare", "load", "--door", "bulk", path)

    def count(self) -> int:
        """Records in the database."""
        with self.engine.connect() as connection:
            return connection.scalar(sa.text("SELECT count(*) FROM package")) or 0

    def wait_for_more(self, load: subprocess.Popen[str], before: int, enough: int = 200) -> None:
        """Wait until a load has written so many more records."""

        def written() -> bool:
            assert load.poll() is None, load.communicate()[0]
            return self.count() >= before + enough

        wait_for(written, "records of the load")

    def assert_ends_well(self, path: Path, before: int) -> None:
        """Load the list again; then database and index hold each record of it, and agree."""
        self.site.run("seoulsquare", "load", "--door", "bulk", path)
        assert self.count() == before + COUNT
        told = self.site.run("seoulsquare", "verify").splitlines()[-1]
        assert told == f"database={before + COUNT} index={before + COUNT} missing=0 orphaned=0 stale=0"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("outages")
    solr = Solr(folder / "solr")
    postgres = Postgres()
    try:
        postgres.start()
        solr.start()
        solr.ask("admin/cores", action="CREATE", name="outages", configSet="seoulsquare")
        archive = Archive(folder, postgres, solr)
        archive.site.run("db", "upgrade")
        with archive.engine.begin() as connection:
            connection.execute(sa.text(CITY))
        yield archive
    finally:
        solr.stop()
        postgres.remove()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[Path, int], SmallDisk]]:
    """Makes small disks, and takes them away."""
    made: list[SmallDisk] = []

    def make(folder: Path, kilobytes: int) -> SmallDisk:
        made.append(SmallDisk(folder, kilobytes))
        return made[-1]

    yield make
    for one in made:
        one.remove()


class TestSolr:
    def test_killed_and_started_while_the_load_waits(self, archive: Archive) -> None:
        """The load goes on by itself: it waits a minute for an absent Solr."""
        before, path = archive.count(), archive.write_list()
        load = archive.load(path)
        archive.wait_for_more(load, before)
        archive.solr.kill()
        archive.solr.start()
        printed, _ = load.communicate()
        assert load.returncode == 0, printed
        archive.assert_ends_well(path, before)

    def test_killed_and_absent_until_the_load_gave_up(self, archive: Archive) -> None:
        before, path = archive.count(), archive.write_list()
        load = archive.load(path)
        archive.wait_for_more(load, before)
        archive.solr.kill()
        printed, _ = load.communicate()
        archive.solr.start()
        assert load.returncode == 1, printed
        archive.assert_ends_well(path, before)

    def test_its_disk_full(self, archive: Archive, disk: Callable[[Path, int], SmallDisk]) -> None:
        """A core of its own, on a disk too small for it."""
        small = disk(archive.solr.cores / "small", 2 * MEGABYTE)
        archive.solr.ask("admin/cores", action="CREATE", name="small", configSet="seoulsquare")
        before, path = archive.count(), archive.write_list()
        whole = archive.site.environment["CKAN_SOLR_URL"]
        archive.site.environment["CKAN_SOLR_URL"] = f"{archive.solr.url}/small"
        try:
            load = archive.load(path)
            printed, _ = load.communicate()
            assert load.returncode == 1, printed
            assert "Solr answers 500" in printed
            assert shutil.disk_usage(small.folder).free < 2**18
            small.grow(200 * MEGABYTE)
            # Solr gave the index up when its disk was full; to open it anew takes more than a reload.
            archive.solr.stop()
            archive.solr.start()
            archive.site.run("seoulsquare", "verify", "--repair")
            archive.assert_ends_well(path, before)
        finally:
            archive.site.environment["CKAN_SOLR_URL"] = whole
            archive.solr.ask("admin/cores", action="UNLOAD", core="small")
        archive.site.run("seoulsquare", "verify", "--repair")


class TestPostgres:
    @pytest.mark.parametrize("mode", ["fast", "immediate"])
    def test_restarted(self, archive: Archive, mode: str) -> None:
        """In order, and as after a crash of the machine."""
        before, path = archive.count(), archive.write_list()
        load = archive.load(path)
        archive.wait_for_more(load, before)
        archive.postgres.stop(mode)
        archive.postgres.start()
        printed, _ = load.communicate()
        assert load.returncode != 0, printed
        archive.assert_ends_well(path, before)

    def test_its_disk_full(self, archive: Archive, disk: Callable[[Path, int], SmallDisk]) -> None:
        """The table of records is moved to a disk that has room for some of a list."""
        folder = archive.postgres.folder / "small"
        small = disk(folder, MEGABYTE)
        archive.postgres.give(folder)
        before, path = archive.count(), archive.write_list()
        with archive.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text(f"CREATE TABLESPACE small LOCATION '{folder}'"))
            size = connection.scalar(sa.text("SELECT pg_table_size('package')")) or 0
            small.grow(MEGABYTE // 2 + size // 1024)
            connection.execute(sa.text("ALTER TABLE package SET TABLESPACE small"))
        load = archive.load(path)
        printed, _ = load.communicate()
        assert load.returncode == 1, printed
        assert "No space left on device" in printed, printed
        small.grow(200 * MEGABYTE)
        archive.assert_ends_well(path, before)
        with archive.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ALTER TABLE package SET TABLESPACE pg_default"))
            connection.execute(sa.text("DROP TABLESPACE small"))
