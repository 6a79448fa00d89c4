"""Tells other rooms that what readers may see of some files changed."""

from __future__ import annotations

from collections.abc import Iterable

from ckanext.seoulsquare.documents.signals import visibility_changed
from ckanext.seoulsquare.previews.model import Upload
from ckanext.seoulsquare.previews.signals import preview_changed


def announce(files: Iterable[Upload]) -> None:
    """Send the signals for these uploads; after the commit."""
    found = [(file.resource_id, file.package_id) for file in files]
    if found:
        preview_changed.send(resource_ids=[resource_id for resource_id, _ in found])
        visibility_changed.send(package_ids=sorted({package_id for _, package_id in found}))
