"""`ckan seoulsquare deadlines`: the law's clocks, with their sums."""

from __future__ import annotations

from datetime import date, datetime

import click

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.disclosure import config, law

_DAY = click.DateTime(["%Y-%m-%d"])


@seoulsquare.command(short_help="Explain a deadline of a disclosure request.")
@click.option(
    "--explain", "start", type=_DAY, required=True, metavar="DATE", help="The day that starts the clock."
)
@click.option("--clock", type=click.Choice([clock.value for clock in law.Clock]), required=True)
@click.option(
    "--add-holiday", "added", type=_DAY, multiple=True, metavar="DATE", help="Count this day as a day off."
)
@click.option(
    "--remove-holiday",
    "removed",
    type=_DAY,
    multiple=True,
    metavar="DATE",
    help="Count this public holiday as a working day.",
)
def deadlines(
    start: datetime, clock: str, added: tuple[datetime, ...], removed: tuple[datetime, ...]
) -> None:
    """Print how a deadline comes about; the last line is the due date.

    \b
    The clock starts on the day that
      decision, extension, silence, objection-after-silence   the request was received
      objection                                               the decision notice arrived
      objection-decision, objection-extension                 the objection was received
      third-party                                             the notice reached the third party
      third-party-objection                                   the notice of disclosure reached them
      disclosure, disclosure-gap                              disclosure was decided
      payment                                                 the fee was paid in full
      uncollected, partial-delivery                           disclosure was announced for
    """
    try:
        calendar = law.Calendar(dict.fromkeys(_days(added), "added on the command line"), _days(removed))
        deadline = law.deadline(law.Clock(clock), start.date(), calendar, config.law_settings())
    except (law.NotInForceError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    for line in law.explain(deadline):
        click.echo(line)
    click.echo(deadline.due.isoformat())


def _days(moments: tuple[datetime, ...]) -> list[date]:
    return [moment.date() for moment in moments]
