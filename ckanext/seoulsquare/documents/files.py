"""The files of a record as its page lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

ROLES = ("original", "minutes", "plan", "result", "attachment", "photo", "table", "")
"""Order of the list: the main text first."""


@dataclass(frozen=True)
class File:
    """A file of a record; a withheld one has neither address nor preview, but a reason (architecture.md)."""

    id: str
    name: str
    role: str
    format: str
    facts: list[str]
    url: str
    page_url: str
    withheld: str = ""


def record_files(pkg: dict[str, Any], role_label: Callable[[str], str]) -> list[File]:
    """The files in the order of their roles; a table that lies in the DataStore only is no file.

    :param pkg: the record as this reader may see it: `package_show` takes addresses of withheld files away
    :param role_label: the reader's word for a role
    """
    order = {role: place for place, role in enumerate(ROLES)}
    files = [resource for resource in pkg["resources"] if resource.get("url_type") != "datastore"]
    files.sort(key=lambda resource: order.get(resource.get("role") or "", len(order)))
    return [_file(pkg, resource, role_label) for resource in files]


def _file(pkg: dict[str, Any], resource: dict[str, Any], role_label: Callable[[str], str]) -> File:
    role, size = resource.get("role") or "", resource.get("size")
    facts = [
        role_label(role) if role else "",
        resource.get("format") or "",
        tk.h.localised_filesize(int(size)) if size else "",
    ]
    page_url = tk.h.url_for(f"{pkg['type']}_resource.read", id=pkg["name"], resource_id=resource["id"])
    return File(
        id=resource["id"],
        name=tk.h.resource_display_name(resource),
        role=role,
        format=resource.get("format") or "",
        facts=[fact for fact in facts if fact],
        url=resource.get("url") or "",
        page_url=page_url if resource.get("url") and resource.get("has_views") else "",
        withheld=(resource.get("withheld_reason") or "record") if resource.get("withheld") else "",
    )
