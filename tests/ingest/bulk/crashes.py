"""Loads in processes of their own, to be killed, and the comparison of database and index afterwards."""

from __future__ import annotations

import csv
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import make_connection
from ckan.model import meta

from bench.generate import COLUMNS, rows
from ckanext.seoulsquare.ingest.bulk import runs
from ckanext.seoulsquare.ingest.bulk.tables import PENDING
from ckanext.seoulsquare.ingest.bulk.writer import BulkWriter
from ckanext.seoulsquare.ingest.loading import Options, load
from ckanext.seoulsquare.ingest.report import Report

ROOT = Path(__file__).parents[3]
START = 20_000_000
"""Where the lists of these tests begin, far from those of others."""


def write_list(path: Path, count: int, start: int) -> list[str]:
    """Write a list; gives the names of its records."""
    made = list(rows(count, START + start, seed=7))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(made)
    return [f"approval-document-{row['package_id']}" for row in made]


def start_load(path: Path, folder: Path, name: str, batch: int = 50) -> subprocess.Popen[bytes]:
    """Load a list in another process with small batches; `name` is how PostgreSQL knows its connections."""
    ini = folder / "load.ini"
    option = f"ckanext.seoulsquare.ingest.bulk_batch_size = {batch}\n"
    given = Path(os.environ["CKAN_INI"]).read_text(encoding="utf-8")
    ini.write_text(given.replace("[app:main]\n", f"[app:main]\n{option}"), encoding="utf-8")
    return subprocess.Popen(
        [Path(sys.executable).with_name("ckan"), "-c", ini, "seoulsquare", "load", "--door", "bulk", path],
        cwd=ROOT,
        env={**os.environ, "PGAPPNAME": name},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def fork_load(path: Path, batch: int = 50) -> multiprocessing.process.BaseProcess:
    """The same in a child of this process, which saves the seconds that CKAN takes to start."""
    # A child must find no connection that its parent goes on using.
    model.Session.remove()
    model.ensure_engine().dispose()
    child = multiprocessing.get_context("fork").Process(target=_load, args=(path, batch))
    child.start()
    return child


def _load(path: Path, batch: int) -> None:
    tk.config["ckanext.seoulsquare.ingest.bulk_batch_size"] = batch
    load_list(path)


def load_list(path: Path) -> Report:
    """Load a list in this process, by the bulk door."""
    report = Report(path.with_name("rejected.csv"))
    with runs.recorded(path, "bulk", report) as run:
        load(path, BulkWriter(run.number), report, Options())
    return report


def wait_until(holds: Callable[[], bool], ended: Callable[[], bool]) -> None:
    """Wait for a moment in the life of a process; it is over when the process has ended."""
    while not ended() and not holds():
        time.sleep(0.005)


def stored(names: Iterable[str]) -> dict[str, str]:
    """Last changes of records by name, as the database has them, to the millisecond."""
    package = model.package_table
    with meta.engine.connect() as connection:
        found = connection.execute(
            sa.select(package.c.name, package.c.metadata_modified).where(package.c.name.in_(list(names)))
        ).all()
    return {row.name: row.metadata_modified.isoformat(timespec="milliseconds") for row in found}


def indexed(names: Iterable[str]) -> list[tuple[str, str]]:
    """Name and last change of every document that the index has of these records, to the millisecond."""
    solr = make_connection(decode_dates=False)
    solr.commit()
    wanted = list(names)
    found: list[tuple[str, str]] = []
    for first in range(0, len(wanted), 200):
        some = ",".join(wanted[first : first + 200])
        query = {"fq": f"{{!terms f=name}}{some}", "fl": "name,metadata_modified", "rows": 1000}
        found += [
            (hit["name"], _milliseconds(hit["metadata_modified"])) for hit in solr.search("*:*", **query)
        ]
    return sorted(found)


def _milliseconds(text: str) -> str:
    whole, _, part = text.rstrip("Z").partition(".")
    return f"{whole}.{part[:3]:0<3}"


def pending(names: Iterable[str]) -> int:
    """Notes that are left of these records."""
    with meta.engine.connect() as connection:
        query = sa.select(sa.func.count()).select_from(PENDING).where(PENDING.c.name.in_(list(names)))
        return connection.scalar(query) or 0
