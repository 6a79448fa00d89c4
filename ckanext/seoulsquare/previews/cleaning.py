"""Removes what is kept for files that are gone: withdrawn, deleted, replaced."""

from __future__ import annotations

import logging

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews import storage
from ckanext.seoulsquare.previews.announcing import announce
from ckanext.seoulsquare.previews.model import Content, Upload, is_kept

log = logging.getLogger(__name__)


def forget(package_id: str) -> None:
    """Remove previews of a record that was withdrawn or deleted, unless others have the same content.

    Commits. Its files wait again: should the record come back, its previews are made anew. Decisions stay.
    """
    files = [file for file in Upload.of_package(package_id) if not file.is_wanted()]
    hashes = {file.content_hash for file in files if file.content_hash}
    for file in files:
        if file.state != "infected":
            file.state, file.content_hash, file.attempts = "waiting", "", 0
    model.Session.commit()
    used = set(model.Session.scalars(sa.select(Upload.content_hash).where(Upload.content_hash.in_(hashes))))
    _remove(hashes - used)
    announce(files)


def clean() -> tuple[int, int]:
    """Remove what no record needs any more; how many records' and how many contents'. Commits."""
    gone = sa.select(Upload.package_id).distinct().join(model.Package, model.Package.id == Upload.package_id)
    packages = model.Session.scalars(gone.where(~is_kept(), Upload.content_hash != "")).all()
    for package_id in packages:
        forget(package_id)
    unused = {content.content_hash for content in Content.unused()}
    _remove(unused)
    return len(packages), len(unused)


def _remove(hashes: set[str]) -> None:
    for content_hash in hashes:
        content = Content.get(content_hash)
        if content is not None:
            pages = content.pages
            model.Session.delete(content)
            model.Session.commit()  # first: nobody is shown what is half removed
            storage.remove(content_hash, pages)
            log.info("removed the preview of content %s", content_hash)
