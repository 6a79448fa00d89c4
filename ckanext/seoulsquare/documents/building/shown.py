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
from ckanext.seoulsquare.documents.building.stored import Stored

# Validators that leave a stored value as it is.
_IDLE = ("unicode_safe", "not_empty", "name_validator", "package_name_validator", "convert_from_extras")


class _Field:
    """What a show schema does to one field: leaves it out when it is None, puts it through validators."""

    def __init__(self, place: tuple[Any, ...], validators: Any) -> None:
        idle = {tk.get_validator(name) for name in _IDLE[:-1]} | {tk.get_converter(_IDLE[-1])}
        ignore_missing = tk.get_validator("ignore_missing")
        self.drops_none = ignore_missing in validators
        steps = [step for step in validators if step not in idle and step is not ignore_missing]
        self.rule = FieldRule(place, steps, Context(session=model.Session)) if steps else None
        self.may_look_around = any(step.__code__.co_argcount > 2 for step in steps)  # noqa: PLR2004 - key, data, ...

    def value(self, value: Any, flat: dict[Any, Any]) -> Any:
        """The value as it is shown."""
        if self.rule is None or value is None:
            return value
        shown = self.rule.outcome(value, flat)
        return value if shown is FAULT else shown


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
        self.looks_around = any(field.may_look_around for field in self.fields.values())

    def show(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The fields as the schema shows them; lists of dicts are none of its business."""
        flat = {(*self.place, name): value for name, value in raw.items()} if self.looks_around else {}
        shown = {}
        for name, value in raw.items():
            field = self.fields.get(name)
            if field is None:
                if self.keeps:
                    shown[name] = value
            elif value is not None or not field.drops_none:
                shown[name] = value if field.rule is None else field.value(value, flat)
        return shown


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
        default = self.default.show(raw) | lists
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
        own = self.own.show(fields) | parts | lists
        own["resources"] = [self.own_resource.show(resource) for resource in resources]
        if rest or not extras:
            own["extras"] = rest
        return default, own

    def _resource(self, stored: Stored, row: Mapping[str, Any]) -> dict[str, Any]:
        shown = {name: _plain(value) for name, value in row.items() if name != "extras"}
        shown |= row["extras"]
        url = shown["url"]
        if shown.get("url_type") == "upload":
            shown["url"] = tk.h.url_for(
                f"{stored.package['type'] or 'dataset'}_resource.download",
                id=stored.id,
                resource_id=row["id"],
                filename=munge.munge_filename(url.rsplit("/")[-1]),
                qualified=True,
            )
        elif url and not urlsplit(url).scheme:
            shown["url"] = "http://" + url.lstrip("/")
        for plugin in self.site.resource_controllers:
            plugin.before_resource_show(shown)
        return shown


def _is_part(name: str, rules: Any, default: Mapping[str, Any]) -> bool:
    return isinstance(rules, dict) and name not in default


def _core(stored: Stored, site: Site) -> dict[str, Any]:
    """The package's own fields and what CKAN derives from them."""
    package = stored.package
    raw = {name: _plain(value) for name, value in package.items() if name not in ("extras", "plugin_data")}
    if raw["title"]:
        raw["title"] = raw["title"].strip()
    raw["type"] = package["type"] or "dataset"
    raw["num_resources"] = len(stored.resources)
    raw["num_tags"] = len(stored.tags)
    raw["organization"] = site.organizations.get(package["owner_org"])
    licence = site.licences.get(package["license_id"]) if package["license_id"] else None
    raw["isopen"] = bool(licence and licence.isopen())
    if licence and licence.url:
        raw["license_url"] = licence.url
        raw["license_title"] = licence.title.split("::")[-1]
    else:
        raw["license_title"] = licence.title if licence else package["license_id"]
    return raw


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value
