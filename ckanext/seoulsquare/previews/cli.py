"""`ckan seoulsquare screen` and `ckan seoulsquare preview`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.previews import config, sandbox, service


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
