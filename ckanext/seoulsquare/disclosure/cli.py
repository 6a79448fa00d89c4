"""`ckan seoulsquare deadlines`: the law's clocks, with their sums, and what they bring about each day.
`ckan seoulsquare disclosure`: the keys of personal data, and whether the log is as it was written.
"""

from __future__ import annotations

from datetime import date, datetime

import click

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.disclosure import clock as clocks
from ckanext.seoulsquare.disclosure import config, crypto, daily, events, jobs, law, rotation

_DAY = click.DateTime(["%Y-%m-%d"])


@seoulsquare.command(short_help="Do what deadlines bring about, or explain one.")
@click.option("--explain", "start", type=_DAY, metavar="DATE", help="The day that starts the clock.")
@click.option("--clock", type=click.Choice([clock.value for clock in law.Clock]))
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
    start: datetime | None,
    clock: str | None,
    added: tuple[datetime, ...],
    removed: tuple[datetime, ...],
) -> None:
    """Do once a day what deadlines bring about; with --explain and --clock, print how a deadline comes
    about.

    The daily run reminds officers three working days and one before a deadline, tells of what is overdue
    and of twenty days without a decision, removes files that have expired, erases personal data whose
    retention has ended, and sends the mails that wait. Running it again changes nothing.

    An explanation's last line is the due date.

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
    if start is None or clock is None:
        if start or clock or added or removed:
            raise click.UsageError("--explain and --clock go together, and holidays with them")
        for name, count in sorted(daily.run(clocks.now()).items()):
            click.echo(f"{name}={count}")
        click.echo(f"sent={jobs.send_mails()}")
        return
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


@seoulsquare.group(short_help="Keys and log of disclosure requests.")
def disclosure() -> None:
    """Look after the personal data and the log of disclosure requests."""


@disclosure.command("rotate-keys", short_help="Seal personal data with a new key.")
@click.option("--finish", is_flag=True, help="Seal what is left and drop the old keys.")
def rotate_keys(finish: bool) -> None:
    """Make a new key and seal all personal data and files with it.

    Old keys stay until `--finish`, so that running processes go on. Run it again with `--finish` when all
    of them have read the new key, a minute later at the latest. Keys in the environment are changed there:
    put the new one first, run this with `--finish`, and take the old ones away.
    """
    if not finish and not crypto.add_key():
        raise click.ClickException(
            f"the keys stand in {crypto.VARIABLE}: put a new one first, then use --finish"
        )
    click.echo(f"sealed={rotation.rotate()}")
    if finish and rotation.stale() == 0:
        click.echo(f"dropped={'yes' if crypto.drop_old_keys() else 'no'}")


@disclosure.command("verify-events", short_help="Find out whether the log was tampered with.")
def verify_events() -> None:
    """Check the hash chain of every case's log, that no event and no case is missing. Ends with 1 if not."""
    problems = list(events.verify())
    for problem in problems:
        click.echo(problem)
    click.echo(f"problems={len(problems)}")
    if problems:
        raise SystemExit(1)
