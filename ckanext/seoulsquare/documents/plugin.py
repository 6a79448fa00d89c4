"""Wires the room `documents` into CKAN."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model, types

from ckanext.seoulsquare.documents import agencies, cli, index, labels, views  # noqa: F401  cli adds commands
from ckanext.seoulsquare.documents.logic import offered

LICENCES = Path(__file__).parent / "data" / "licenses.json"


@tk.blanket.actions(offered.actions)
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.helpers
@tk.blanket.validators
class DocumentsPlugin(p.SingletonPlugin, labels.RecordLabels):
    """Kinds, categories, agencies, record pages, relations and visibility."""

    p.implements(p.IConfigurer)
    p.implements(p.IOrganizationController, inherit=True)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IPermissionLabels)
    p.implements(p.ISignal)

    def update_config(self, config: tk.CKANConfig) -> None:
        """Offer the licences of Korea's public sector, unless the administrator offers others."""
        if not config.get("licenses_group_url"):
            config["licenses_group_url"] = LICENCES.as_uri()

    def create(self, entity: Any) -> None:
        """Keep a new agency's place in the hierarchy."""
        if isinstance(entity, model.Group):
            agencies.link_parent(entity)

    def edit(self, entity: Any) -> None:
        """Keep an agency's place in the hierarchy."""
        if isinstance(entity, model.Group):
            agencies.link_parent(entity)

    def after_dataset_show(self, context: types.Context, pkg_dict: dict[str, Any]) -> None:
        """Hide files that are not served; CKAN's own inner calls see all of them."""
        if not context.get("ignore_auth"):
            labels.withhold_files(pkg_dict, context.get("auth_user_obj"))

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Fill the Solr fields of docs/architecture.md."""
        return index.complete(pkg_dict, agencies.path(pkg_dict.get("owner_org")))

    def get_signal_subscriptions(self) -> types.SignalMapping:
        """Give the pages of dataset types short addresses."""
        return {tk.signals.register_blueprint: [views.use_hyphens]}
