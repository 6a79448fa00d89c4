"""Categories and agencies that every portal starts with, from `data/`.

Seeding again brings new data of a release without undoing what an administrator did: a field is written only
where the portal still holds what the last seeding wrote, and what was deleted is not made again.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

_DATA = Path(__file__).parent / "data"
_MEMORY = "seoulsquare.documents.seeded"  # key in CKAN's table system_info

Fields = dict[str, Any]


def categories() -> list[Fields]:
    """The 31 categories, as CKAN groups of type `category`."""
    return [
        _named(row, {"type": "category", "position": str(position)})
        for position, row in enumerate(_read("categories.yaml"), start=1)
    ]


def agencies() -> list[Fields]:
    """The agencies, as CKAN organizations, parents before children."""
    return [_named(row, {}) for row in _read("agencies.yaml")]


def changes(wanted: Mapping[str, Any], current: Mapping[str, Any], last: Mapping[str, Any]) -> Fields:
    """Which fields of what stands in the portal to write: those nobody touched since the last seeding."""
    return {
        field: value
        for field, value in wanted.items()
        if (current.get(field) or None) == (last.get(field) or None) and (current.get(field) or None) != value
    }


def seed(context: Context) -> dict[str, int]:
    """Write categories and agencies with CKAN's actions in this context; counts by what happened to each."""
    memory = json.loads(model.get_system_info(_MEMORY) or "{}")
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for noun, rows in (("group", categories()), ("organization", agencies())):
        for wanted in rows:
            key = f"{noun}/{wanted['name']}"
            counts[_seed_one(noun, wanted, memory.get(key), context)] += 1
            memory[key] = wanted
    model.set_system_info(_MEMORY, json.dumps(memory, ensure_ascii=False))
    return counts


def _seed_one(noun: str, wanted: Fields, last: Fields | None, context: Context) -> str:
    group = model.Group.by_name(wanted["name"])
    if group is None:
        if last is None:
            tk.get_action(f"{noun}_create")(tk.fresh_context(context), dict(wanted))
            return "created"
        return "unchanged"  # made before, and purged since
    if group.state != model.State.ACTIVE:
        return "unchanged"
    current = tk.get_action(f"{noun}_show")(
        tk.fresh_context(context),
        {"id": group.id, "include_dataset_count": False, "include_followers": False},
    )
    changed = changes(wanted, current, last or {})
    if not changed:
        return "unchanged"
    tk.get_action(f"{noun}_patch")(tk.fresh_context(context), {"id": group.id, **changed})
    return "updated"


def _named(row: Fields, fixed: Fields) -> Fields:
    """A row of the data, whose texts stand once for each language, as CKAN's fields."""
    fields = {key: value for key, value in row.items() if key not in ("ko", "zh", "en", "about")}
    fields |= {
        "title": row["ko"],
        "title_translated": {code: row[code] for code in ("ko", "zh", "en")},
        **fixed,
    }
    if about := row.get("about"):
        fields |= {"description": about["ko"], "description_translated": about}
    return fields


@functools.cache
def _read(name: str) -> list[Fields]:
    return yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
