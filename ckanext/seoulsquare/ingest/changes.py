"""What a record would change in the archive: kept values compared with those of a list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Resource = dict[str, Any]

OWN = ("role", "name")
"""Fields that tell the resources of a list apart; resources that others added are left alone."""


def changed_fields(kept: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose values differ from the kept ones. Empty and absent are the same."""
    return {name: value for name, value in fields.items() if comparable(kept.get(name)) != comparable(value)}


def comparable(value: Any) -> Any:
    """A value as it is compared: the archive keeps as text or JSON what lists have as numbers or lists."""
    if isinstance(value, str):
        return _comparable_text(value.strip())
    if isinstance(value, Mapping):
        return {key: inner for key, item in value.items() if (inner := comparable(item)) not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [comparable(item) for item in value] or ""
    if value is None:
        return ""
    return str(value)


def _comparable_text(text: str) -> Any:
    if text[:1] in ("[", "{"):
        try:
            return comparable(json.loads(text))
        except ValueError:
            return text
    return text.replace("\r\n", "\n")


def merged_resources(kept: list[Resource], wanted: list[Resource]) -> list[Resource] | None:
    """The record's resources after the load, or None when nothing changes.

    A wanted resource without address and file says that there is none: the kept one of its name goes.
    """
    result = [dict(resource) for resource in kept]
    changed = False
    for resource in wanted:
        index = next((i for i, other in enumerate(result) if _same(other, resource)), None)
        if not resource.get("url") and not resource.get("upload"):
            if index is not None:
                del result[index]
                changed = True
        elif index is None:
            result.append(resource)
            changed = True
        elif different := _differences(result[index], resource):
            result[index] = {**result[index], **different}
            changed = True
    return result if changed else None


def _same(resource: Resource, other: Resource) -> bool:
    return all(resource.get(field) == other.get(field) for field in OWN)


def _differences(kept: Resource, wanted: Resource) -> Resource:
    """What differs; a file counts as the same when its digest is."""
    compared = {name: value for name, value in wanted.items() if name != "upload"}
    different = changed_fields(kept, compared)
    if different and "upload" in wanted and "source_digest" in different:
        different["upload"] = wanted["upload"]
    return different
