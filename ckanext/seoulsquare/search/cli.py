"""`ckan seoulsquare terms`: the term list in three languages."""

from __future__ import annotations

from typing import IO

import click

from ckan import model

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.search import service


@seoulsquare.group(short_help="Terms in three languages.")
def terms() -> None:
    """Fill and write out the list of terms by which searches reach across languages."""


@terms.command(short_help="Bring the terms up to a list.")
@click.argument("source", type=click.File(encoding="utf-8"), required=False)
def seed(source: IO[str] | None) -> None:
    """Add the shipped terms, or those of the file SOURCE; what was edited on the page stays as it is."""
    try:
        counts = service.seed(service.read(source) if source else service.shipped())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    model.Session.commit()
    click.echo(" ".join(f"{name}={number}" for name, number in counts.items()))


@terms.command(short_help="Write the terms in use.")
@click.argument("target", type=click.File("w", encoding="utf-8"), default="-")
def export(target: IO[str]) -> None:
    """Write the terms in use as a term list to TARGET, or to standard output."""
    service.export(target)
