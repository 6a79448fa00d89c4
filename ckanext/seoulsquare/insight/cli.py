"""`ckan seoulsquare views`: counts of opened documents."""

from __future__ import annotations

import click

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.insight import config, service


@seoulsquare.group(short_help="Counts of opened documents.")
def views() -> None:
    """Write and index the counts of opened documents."""


@views.command(short_help="Write waiting views to the database.")
def write() -> None:
    """Write the views that wait in Redis to the database and the index, as the background job does."""
    click.echo(f"documents={len(service.write(config.site_id()))}")


@views.command(short_help="Set all counts in the index.")
def index() -> None:
    """Set the counts of all documents in the index, after it was built anew by other means than CKAN's."""
    totals = service.totals()
    service.index(totals, config.site_id())
    click.echo(f"documents={len(totals)}")
