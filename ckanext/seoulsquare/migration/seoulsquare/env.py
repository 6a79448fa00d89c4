"""Runs the migrations of every room: one chain for all tables `seoulsquare_*`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import context
from sqlalchemy import engine_from_config, pool

from ckan.model.meta import metadata

NAME = Path(__file__).parent.name
OPTIONS: dict[str, Any] = {
    "target_metadata": metadata,
    "version_table": f"{NAME}_alembic_version",
    # Autogeneration must not see the tables of CKAN and of other extensions.
    "include_object": lambda _object, name, kind, *_: kind != "table" or name.startswith(NAME),
}


def run_offline() -> None:
    """Print the SQL instead of running it."""
    context.configure(url=context.config.get_main_option("sqlalchemy.url"), literal_binds=True, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Bring the database up to date."""
    section = context.config.get_section(context.config.config_ini_section, {})
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, **OPTIONS)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
