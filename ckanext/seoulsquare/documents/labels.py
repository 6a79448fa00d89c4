"""Permission labels: which records a person finds and reads, computed from the record itself.

CKAN writes the labels into the index and asks for them again whenever a record is shown. So an embargo ends
by itself on the record's page, while search follows once the record is indexed again (`ckan seoulsquare
lift-embargoes`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

import ckan.plugins as p
from ckan import authz, model
from ckan.lib.plugins import DefaultPermissionLabels, get_permission_labels

from ckanext.seoulsquare.documents import visibility
from ckanext.seoulsquare.documents.interfaces import IFileGate


def record_of(package: model.Package) -> dict[str, Any]:
    """The package's fields that visibility depends on."""
    return {**package.extras, "type": package.type}


def _record_of_dict(pkg_dict: dict[str, Any]) -> dict[str, Any]:
    """The same of a dataset dict, whose fields are in `extras` where CKAN's default schema made it."""
    extras = {extra["key"]: extra["value"] for extra in pkg_dict.get("extras") or []}
    return {**extras, **pkg_dict}


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


class RecordLabels(DefaultPermissionLabels):
    """CKAN's labels, where a record under embargo or withdrawn is labelled as if it were private."""

    def get_dataset_labels(self, dataset_obj: model.Package) -> list[str]:
        """Labels of which a reader must have one."""
        record = record_of(dataset_obj)
        if visibility.is_withdrawn(record) or visibility.is_embargoed(record, now()):
            return staff_labels(dataset_obj)
        return super().get_dataset_labels(dataset_obj)


def staff_labels(package: model.Package) -> list[str]:
    """Labels of those who could read the package were it private: its agency's people, collaborators."""
    as_private = SimpleNamespace(
        id=package.id,
        state=package.state,
        private=True,
        owner_org=package.owner_org,
        creator_user_id=package.creator_user_id,
    )
    return DefaultPermissionLabels().get_dataset_labels(as_private)  # type: ignore[arg-type]


def is_staff(user: Any, package: model.Package) -> bool:
    """Whether the user (a CKAN user or an anonymous one) belongs to those, or may edit the package.

    Who edits must see the whole record: what an editor does not get, the edited record would lose.
    """
    if not set(staff_labels(package)).isdisjoint(get_permission_labels().get_user_dataset_labels(user)):
        return True
    if user is None or user.is_anonymous:
        return False
    reader: Any = {"user": user.name, "auth_user_obj": user, "package": package}
    return authz.is_authorized_boolean("package_update", reader, {"id": package.id})


def may_read_file(user: Any, resource: model.Resource, package: model.Package) -> bool:
    """Whether the user may have the resource's file or table."""
    file = {"id": resource.id, "url_type": resource.url_type}
    served = visibility.is_served(resource.extras or {}, record_of(package), now())
    return (served and not _held([file])) or is_staff(user, package)


def withhold_files(pkg_dict: dict[str, Any], user: Any) -> None:
    """Take from a dataset dict, in place, whatever would lead this user to files that are not served.

    Of a withdrawn record the text goes too.

    Every door that shows whole datasets must pass through here.
    """
    withhold_files_of([pkg_dict], user)


def withhold_files_of(pkg_dicts: Collection[dict[str, Any]], user: Any) -> None:
    """The same of many datasets, which asks the gates of files once."""
    held = _held(file for pkg_dict in pkg_dicts for file in pkg_dict.get("resources") or [])
    for pkg_dict in pkg_dicts:
        _withhold(pkg_dict, user, held)


def _withhold(pkg_dict: dict[str, Any], user: Any, held: Mapping[str, str]) -> None:
    record, moment = _record_of_dict(pkg_dict), now()
    resources = pkg_dict.get("resources") or []
    reasons = [
        held.get(resource["id"], "") if visibility.is_served(resource, record, moment) else "record"
        for resource in resources
    ]
    withdrawn = visibility.is_withdrawn(record)
    if not any(reasons) and not withdrawn:
        return
    package = model.Package.get(pkg_dict["id"])
    if package and is_staff(user, package):
        return
    pkg_dict["resources"] = [
        visibility.withheld(resource, reason, _held_name) if reason else resource
        for resource, reason in zip(resources, reasons, strict=True)
    ]
    if withdrawn:
        remains = visibility.tombstone(pkg_dict)
        pkg_dict.clear()
        pkg_dict.update(remains)


def _held(files: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Why uploaded files among these are held, by id."""
    ids = [file["id"] for file in files if file.get("url_type") == "upload"]
    held: dict[str, str] = {}
    if ids:
        for gate in p.PluginImplementations(IFileGate):
            held |= gate.held_files(ids)
    return held


def _held_name(name: str) -> str:
    for gate in p.PluginImplementations(IFileGate):
        name = gate.held_file_name(name)
    return name


def withhold_versions(activities: list[dict[str, Any]], user: Any) -> None:
    """Take from a list of activities, in place, the past versions of records that this user is no staff of.

    A version was kept as it was then: it may hold what was withdrawn, closed or masked since. What remains
    says which record it was, called as it is called now.
    """
    for activity in activities:
        version = (activity.get("data") or {}).get("package")
        if not version:
            continue
        package = model.Package.get(version["id"])
        if package and is_staff(user, package):
            continue
        now_called = {"name": package.name, "title": package.title, "type": package.type} if package else {}
        activity["data"] = {**activity["data"], "package": {"id": version["id"], **now_called}}


def embargoed_among(names: Collection[str]) -> set[str]:
    """Those of these ids or names of packages that are under embargo now."""
    package = model.Package
    query = sa.select(package.id, package.name).where(
        sa.or_(package.name.in_(names), package.id.in_(names)), _embargo_until() > now().strftime(_UTC)
    )
    return {text for row in model.Session.execute(query) for text in row}


# Fields keep moments in this form (`values.parse_instant`), which sorts as text.
_UTC = "%Y-%m-%dT%H:%M:%SZ"


def _embargo_until() -> sa.ColumnElement[str]:
    return model.Package.extras["embargo_until"].astext
