"""Records as a stranger sees them, many at a time: the lines of a dump."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.plugins import get_permission_labels
from ckan.types import Context

from ckanext.seoulsquare.documents.building import Builder, read_records
from ckanext.seoulsquare.documents.service import withhold_files
from ckanext.seoulsquare.exchange.service import Standing, standing

Line = dict[str, Any]


class PublicLines:
    """Makes lines: `change` and `id` as the change feed has them, and `record` as `package_show` gives it.

    What the public may not see is a line `removed`, which has the id alone.
    """

    def __init__(self) -> None:
        self.builder = Builder()
        self.labels = get_permission_labels()
        self.reader = self.labels.get_user_dataset_labels(model.AnonymousUser())  # type: ignore[arg-type]

    def refresh(self) -> None:
        """Read the site's agencies again; they may change during a long dump."""
        self.builder.refresh()

    def of(self, ids: Sequence[str]) -> list[Line]:
        """The lines of these packages, in their order."""
        stored, rare = read_records(ids)
        lines = {one.id: self._line(one.id, SimpleNamespace(**one.package), one) for one in stored}
        for package_id in rare:
            lines[package_id] = self._line(package_id, model.Package.get(package_id), None)
        model.Session.remove()
        return [lines.get(one) or {"change": Standing.REMOVED.value, "id": one} for one in ids]

    def _line(self, package_id: str, package: Any, stored: Any) -> Line:
        now = standing(package, self.labels.get_dataset_labels, self.reader)
        line: Line = {"change": now.value, "id": package_id}
        if now is not Standing.REMOVED:
            line["record"] = self._record(stored) if stored else _shown(package_id)
        return line

    def _record(self, stored: Any) -> dict[str, Any]:
        _, record = self.builder.shown(stored)
        withhold_files(record, model.AnonymousUser())
        return record


def group_lines() -> list[Line]:
    """Agencies and categories as strangers see them, each behind the agency above it."""
    query = model.Session.query(model.Group).filter(model.Group.state == model.State.ACTIVE)
    shown = [_group(group) for group in query.order_by(model.Group.name)]
    model.Session.remove()
    parents = {group["name"]: group.get("parent_agency") for group in shown}
    shown.sort(key=lambda group: _depth(group["name"], parents))
    return [{"change": "group", "id": group["id"], "record": group} for group in shown]


def _depth(name: str, parents: dict[str, str | None]) -> int:
    above: list[str] = []
    while (parent := parents.get(name)) and parent not in above:
        above.append(parent)
        name = parent
    return len(above)


def _group(group: model.Group) -> dict[str, Any]:
    action = "organization_show" if group.is_organization else "group_show"
    leave_out = ("dataset_count", "datasets", "followers", "groups", "tags", "users")
    asked = {f"include_{what}": False for what in leave_out}
    return tk.get_action(action)(stranger(), {"id": group.id, **asked})


def _shown(package_id: str) -> dict[str, Any]:
    return tk.get_action("package_show")(stranger(), {"id": package_id})


def stranger() -> Context:
    """The context of somebody without an account."""
    return Context(user="", auth_user_obj=model.AnonymousUser())  # type: ignore[typeddict-item]
