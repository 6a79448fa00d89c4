"""Work on uploads in the background: queue `previews` of CKAN's jobs (`ckan jobs worker previews`)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import redis.exceptions
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.previews import cleaning, making
from ckanext.seoulsquare.previews.model import Upload

log = logging.getLogger(__name__)

QUEUE = "previews"
_SECONDS = 3600  # the sandbox ends a job far earlier; this is for a worker that hangs itself

_WRITES = frozenset({
    "package_create", "package_update", "package_patch", "package_revise", "package_delete", "dataset_purge",
    "resource_create", "resource_update", "resource_patch", "resource_delete",
})  # fmt: skip


def make(resource_id: str) -> None:
    """Look at the file of a resource."""
    log.info("file of resource %s: %s", resource_id, making.make(resource_id))


def forget(package_id: str) -> None:
    """Remove what was made of the files of a record that was withdrawn or deleted."""
    cleaning.forget(package_id)


def after_action(action: str, *, context: Any, data_dict: Any, result: Any) -> None:
    """Order what a write of a record calls for. Receiver of CKAN's signal of actions that succeeded."""
    package_id = written_record(action, context, data_dict, result)
    files = Upload.of_package(package_id) if package_id else ()
    if not files:
        return
    if not files[0].is_wanted():
        _enqueue(forget, [package_id])
    _enqueue(make, [file.resource_id for file in files if file.state == "waiting" and not file.attempts])


def wanted(resource_id: str) -> None:
    """A reader waits for a file's preview: it comes before those that nobody asked for. Commits."""
    file = Upload.get(resource_id)
    if file is not None and file.state == "waiting":
        update = (
            sa.update(Upload).where(Upload.resource_id == resource_id).values(priority=Upload.priority + 1)
        )
        model.Session.execute(update)
        model.Session.commit()
        if file.priority == 1:
            _enqueue(make, [resource_id])


def written_record(action: str, context: Any, data_dict: Any, result: Any) -> str:
    """Id of the record that an action wrote, by what the signal tells of it; "" if none was or it is gone."""
    if action not in _WRITES or context.get("defer_commit"):
        return ""
    if isinstance(result, dict):
        found = result.get("package_id") or (result.get("package") or {}).get("id") or result.get("id")
    else:
        found = result if isinstance(result, str) else (data_dict or {}).get("id")
    package = model.Package.get(found) if found else None
    return package.id if package else ""


def _enqueue(function: Any, ids: Iterable[str]) -> None:
    """Order jobs. The table keeps what could not be ordered; `ckan seoulsquare previews make` finds it."""
    try:
        for id_ in ids:
            title = f"{function.__name__} {id_}"
            tk.enqueue_job(function, [id_], title=title, queue=QUEUE, rq_kwargs={"timeout": _SECONDS})
    except redis.exceptions.RedisError as error:
        log.error("work on previews waits, Redis does not answer: %s", error)  # noqa: TRY400 - its cause is outside
