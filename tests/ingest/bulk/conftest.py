"""Fixtures of the tests of the bulk door."""

from __future__ import annotations

from typing import Any

import pytest

_migrated: list[str] = []


@pytest.fixture
def non_clean_db(with_plugins: None, reset_db_once: None, migrate_db_for: Any) -> None:
    """The database as earlier tests left it, with all tables."""
    for plugin in ("activity", "harvest", "seoulsquare"):
        if plugin not in _migrated:
            migrate_db_for(plugin)
            _migrated.append(plugin)
