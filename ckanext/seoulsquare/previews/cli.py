"""`ckan seoulsquare screen`, `preview` (of any file) and `previews` (those that are stored)."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click
from tqdm import tqdm

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.previews import backfill, cleaning, completeness, config, sandbox, service
from ckanext.seoulsquare.previews.making import Outcome
from ckanext.seoulsquare.previews.model import Upload
from ckanext.seoulsquare.search import maintenance


@seoulsquare.command(short_help="Look for personal data in files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def screen(files: tuple[Path, ...]) -> None:
    """Print one JSON line a file: verdict (block, warn, clear, unreadable) and findings with masked values.

    Looks in all places of a file, also in those that its pages do not show. Unreadable counts as block.
    """
    for path in files:
        report = service.screen(path, office_domains=config.office_mail_domains())
        click.echo(json.dumps({**report.as_dict(), "file": str(path)}, ensure_ascii=False))


@seoulsquare.command(short_help="Make the preview of a file.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", "show_text", is_flag=True, help="Print the text of the pages.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for images, text and PDF."
)
def preview(file: Path, show_text: bool, out: Path | None) -> None:
    """Run the page pipeline on a file; the last line tells status, pages, characters and seconds."""
    if not file.is_file():
        raise click.ClickException(f"{file}: no such file")
    with sandbox.folder() as work:
        folder = out or work
        made = service.preview(file, folder, backend=config.backend(), ocr=config.ocr())
        if show_text:
            click.echo((folder / "text.txt").read_text(encoding="utf-8"))
    if made.note:
        click.echo(made.note, err=True)
    click.echo(made.summary())


@seoulsquare.group(short_help="Stored previews of uploaded files.")
def previews() -> None:
    """Make, count and clean the previews of uploaded files."""


@previews.command(short_help="Look at files that wait.")
@click.option("--all", "everything", is_flag=True, help="Make the previews of all files anew.")
@click.option("--resource", "resource_id", help="Only the file of this resource, anew.")
@click.option("--limit", type=click.IntRange(1), help="At most so many files.")
def make(everything: bool, resource_id: str | None, limit: int | None) -> None:
    """Scan, screen and preview uploaded files: those that readers wait for first, then the newest.

    The last line counts: made=N failed=N infected=N waiting=N. May be interrupted and run beside workers.
    Exit status: 0 nothing waits, 3 some wait (no answer of the virus scanner), 1 no such file.
    """
    if resource_id and Upload.get(resource_id) is None:
        raise click.ClickException(f"{resource_id}: no resource with an uploaded file")
    counts: Counter[str] = Counter()
    with tqdm(unit=" files", disable=not sys.stderr.isatty(), total=limit, leave=False) as bar:
        for outcome in backfill.run(resource_id=resource_id, everything=everything, limit=limit):
            counts[outcome] += 1
            bar.update()
    shown = (Outcome.MADE, Outcome.FAILED, Outcome.INFECTED, Outcome.WAITING)
    click.echo(" ".join(f"{outcome}={counts[outcome]}" for outcome in shown))
    sys.exit(3 if counts[Outcome.WAITING] else 0)


@previews.command(short_help="Count files by what became of them.")
def status() -> None:
    """Count uploaded files, and list those that were given up or wait for a reason."""
    for file in Upload.troubled():
        click.echo(f"{file.state} {file.resource_id}: {file.error}")
    click.echo(completeness.completeness().summary())


@previews.command(short_help="Remove previews that no record needs.")
def clean() -> None:
    """Remove what is kept for withdrawn and deleted records, and for replaced files. Run it nightly."""
    records, contents = cleaning.clean()
    click.echo(f"records={records} contents={contents}")


def _verify(repair: bool) -> bool:
    """Print files whose previews are lost and count all files; whether none is lost."""
    lost = 0
    for resource_id in completeness.verify(repair=repair):
        click.echo(f"preview {resource_id}")
        lost += 1
    click.echo(f"previews: {completeness.completeness().summary()} lost={lost}")
    return repair or not lost


maintenance.CHECKS.append(_verify)
