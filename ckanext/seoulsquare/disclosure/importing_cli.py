"""`ckan seoulsquare disclosure import`: past requests from files of open.go.kr's fields."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ckanext.seoulsquare.disclosure import clock, importing, importing_write
from ckanext.seoulsquare.disclosure.cli import disclosure
from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers import read_tables

SOME_REJECTED = 3


@disclosure.command("import", short_help="Import past requests.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", default="", metavar="NAME", help="Agency of rows that name none.")
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
def import_requests(file: Path, agency: str, dry_run: bool) -> None:
    """Import concluded requests from FILE (CSV, JSON, XLSX) with the field names of open.go.kr.

    What cannot be taken is said row by row on stderr: where, what, and what to do. The same file again
    changes nothing. The last line counts; exit 0 all landed, 3 some rejected, 1 failed.
    """
    try:
        outcome = importing_write.take(_rows(file), agency, clock.now(), dry_run=dry_run)
    except ListError as error:
        raise click.ClickException(str(error)) from error
    for line, fault in outcome.faults:
        click.echo(f"line {line}: {fault.text()}", err=True)
    click.echo(
        f"created={outcome.created} updated={outcome.updated} unchanged={outcome.unchanged}"
        f" rejected={outcome.rejected}"
    )
    if outcome.rejected:
        sys.exit(SOME_REJECTED)


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for table in read_tables(file, importing.is_heading):
        if not importing.is_heading(table.columns):
            raise ListError(f"{table.name} has no columns rqestRceptNo and rqestSj")
        if passed := importing.ignored(table.columns):
            click.echo(f"{table.name}: not read: {', '.join(passed)}", err=True)
        for row in table.rows:
            if row.misfit:
                raise ListError(f"line {row.line}: {row.misfit}")
            yield row.line, row.values
