"""What the change feed learns by signal, because no row of a package tells it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ckan import model

from ckanext.seoulsquare.exchange.model import Change


def renew(_sender: Any, *, package_ids: Collection[str], **_: Any) -> None:
    """Tell harvesters of these packages again. Receives `seoulsquare:visibility_changed`."""
    Change.renew(package_ids)
    model.Session.commit()
