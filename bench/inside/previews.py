"""Files of every format, uploaded and looked at one after the other."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.seoulsquare.previews import making, service

_NAME = "bench-previews"


def make(files: list[str]) -> dict[str, Any]:
    """Upload these files to a record, look at each, and say what that took; name of the record."""
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]

    def act(action: str, **data: Any) -> Any:
        return tk.get_action(action)(Context(user=user, ignore_auth=True), data)

    try:
        agency = act("organization_show", id=_NAME)
    except tk.ObjectNotFound:
        agency = act("organization_create", name=_NAME)
    record = {"type": "dataset", "title": "files of every format", "owner_org": agency["id"]}
    package = act("package_create", name=f"{_NAME}-{time.time_ns()}", **record)
    looked_at = []
    for path in map(Path, files):
        with path.open("rb") as stream:
            file = FileStorage(stream, filename=path.name)
            resource = act("resource_create", package_id=package["id"], name=path.name, upload=file)
        started = time.perf_counter()
        making.make(resource["id"], again=True)
        seconds = time.perf_counter() - started
        state = service.files([resource["id"]])[resource["id"]]
        looked_at.append({
            "id": resource["id"], "format": state.format, "pages": state.pages, "status": state.status,
            "seconds": seconds, "public": not state.held,
        })  # fmt: skip
    return {"record": package["name"], "files": looked_at}
