"""The room's actions, by what they are about. Their contract is docs/disclosure.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ckanext.seoulsquare.disclosure.logic.gather import functions

from . import asking, calendar, files, following, people, publication, reporting, steps, work


def actions() -> dict[str, Callable[..., Any]]:
    """All of them, for CKAN."""
    return functions([asking, calendar, files, following, people, publication, reporting, steps, work])
