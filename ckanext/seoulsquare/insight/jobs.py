"""Background jobs of the room."""

from __future__ import annotations

from ckanext.seoulsquare.insight import config, service


def write_views() -> None:
    """Write the waiting views to the database and the index. Can be repeated without harm."""
    service.write(config.site_id())
