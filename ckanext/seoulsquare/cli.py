"""The command group `ckan seoulsquare`; each room adds its commands in its own cli.py."""

from __future__ import annotations

import click


@click.group(name="seoulsquare", short_help="Run an information-disclosure portal.")
def seoulsquare() -> None:
    """Load, index and check the archive of an information-disclosure portal."""


def get_commands() -> list[click.Command]:
    """The group; CKAN's blanket calls this."""
    return [seoulsquare]
