"""Index documents of stored records."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import ckan.plugins as p
from ckan import model
from ckan.lib import plugins as lib_plugins
from ckan.types import Context

from ckanext.seoulsquare.documents.building.document import document
from ckanext.seoulsquare.documents.building.hooks import IDLE_AFTER_SHOW, Hooks, as_sent
from ckanext.seoulsquare.documents.building.shown import TypeView
from ckanext.seoulsquare.documents.building.site import Site, overrides
from ckanext.seoulsquare.documents.building.stored import Stored


class Builder:
    """Makes Solr documents. It reads organizations, licences and plugins once: make a new one for each run.

    Permission labels come from the site's IPermissionLabels, which is given the columns of the package as
    attributes and no more. IPackageController's `read` is not called. Not for threads.
    """

    def __init__(self) -> None:
        self.labels = lib_plugins.get_permission_labels()
        self.refresh()
        self.after_show = [
            plugin
            for plugin in p.PluginImplementations(p.IPackageController)
            if overrides(plugin, p.IPackageController, "after_dataset_show")
            and plugin.name not in IDLE_AFTER_SHOW
        ]

    def refresh(self) -> None:
        """Read the site's facts again, after an organization was made."""
        self.site = Site()
        self.hooks = Hooks()
        self.views: dict[str, TypeView] = {}

    def view(self, kind: str) -> TypeView:
        """How records of a type are shown."""
        if kind not in self.views:
            self.views[kind] = TypeView(kind, self.site)
        return self.views[kind]

    def shown(self, stored: Stored) -> tuple[dict[str, Any], dict[str, Any]]:
        """The record by CKAN's default schema and by its type's own, as the index gets them."""
        default, own = self.view(stored.package["type"] or "dataset").both(stored)
        for plugin in self.after_show:
            context = Context(session=model.Session, ignore_auth=True, use_cache=False, validate=False)
            plugin.after_dataset_show(context, own)
        return default, own

    def documents(self, records: Sequence[Stored]) -> list[dict[str, Any]]:
        """The documents of records, in their order, as they are sent to Solr.

        Deleted records must not be among them when the site keeps those out of the index.
        """
        built = self.hooks.apply([document(*self.shown(stored), self.site) for stored in records])
        for stored, made in zip(records, built, strict=True):
            made["permission_labels"] = self.labels.get_dataset_labels(SimpleNamespace(**stored.package))
        return [as_sent(made) for made in built]
