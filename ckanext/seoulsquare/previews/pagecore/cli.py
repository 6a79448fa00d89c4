"""`ckan seoulsquare pages`: the index of the pages of files."""

from __future__ import annotations

import sys

import click
from tqdm import tqdm

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.ingest.bulk.solr import SolrError
from ckanext.seoulsquare.previews.pagecore import follow
from ckanext.seoulsquare.previews.pagecore.comparing import Comparison, rebuild
from ckanext.seoulsquare.previews.pagecore.holding import PagesIncomparableError
from ckanext.seoulsquare.search import maintenance
from ckanext.seoulsquare.search.verify import batches

_PROBLEMS = (SolrError, PagesIncomparableError)
_REPAIRED_AT_A_TIME = 100


@seoulsquare.group(short_help="The index of the pages of files.")
def pages() -> None:
    """Build the index of the pages of files, and compare it with the files."""


@pages.command(name="reindex", short_help="Index the pages of all files anew.")
def reindex_command() -> None:
    """Index the pages of every file with a preview that the public may read, and compare.

    The site goes on searching meanwhile. Exit status: 0 index and files agree, 1 they do not.
    """
    try:
        with tqdm(unit=" files", disable=not sys.stderr.isatty(), leave=False) as bar:
            for count in rebuild():
                bar.update(count)
        comparison = _repaired()
    except _PROBLEMS as error:
        raise click.ClickException(str(error)) from error
    click.echo(comparison.summary())
    sys.exit(1 if comparison.counts.total() else 0)


@pages.command(name="verify", short_help="Compare the index of pages with the files.")
@click.option("--repair", is_flag=True, help="Index again what differs, and nothing else.")
def verify_command(repair: bool) -> None:
    """Print each file of which the index has not the pages that it should; the last line counts.

    Exit status: 0 index and files agree, 1 they do not.
    """
    try:
        comparison = _repaired() if repair else _told()
    except _PROBLEMS as error:
        raise click.ClickException(str(error)) from error
    click.echo(comparison.summary())
    sys.exit(1 if comparison.counts.total() else 0)


def check(repair: bool) -> bool:
    """Compare pages after the records (`ckan seoulsquare verify`); whether they agree."""
    try:
        comparison = _repaired() if repair else _told()
    except _PROBLEMS as error:
        click.echo(str(error), err=True)
        return False
    click.echo(f"pages: {comparison.summary()}")
    return not comparison.counts.total()


def _told() -> Comparison:
    comparison = Comparison()
    for kind, resource_id in comparison.differences():
        click.echo(f"{kind} pages of {resource_id}")
    return comparison


def _repaired() -> Comparison:
    """Compare, bring what differs, and compare again where anything did."""
    first = Comparison()
    differing = (resource_id for _, resource_id in first.differences())
    for some in batches(differing, _REPAIRED_AT_A_TIME):
        follow.bring(some)
    return _told() if first.counts.total() else first


maintenance.CHECKS.append(check)
