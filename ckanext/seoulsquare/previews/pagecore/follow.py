"""Keeps the index of pages as the files are.

What the public may no longer read leaves the index at once; what it may read comes in by a job of the queue
`previews`. Answers are checked again when they are shown, so a late index shows nothing that is hidden.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

import pysolr

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.documents.signals import visibility_changed
from ckanext.seoulsquare.previews import jobs, states
from ckanext.seoulsquare.previews.pagecore import documents, holding
from ckanext.seoulsquare.previews.pagecore.documents import public
from ckanext.seoulsquare.previews.shown import Shown
from ckanext.seoulsquare.previews.signals import preview_changed
from ckanext.seoulsquare.search import pages
from ckanext.seoulsquare.search.verify import batches

log = logging.getLogger(__name__)

_BATCH = 200
"""Pages, or files, that go to Solr at a time."""


def subscriptions() -> dict[Any, list[Any]]:
    """Who hears of what readers may see of files and records."""
    return {preview_changed: [files_changed], visibility_changed: [records_changed]}


def files_changed(_sender: Any, resource_ids: Collection[str]) -> None:
    """Follow the signal `preview_changed`."""
    if not documents.is_on():
        return
    wrong = set(resource_ids)
    try:
        held = holding.held_of(resource_ids)
        now = {resource_id: public(resource_id) for resource_id in resource_ids}
        forget([resource_id for resource_id in held if now[resource_id] is None])
        wrong = {one for one in now if now[one] and held.get(one) != holding.expected(now[one])}
    except (pysolr.SolrError, holding.PagesIncomparableError):
        log.exception("The index of pages does not answer; jobs bring it up to date")
    for some in batches(sorted(wrong), _BATCH):
        tk.enqueue_job(bring, [some], title="index pages of files", queue=jobs.QUEUE)


def records_changed(_sender: Any, package_ids: Collection[str]) -> None:
    """Follow changes of records: a class, an embargo or a withdrawal decides about files too."""
    if not documents.is_on():
        return
    for package_id in package_ids:
        files = set(states.files_of(package_id))
        try:
            files.update(holding.held_of_record(package_id))
        except holding.PagesIncomparableError:
            log.exception("The index of pages does not answer")
        if files:
            files_changed(None, files)


def after_action(action: str, *, context: Any, data_dict: Any, result: Any) -> None:
    """Follow writes of records. Receiver of CKAN's signal of actions that succeeded."""
    if package_id := jobs.written_record(action, context, data_dict, result):
        records_changed(None, [package_id])


def bring(resource_ids: Collection[str], *, anew: bool = False) -> None:
    """Make the index hold of these files what it should. `anew`: write also what it holds already."""
    held = holding.held_of(resource_ids)
    for resource_id in resource_ids:
        preview = public(resource_id)
        if held.get(resource_id) == holding.expected(preview) and not anew:
            continue
        forget([resource_id])
        if preview is not None:
            _add(preview)
    pages.solr().commit()


def _add(preview: Shown) -> None:
    solr = pages.solr()
    for some in batches(documents.of(preview), _BATCH):
        solr.add(some)
    model.Session.expire_all()
    now = public(preview.resource_id)
    if now is None or now.etag != preview.etag:
        forget([preview.resource_id])  # somebody decided otherwise while it was read


def forget(resource_ids: Collection[str]) -> None:
    """Take all pages of these files out of the index."""
    for some in batches(resource_ids, _BATCH):
        query = "{!terms f=resource_id}" + ",".join(some)
        pages.connection().delete(q=query, commit=False, softCommit=True)
