"""Collects the functions of several modules for CKAN's blankets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

PREFIX = "seoulsquare_disclosure_"


def functions(modules: Iterable[ModuleType]) -> dict[str, Callable[..., Any]]:
    """The modules' functions that carry the room's prefix, by name."""
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if name.startswith(PREFIX) and callable(value)
    }
