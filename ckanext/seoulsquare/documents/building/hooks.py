"""Plugins' `before_dataset_index` for many records at once.

Each hook is called for each record, in CKAN's order, as CKAN does. Some ask the database for every
record, which would be most of the time of a load; for those this module knows what they would do to a
whole batch, and calls them, or does the same, only where they would do something.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.documents import agencies, index
from ckanext.seoulsquare.documents.building.site import overrides
from ckanext.seoulsquare.insight import service as insight

# Their `after_dataset_show` acts for pages and for readers, never for the index.
IDLE_AFTER_SHOW = frozenset({"dcat", "seoulsquare_documents"})

Document = dict[str, Any]
Hook = Callable[[list[Document]], list[Document]]


class Hooks:
    """The hooks of the plugins that are loaded."""

    def __init__(self) -> None:
        self.agency_paths = agencies.paths()
        self.hooks: list[Hook] = [
            self._hook(plugin)
            for plugin in p.PluginImplementations(p.IPackageController)
            if overrides(plugin, p.IPackageController, "before_dataset_index")
        ]

    def apply(self, documents: list[Document]) -> list[Document]:
        """The documents after every plugin's hook."""
        for hook in self.hooks:
            documents = hook(documents)
        return documents

    def _hook(self, plugin: Any) -> Hook:
        known = {
            "seoulsquare_documents": self._complete,
            "seoulsquare_insight": _with_view_counts,
            "harvest": lambda documents: _harvest(plugin, documents),
            "dcat": lambda documents: _dcat(plugin, documents),
        }
        each: Hook = lambda documents: [plugin.before_dataset_index(document) for document in documents]  # noqa: E731
        return known.get(plugin.name, each)

    def _complete(self, documents: list[Document]) -> list[Document]:
        return [
            index.complete(document, self.agency_paths.get(document.get("owner_org") or "", ()))
            for document in documents
        ]


def _with_view_counts(documents: list[Document]) -> list[Document]:
    totals = insight.totals([document["id"] for document in documents])
    for document in documents:
        document["view_count"] = totals.get(document["id"], 0)
    return documents


def _harvest(plugin: Any, documents: list[Document]) -> list[Document]:
    """ckanext-harvest adds to harvested records where they come from, and nothing to others."""
    ids = _harvested([document["id"] for document in documents])
    for position, document in enumerate(documents):
        if document["id"] in ids or isinstance(document.get("status"), dict):
            documents[position] = plugin.before_dataset_index(document)
    return documents


def _harvested(ids: Sequence[str]) -> set[str]:
    rows = model.Session.execute(
        sa.text("SELECT package_id FROM harvest_object WHERE current AND package_id = ANY(:ids)"),
        {"ids": list(ids)},
    )
    return {row.package_id for row in rows}


def _dcat(plugin: Any, documents: list[Document]) -> list[Document]:
    """ckanext-dcat flattens repeating parts; it asks for the whole schema to see that there are none."""
    parts = {kind: _parts(kind) for kind in {document["type"] for document in documents}}
    return [
        document if parts[document["type"]].isdisjoint(document) else plugin.before_dataset_index(document)
        for document in documents
    ]


def _parts(kind: str) -> set[str]:
    schema = tk.h.scheming_get_dataset_schema(kind) or {"dataset_fields": []}
    return {field["field_name"] for field in schema["dataset_fields"] if "repeating_subfields" in field}


def as_sent(document: Mapping[str, Any]) -> Document:
    """The document without empty values, as CKAN's Solr client sends it."""
    return {name: value for name, value in document.items() if value is not None and value != ""}
