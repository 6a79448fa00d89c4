"""What the database holds, and how large it is."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import search


def sizes() -> dict[str, Any]:
    """Bytes of the database, and of its larger tables with and without their indexes."""
    tables = model.Session.execute(
        sa.text(
            "SELECT relname, pg_total_relation_size(oid), pg_indexes_size(oid) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC LIMIT 8"
        )
    )
    return {
        "database": model.Session.scalar(sa.text("SELECT pg_database_size(current_database())")),
        "tables": {name: {"all": size, "indexes": indexes} for name, size, indexes in tables},
        "packages": model.Session.scalar(sa.text("SELECT count(*) FROM package WHERE state = 'active'")),
    }


def rebuild(most: int) -> dict[str, Any]:
    """Index the newest datasets as `ckan search-index rebuild` does; their number, and its seconds."""
    newest = sa.select(model.Package.id).filter_by(state="active")
    ids = model.Session.scalars(newest.order_by(model.Package.metadata_created.desc()).limit(most)).all()
    search.rebuild(package_ids=ids[:1])  # what is made once in a process is made
    started = time.perf_counter()
    search.rebuild(package_ids=ids)
    search.commit()
    return {"documents": len(ids), "seconds": time.perf_counter() - started}


def versions() -> dict[str, str]:
    """Versions of the database and of CKAN."""
    from ckan import __version__

    return {
        "PostgreSQL": str(model.Session.scalar(sa.text("SHOW server_version"))),
        "CKAN": __version__,
    }


def seed() -> dict[str, int]:
    """Make the categories and agencies that every portal starts with."""
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    return tk.get_action("seoulsquare_seed")({"user": user, "ignore_auth": True}, {})
