"""A record as `package_show` gives it, without CKAN's walk over every field."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import munge
from ckan.lib.navl import dictization_functions as navl
from ckan.types import Context

from ckanext.seoulsquare.documents.building.rules import FAULT, FieldRule
from ckanext.seoulsquare.documents.building.site import Site
from ckanext.seoulsquare.documents.building.stored import Stored, moments

# Validators that leave a stored value as it is.
_IDLE = ("unicode_safe", "not_empty", "name_validator", "package_name_validator", "convert_from_extras")
_PLANS = 1000
"""Combinations of fields of which it is remembered how each is shown."""

_MOMENTS = moments(model.package_table)
_MOMENTS_OF_RESOURCES = moments(model.resource_table)
_WEB = ("http://", "https://")

_Plan = list[tuple[str, bool, FieldRule | None]]


class _Field:
    """What a show schema does to one field: leaves it out when it is None, puts it through validators."""

    def __init__(self, place: tuple[Any, ...], validators: Any) -> None:
        idle = {tk.get_validator(name) for name in _IDLE[:-1]} | {tk.get_converter(_IDLE[-1])}
        ignore_missing = tk.get_validator("ignore_missing")
        self.drops_none = ignore_missing in validators
        steps = [step for step in validators if step not in idle and step is not ignore_missing]
        self.rule = FieldRule(place, steps, Context(session=model.Session)) if steps else None


class ShowSchema:
    """A show schema, compiled. `keeps`: fields that it does not name are kept, as in resources."""

    def __init__(
        self, schema: Mapping[str, Any], place: tuple[Any, ...] = (), *, keeps: bool = False
    ) -> None:
        plain = {
            name: rules
            for name, rules in schema.items()
            if not name.startswith("__") and isinstance(rules, list)
        }
        self.place = place
        self.keeps = keeps
        self.fields = {name: _Field((*place, name), rules) for name, rules in plain.items()}
        self.plans: dict[tuple[str, ...], _Plan] = {}

    def show(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The fields as the schema shows them; lists of dicts are none of its business."""
        names = tuple(raw)
        plan = self.plans.get(names) or self._plan(names)
        shown: dict[str, Any] = {}
        for name, drops_none, rule in plan:
            value = raw[name]
            if value is None:
                if not drops_none:
                    shown[name] = None
            elif rule is None:
                shown[name] = value
            else:
                outcome = rule.outcome(value, lambda: self._flat(raw))
                shown[name] = value if outcome is FAULT else outcome
        return shown

    def _plan(self, names: tuple[str, ...]) -> _Plan:
        """For each field that is shown: whether it is left out when it is None, and its validators."""
        plan: _Plan = [
            (name, field.drops_none, field.rule) if (field := self.fields.get(name)) else (name, False, None)
            for name in names
            if self.keeps or name in self.fields
        ]
        if len(self.plans) < _PLANS:
            self.plans[names] = plan
        return plan

    def _flat(self, raw: Mapping[str, Any]) -> dict[Any, Any]:
        return {(*self.place, name): value for name, value in raw.items()}


class TypeView:
    """How the records of one type are shown."""

    def __init__(self, kind: str, site: Site) -> None:
        default, own = site.default_show_schema(), site.show_schema(kind)
        self.site = site
        self.default = ShowSchema(default)
        self.default_resource = ShowSchema(default["resources"], ("resources", 0), keeps=True)
        self.own = ShowSchema(own)
        self.own_resource = ShowSchema(own["resources"], ("resources", 0), keeps=True)
        from_extras = tk.get_converter("convert_from_extras")
        self.from_extras = {
            name for name, rules in own.items() if isinstance(rules, list) and from_extras in rules
        }
        self.parts = {name: {name: rules} for name, rules in own.items() if _is_part(name, rules, default)}

    def both(self, stored: Stored) -> tuple[dict[str, Any], dict[str, Any]]:
        """The record by the default schema and by its type's own, as CKAN indexes them."""
        raw = _core(stored, self.site)
        resources = [self._resource(stored, row) for row in stored.resources]
        lists = {
            "tags": [{**tag, "display_name": tag["name"]} for tag in stored.tags],
            "groups": [],
            "relationships_as_subject": [],
            "relationships_as_object": [],
        }
        extras = stored.package["extras"] or {}
        default = self.default.show(raw)
        default.update(lists)
        default["resources"] = [self.default_resource.show(resource) for resource in resources]
        default["extras"] = [{"key": key, "value": value} for key, value in extras.items()]
        fields, parts, rest = dict(raw), {}, []
        for key, value in extras.items():
            if key in self.from_extras:
                fields[key] = value
            elif key in self.parts:
                parts |= navl.validate({key: json.loads(value)}, self.parts[key])[0]
            else:
                rest.append({"key": key, "value": value})
        own = self.own.show(fields)
        own.update(parts)
        own.update(lists)
        own["resources"] = [self.own_resource.show(resource) for resource in resources]
        if rest or not extras:
            own["extras"] = rest
        return default, own

    def _resource(self, stored: Stored, row: Mapping[str, Any]) -> dict[str, Any]:
        shown = dict(row)
        shown.update(shown.pop("extras"))
        for name in _MOMENTS_OF_RESOURCES:
            shown[name] = _plain(shown[name])
        url = shown["url"]
        if shown.get("url_type") == "upload":
            shown["url"] = tk.h.url_for(
                f"{stored.package['type'] or 'dataset'}_resource.download",
                id=stored.id,
                resource_id=row["id"],
                filename=munge.munge_filename(url.rsplit("/")[-1]),
                qualified=True,
            )
        elif url and not url.startswith(_WEB) and not urlsplit(url).scheme:
            shown["url"] = "http://" + url.lstrip("/")
        for plugin in self.site.resource_controllers:
            plugin.before_resource_show(shown)
        return shown


def _is_part(name: str, rules: Any, default: Mapping[str, Any]) -> bool:
    return isinstance(rules, dict) and name not in default


def _core(stored: Stored, site: Site) -> dict[str, Any]:
    """The package's own fields and what CKAN derives from them."""
    package = stored.package
    raw = dict(package)
    del raw["extras"], raw["plugin_data"]
    for name in _MOMENTS:
        raw[name] = _plain(raw[name])
    if raw["title"]:
        raw["title"] = raw["title"].strip()
    raw["type"] = package["type"] or "dataset"
    raw["num_resources"] = len(stored.resources)
    raw["num_tags"] = len(stored.tags)
    raw["organization"] = site.organizations.get(package["owner_org"])
    licence = site.licences.get(package["license_id"])
    raw.update(licence or {"isopen": False, "license_title": package["license_id"]})
    return raw


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value
