"""Fixtures that every room's tests share. CKAN's own come from its pytest plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"

_apps: dict[tuple[str, ...], Any] = {}


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the large real samples beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the real samples are not kept in the repository and are absent here")
    return SHARED


@pytest.fixture(scope="session")
def migrate_once(migrate_db_for: Any) -> Any:
    """Callable that makes the tables of the plugins that react to datasets, the first time it is called."""
    made: list[str] = []

    def migrate() -> None:
        for plugin in ("activity", "harvest", "seoulsquare"):
            if plugin not in made:
                migrate_db_for(plugin)
                made.append(plugin)

    return migrate


@pytest.fixture
def clean_db(with_plugins: None, reset_db: Any, migrate_once: Any) -> None:
    """An empty database with the tables of CKAN and of this extension; CKAN empties tables and keeps them."""
    reset_db()
    migrate_once()


@pytest.fixture
def non_clean_db(with_plugins: None, reset_db_once: None, migrate_once: Any) -> None:
    """The database as earlier tests left it, with the tables of CKAN and of this extension."""
    migrate_once()


@pytest.fixture
def shared_app(ckan_config: dict[str, Any], make_app: Any, with_plugins: None) -> Any:
    """One test client for each list of plugins: a new one costs half a second a test."""
    key = tuple(ckan_config["ckan.plugins"])
    client = _apps.get(key)
    if client is None:
        client = _apps[key] = make_app()
    client.set_session_user(None)
    return client
