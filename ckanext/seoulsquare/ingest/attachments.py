"""Resources of loaded records: links, files and tables; tables go to the DataStore through xloader."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.seoulsquare.ingest.records import Record, TableFile

Resource = dict[str, Any]


def links(record: Record) -> list[Resource]:
    """Resources that point to an address; one without an address says that there is none."""
    return [dict(resource) for resource in record.resources if "file" not in resource]


def uploads(record: Record) -> list[Resource]:
    """Resources that bring a file along: files beside the list, and the record's tables."""
    files = [resource for resource in record.resources if "file" in resource]
    return [*(_file(resource) for resource in files), *(_table(table) for table in record.tables)]


def _file(resource: Resource) -> Resource:
    path = Path(resource["file"])
    described = {name: value for name, value in resource.items() if name != "file"}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"format": path.suffix.lstrip(".").upper(), **described, "source_digest": digest, "upload": path}


def _table(table: TableFile) -> Resource:
    return {
        "name": table.title,
        "role": "table",
        "format": "CSV",
        "mimetype": "text/csv",
        "source_digest": table.digest,
        "upload": table.path,
    }


def upload(context: Context, package_id: str, wanted: list[Resource], record: Record) -> None:
    """Upload files to a record that is in the database, and hand its tables to xloader."""
    kept = tk.get_action("package_show")(context.copy(), {"id": package_id})["resources"]
    names = {(resource["role"], resource["name"]) for resource in wanted}
    resources = [resource for resource in kept if (resource.get("role"), resource["name"]) not in names]
    opened = []
    try:
        for resource in wanted:
            path: Path = resource["upload"]
            stream = path.open("rb")
            opened.append(stream)
            known = next(
                (r for r in kept if (r.get("role"), r["name"]) == (resource["role"], resource["name"])), {}
            )
            resources.append(
                {**known, **resource, "upload": FileStorage(stream, filename=_filename(path, record))}
            )
        updated = tk.get_action("package_patch")(context.copy(), {"id": package_id, "resources": resources})
    finally:
        for stream in opened:
            stream.close()
    for table in record.tables:
        made = next(
            (r for r in updated["resources"] if r.get("role") == "table" and r["name"] == table.title), None
        )
        if made and any(resource["name"] == table.title for resource in wanted):
            _to_datastore(context, made["id"], table)


def _filename(path: Path, record: Record) -> str:
    """Tables are named after their record, other files as they are."""
    return f"{record.name}.csv" if path.suffix == ".csv" else path.name


def _to_datastore(context: Context, resource_id: str, table: TableFile) -> None:
    """Lay down the data dictionary, which xloader keeps, and see that xloader loads the rows."""
    if not p.plugin_loaded("datastore"):
        return
    wanted = [(column.id, column.type, column.label, column.unit) for column in table.columns]
    kept = _dictionary(context, resource_id)
    if kept != wanted:
        if kept:
            tk.get_action("datastore_delete")(context.copy(), {"resource_id": resource_id, "force": True})
            _forget_task(context, resource_id)  # it may have filled the table that is gone
        fields = [
            {"id": name, "type": kind, "info": {"label": label, "unit": unit, "type_override": kind}}
            for name, kind, label, unit in wanted
        ]
        tk.get_action("datastore_create")(
            context.copy(), {"resource_id": resource_id, "force": True, "fields": fields}
        )
    if p.plugin_loaded("xloader") and not _task(context, resource_id):
        tk.get_action("xloader_submit")(context.copy(), {"resource_id": resource_id, "ignore_hash": True})


def _dictionary(context: Context, resource_id: str) -> list[tuple[str, str, str, str]]:
    """Name, type, label and unit of the columns of a table in the DataStore; empty where there is none."""
    try:
        fields = tk.get_action("datastore_info")(context.copy(), {"id": resource_id})["fields"]
    except tk.ObjectNotFound:
        return []
    infos = [(field["id"], field["type"], field.get("info", {})) for field in fields]
    return [(name, kind, info.get("label", ""), info.get("unit", "")) for name, kind, info in infos]


def _task(context: Context, resource_id: str) -> dict[str, Any] | None:
    """The task of xloader that waits for the resource, which CKAN's own hooks may have put there."""
    query = {"entity_id": resource_id, "task_type": "xloader", "key": "xloader"}
    with contextlib.suppress(tk.ObjectNotFound):
        task = tk.get_action("task_status_show")(context.copy(), query)
        return task if task["state"] in ("submitting", "pending") else None
    return None


def _forget_task(context: Context, resource_id: str) -> None:
    """Forget a waiting task: xloader takes no second one for a resource while one waits."""
    if task := _task(context, resource_id):
        tk.get_action("task_status_delete")(context.copy(), {"id": task["id"]})
