"""Commands of the room."""

from __future__ import annotations

import click

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.documents import embargoes


@seoulsquare.command("seed", short_help="Create the 31 categories and the agencies.")
def seed() -> None:
    """Create the 31 categories and the agencies, or bring them up to date.

    What an administrator changed or deleted since is left alone.
    """
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    counts = tk.get_action("seoulsquare_seed")({"user": user}, {})
    click.echo(" ".join(f"{what}={number}" for what, number in counts.items()))


@seoulsquare.command("lift-embargoes", short_help="Bring records whose embargo is over into search.")
def lift_embargoes() -> None:
    """Bring records whose embargo is over into search. Run it from cron, every few minutes."""
    click.echo(f"lifted={embargoes.lift()}")
