"""Commands of the room: dumps, and the archive as a copy of another one."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click
from tqdm import tqdm

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.exchange import config, service
from ckanext.seoulsquare.exchange.dumps import about
from ckanext.seoulsquare.exchange.dumps.shelf import CHANGES, FULL, Shelf, name_of
from ckanext.seoulsquare.exchange.dumps.walks import Changed, Everything, Walk
from ckanext.seoulsquare.exchange.dumps.writing import Dump, DumpError
from ckanext.seoulsquare.exchange.mirror.archive import OwnArchive
from ckanext.seoulsquare.exchange.mirror.harvester import Harvester, MirrorError
from ckanext.seoulsquare.exchange.mirror.sources import Archive, SourceError, open_dumps
from ckanext.seoulsquare.exchange.pace import Pace


@seoulsquare.command(name="dump", short_help="Write a dated dump of the public archive.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the dumps instead of the configured one, which is served at /dumps.",
)
@click.option("--full", is_flag=True, help="All records; this is what is written if nothing is said.")
@click.option(
    "--since",
    help="Only what changed since the dump of this name or day (2026-11-24), or since the `latest`.",
)
@click.option(
    "--rate",
    default=2000.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Records a second; 0: no bound.",
)
@click.option(
    "--lines", default=100_000, show_default=True, type=click.IntRange(1), help="Records in one file."
)
def dump_command(out: Path | None, full: bool, since: str | None, rate: float, lines: int) -> None:
    """Write the public archive as files of JSON lines, with a manifest, and publish them all at once.

    A dump that was interrupted is gone on with, under the day on which it began. Exit status: 0 written, or
    there already; 1 failed.
    """
    if full and since:
        raise click.UsageError("--full and --since exclude each other")
    shelf = Shelf(out or config.dumps_folder())
    day = dt.datetime.now(tk.h.get_display_timezone()).date().isoformat()
    name = _unfinished(shelf, CHANGES if since else FULL) or name_of(day, CHANGES if since else FULL)
    if shelf.manifest(name):
        click.echo(f"{name} is there already")
        return
    walk, base = _walk(shelf, since)
    with tqdm(unit=" records", disable=not sys.stderr.isatty(), leave=False) as bar:
        try:
            dump = Dump(shelf, name, walk, about.this_site(base), lines_a_file=lines, pace=Pace(rate))
            manifest = dump.write(bar.update)
        except (DumpError, OSError) as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    for gone in shelf.prune(config.dumps_kept()):
        click.echo(f"deleted {gone}")
    click.echo(" ".join(f"{what}={number}" for what, number in manifest["counts"].items()))


@seoulsquare.command(name="rebuild-from", short_help="Make this archive a copy of another one.")
@click.argument("source")
@click.option("--feed", help="Address of the archive whose feed is followed, where SOURCE is a folder.")
@click.option(
    "--rate", default=20.0, show_default=True, type=click.FloatRange(0), help="Records asked for in a second."
)
def rebuild_command(source: str, feed: str | None, rate: float) -> None:
    """Make this archive, empty at first, a copy of the public part of another one.

    SOURCE is the other archive's address, or a folder with its dumps. The newest whole dump is loaded, then
    the changes of later dumps, then what the change feed tells. Run again, it goes on where it was: run it
    from cron to keep the copy. Exit status: 0 the copy is complete, 1 it is not.
    """
    copy = OwnArchive()
    if copy.place() is None and not copy.is_empty():
        raise click.ClickException("this archive holds records of its own; a copy begins with an empty one")
    harvester = Harvester(copy, Pace(rate))
    address = feed or (source if source.startswith("http") else None)
    try:
        harvester.load(open_dumps(source))
        if address:
            harvester.follow(Archive(address))
    except (MirrorError, SourceError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    finally:
        click.echo(f"written={harvester.written} removed={harvester.removed}")


@seoulsquare.command(name="renumber-changes", short_help="Make the change feed go on after a restore.")
def renumber_command() -> None:
    """Make the change feed go on after the database was restored from a dump of PostgreSQL's.

    Harvesters begin anew then: their cursors are void. A cluster that was upgraded or that took over from
    its original needs nothing.
    """
    click.echo(f"changes={service.renumber()}")


def _unfinished(shelf: Shelf, kind: str) -> str | None:
    """The name of a dump of this kind that an earlier process did not finish."""
    found = (path.name[1:].removesuffix(".partial") for path in shelf.folder.glob(".*.partial"))
    return next((name for name in found if name.endswith(CHANGES) == (kind == CHANGES)), None)


def _walk(shelf: Shelf, since: str | None) -> tuple[Walk, dict[str, str] | None]:
    """What to write, and the dump that it builds on."""
    if not since:
        return Everything(), None
    wanted = next(iter(shelf.names()), "") if since == "latest" else since
    manifest = shelf.manifest(wanted)
    if manifest is None:
        raise click.ClickException(f"there is no dump {since} to build on; write a full one first")
    return Changed(manifest["cursor"]), {"name": manifest["name"], "cursor": manifest["cursor"]}
