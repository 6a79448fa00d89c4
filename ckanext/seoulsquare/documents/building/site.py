"""Facts of the site that every record's index document needs, read once for many records."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import plugins as lib_plugins
from ckan.logic import schema as core_schemas
from ckan.types import Context


class Site:
    """Organizations, licences, schemas and plugins as they are when this is made."""

    def __init__(self) -> None:
        self.id: str = tk.config["ckan.site_id"]
        self.removes_deleted: bool = tk.config["ckan.search.remove_deleted_packages"]
        self.organizations = {row.id: _shown(row._mapping) for row in _organizations()}
        self.licences = {
            licence.id: _terms(licence) for licence in model.Package.get_license_register().values()
        }
        self.resource_extras = [(name, f"res_extras_{name}") for name in model.Resource.get_extra_columns()]
        self.resource_controllers = [
            plugin
            for plugin in p.PluginImplementations(p.IResourceController)
            if overrides(plugin, p.IResourceController, "before_resource_show")
        ]
        self.show_schemas: dict[str, dict[str, Any]] = {}

    def show_schema(self, kind: str) -> dict[str, Any]:
        """The schema by which a type's records are shown, filled in by the type's own plugin."""
        if kind not in self.show_schemas:
            plugin = lib_plugins.lookup_package_plugin(kind)
            schema = plugin.show_package_schema()
            context = Context(session=model.Session, ignore_auth=True)
            lib_plugins.plugin_validate(plugin, context, {"type": kind, "extras": []}, schema, "package_show")
            self.show_schemas[kind] = schema
        return self.show_schemas[kind]

    @staticmethod
    def default_show_schema() -> dict[str, Any]:
        """The schema of CKAN's own by which records are shown to other code."""
        return core_schemas.default_show_package_schema()


def _terms(licence: Any) -> dict[str, Any]:
    """What a record's dictionary says of its licence."""
    if not licence.url:
        return {"isopen": bool(licence.isopen()), "license_title": licence.title}
    return {
        "isopen": bool(licence.isopen()),
        "license_url": licence.url,
        "license_title": licence.title.split("::")[-1],
    }


def overrides(plugin: Any, interface: Any, hook: str) -> bool:
    """Whether a plugin has a hook of its own, not the interface's empty one."""
    own = getattr(type(plugin), hook, None)
    return own is not None and own is not getattr(interface, hook, None)


def _organizations() -> Any:
    group = model.group_table
    return model.Session.execute(sa.select(group).where(group.c.state == model.State.ACTIVE))


def _shown(row: Any) -> dict[str, Any]:
    return {
        str(name): value.isoformat() if isinstance(value, dt.datetime) else value
        for name, value in row.items()
        if name != "extras"
    }
