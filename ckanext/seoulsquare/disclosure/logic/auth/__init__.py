"""Who may call the room's actions; one function for each, of the action's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ckanext.seoulsquare.disclosure.logic.gather import functions

from . import cases, everyone, office, reporting


def auth_functions() -> dict[str, Callable[..., Any]]:
    """All of them, for CKAN."""
    return functions([cases, everyone, office, reporting])
