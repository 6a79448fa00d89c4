"""`ckan seoulsquare load` and `ckan seoulsquare demo`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from tqdm import tqdm

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.documents.service import KINDS
from ckanext.seoulsquare.ingest import samples
from ckanext.seoulsquare.ingest.bulk import outbox, runs
from ckanext.seoulsquare.ingest.bulk.solr import Solr, SolrError
from ckanext.seoulsquare.ingest.bulk.writer import BulkWriter
from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.formats import FORMATS
from ckanext.seoulsquare.ingest.loading import Options, load
from ckanext.seoulsquare.ingest.report import Report, summary
from ckanext.seoulsquare.ingest.writer import ActionWriter

DOORS: dict[str, type[ActionWriter | BulkWriter]] = {"bulk": BulkWriter, "actions": ActionWriter}

SOME_REJECTED = 3
FAILED = 1


class _Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self, name: str) -> None:
        self.bar = tqdm(desc=name, unit=" rows", disable=not sys.stderr.isatty(), leave=False)
        self.step = ""

    def __call__(self, step: str, rows: int) -> None:
        if step != self.step:
            total = self.bar.n if step == "writing" else None
            self.bar.reset(total)
            self.bar.set_postfix_str(step)
            self.step = step
        self.bar.update(rows)


@seoulsquare.command(name="load", short_help="Load published lists.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice([*KINDS, "agency"]),
    help="Kind of record; guessed from the columns if not given.",
)
@click.option("--agency", help="Name of the organization the records belong to, whatever the list says.")
@click.option(
    "--format", "format_name", type=click.Choice(sorted(FORMATS)), help="Declared format of the list."
)
@click.option(
    "--door",
    type=click.Choice([*DOORS]),
    default="bulk",
    show_default=True,
    help="bulk: many records at once; actions: one by one through CKAN's actions, with activities and hooks.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="Where to list rejected rows (FILE.rejected.csv)."
)
def load_command(  # noqa: PLR0913, PLR0917  one argument for each option
    files: tuple[Path, ...],
    kind: str | None,
    agency: str | None,
    format_name: str | None,
    door: str,
    dry_run: bool,
    rejects: Path | None,
) -> None:
    """Load published lists: CSV, TSV, XLSX, XLS, ODS, JSON, XML, also in .gz, .zip or .tar.gz.

    The last line on stdout counts rows: created=N updated=N unchanged=N withdrawn=N rejected=N.
    Exit status: 0 all landed, 3 some rows were rejected, 1 a file could not be loaded.
    """
    options = Options(kind=kind or "", agency=agency or "", format=format_name or "")
    writer = ActionWriter(dry_run=True) if dry_run else DOORS[door]()
    sys.exit(run(files, writer, options, rejects))


@seoulsquare.command(name="index-pending", short_help="Index what interrupted loads left behind.")
def index_pending_command() -> None:
    """Index what loads wrote and could not index before they died. Every bulk load does so first."""
    try:
        click.echo(f"indexed={outbox.index_pending(solr := Solr())}")
        solr.commit()
    except SolrError as error:
        click.echo(str(error), err=True)
        sys.exit(FAILED)


@seoulsquare.command(name="demo", short_help="Load the bundled demonstration records.")
def demo_command() -> None:
    """Load the bundled records: real rows of Seoul's lists, and samples for kinds without free ones.

    Creates categories and agencies first. May be repeated; what is there already stays as it is.
    """
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    tk.get_action("seoulsquare_seed")({"user": user, "ignore_auth": True}, {})
    sys.exit(run(samples.files(), BulkWriter(), Options(), None))


def run(
    files: tuple[Path, ...] | list[Path],
    writer: ActionWriter | BulkWriter,
    options: Options,
    rejects: Path | None,
) -> int:
    """Load files one after the other, tell the user, and give the exit status."""
    reports: list[Report] = []
    failed = False
    shared = Report(rejects) if rejects else None
    for path in files:
        report = shared or Report(_rejects_of(path))
        if report not in reports:
            _forget(report.rejects)
            reports.append(report)
        progress = _Progress(path.name)
        try:
            _load_recorded(path, writer, report, options, progress)
        except (ListError, SolrError) as error:
            failed = True
            click.echo(f"{path}: {error}", err=True)
        except tk.ValidationError as error:
            failed = True
            click.echo(f"{path}: {error.error_summary}", err=True)
        finally:
            progress.bar.close()
    for report in reports:
        report.close()
        if report.has_rejects:
            click.echo(f"rejected rows: {report.rejects}", err=True)
    click.echo(summary(reports))
    if failed:
        return FAILED
    return SOME_REJECTED if any(report.has_rejects for report in reports) else 0


def _load_recorded(
    path: Path, writer: ActionWriter | BulkWriter, report: Report, options: Options, progress: _Progress
) -> None:
    """Load a file and keep a record of it, unless this is a dry run."""
    if isinstance(writer, ActionWriter) and writer.dry_run:
        load(path, writer, report, options, progress)
        return
    door = next(name for name, made in DOORS.items() if isinstance(writer, made))
    with runs.recorded(path, door, report) as run:
        if isinstance(writer, BulkWriter):
            writer.run = run.number

        def tick(step: str, rows: int) -> None:
            progress(step, rows)
            run.beat(step, report)

        load(path, writer, report, options, tick)


def _rejects_of(path: Path) -> Path:
    """Beside the file, or in the current folder where the file's is not to be written in."""
    beside = path.with_name(path.name + ".rejected.csv")
    return beside if os.access(path.parent, os.W_OK) else Path(beside.name)


def _forget(rejects: Path) -> None:
    """Remove what an earlier load rejected, which may land now."""
    rejects.unlink(missing_ok=True)
