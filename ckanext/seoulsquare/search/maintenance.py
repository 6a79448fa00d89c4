"""`ckan seoulsquare reindex` and `ckan seoulsquare verify`: the index agrees with the database."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click
from tqdm import tqdm

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.ingest.bulk.solr import SolrError
from ckanext.seoulsquare.search import cores
from ckanext.seoulsquare.search.reindex import Reindex, ReindexError
from ckanext.seoulsquare.search.verify import Verification, batches
from ckanext.seoulsquare.search.versions import Index, IndexUnreadableError
from ckanext.seoulsquare.search.workers import BATCH, Workers

CHECKS: list[Callable[[bool], bool]] = []
"""What other rooms compare when `verify` runs: each is told whether to repair, prints what differs and a line
that counts, and says whether all agrees."""

_PROBLEMS = (SolrError, IndexUnreadableError, cores.AdminError, ReindexError)


@seoulsquare.command(name="reindex", short_help="Build the search index anew.")
@click.option(
    "--in-place",
    is_flag=True,
    help="Replace documents in the index that the site asks; for a Solr whose administration is closed.",
)
@click.option("--fresh", is_flag=True, help="Begin anew, whatever an interrupted run has done.")
@click.option(
    "--force", is_flag=True, help="Let the new index take over although some documents could not be made."
)
@click.option(
    "--config-set", default="seoulsquare", show_default=True, help="Solr's name of the configuration set."
)
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes that make documents."
)
def reindex_command(in_place: bool, fresh: bool, force: bool, config_set: str, workers: int) -> None:
    """Build the index anew beside the old one, compare it with the database, and let it take over.

    The site goes on searching meanwhile, and what is written meanwhile is in the new index too. Started again
    after an interruption, it goes on where it was. Exit status: 0 index and database agree, 1 they do not.
    """
    address = tk.config["solr_url"].rstrip("/")
    with tqdm(unit=" records", disable=not sys.stderr.isatty(), leave=False) as bar:
        try:
            place = None if in_place else cores.place()
            run = Reindex(address, place, workers, _tell, bar.update)
            verification = run.run(config_set, fresh=fresh, force=force)
        except _PROBLEMS as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    click.echo(verification.summary())
    sys.exit(1 if verification.counts.total() else 0)


@seoulsquare.command(name="verify", short_help="Compare the search index with the database.")
@click.option("--repair", is_flag=True, help="Index again what differs, and nothing else.")
def verify_command(repair: bool) -> None:
    """Compare the index with the database record by record, and print each record on which they do not agree.

    What other rooms keep of records, such as the index of pages, is compared before. The last line counts
    records; after a repair it counts what is left. Exit status: 0 all agree, 1 they do not.
    """
    try:
        agreeing = [check(repair) for check in CHECKS]
        verification = _repair() if repair else _print_differences()
    except _PROBLEMS as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(verification.summary())
    sys.exit(1 if verification.counts.total() or not all(agreeing) else 0)


def _print_differences() -> Verification:
    verification = Verification(Index(tk.config["solr_url"].rstrip("/")))
    for difference in verification.differences():
        click.echo(f"{difference.kind} {difference.id}")
    return verification


def _repair() -> Verification:
    address = tk.config["solr_url"].rstrip("/")
    verification = Verification(Index(address))
    repaired = 0
    with Workers(address, 1) as workers:
        for ids, failed in workers.put(batches(_printed(verification), BATCH), surely=True):
            repaired += len(ids) - len(failed)
            for package_id, reason in failed.items():
                _tell(package_id, reason)
    if not verification.counts.total():
        return verification
    click.echo(f"repaired={repaired}")
    return _print_differences()


def _printed(verification: Verification):
    for difference in verification.differences():
        click.echo(f"{difference.kind} {difference.id}")
        yield difference.id


def _tell(package_id: str, reason: str) -> None:
    click.echo(f"failed {package_id}: {reason}", err=True)
