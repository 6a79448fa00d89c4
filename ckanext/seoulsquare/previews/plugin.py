"""Wires the room `previews` into CKAN."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import types

from ckanext.seoulsquare.documents.interfaces import IFileGate
from ckanext.seoulsquare.previews import cli, config, doors, gate, jobs  # noqa: F401 - cli adds its commands
from ckanext.seoulsquare.previews.findings import views as findings
from ckanext.seoulsquare.previews.logic import offered
from ckanext.seoulsquare.previews.pagecore import cli as pages_cli  # noqa: F401 - as above
from ckanext.seoulsquare.previews.pagecore import follow
from ckanext.seoulsquare.previews.viewer import helpers
from ckanext.seoulsquare.previews.viewer import views as viewer
from ckanext.seoulsquare.previews.viewer.resource_view import DocumentView


@tk.blanket.actions(offered.actions)
@tk.blanket.auth_functions
@tk.blanket.blueprints(lambda: [doors.blueprint, viewer.seoulsquare_viewer, findings.seoulsquare_findings])
@tk.blanket.config_declarations
@tk.blanket.helpers(helpers)
class PreviewsPlugin(p.SingletonPlugin, DocumentView):
    """Pages of originals and the leak screen."""

    p.implements(IFileGate)
    p.implements(p.IConfigurer)
    p.implements(p.IResourceView, inherit=True)
    p.implements(p.ISignal)

    def update_config(self, configuration: tk.CKANConfig) -> None:
        """Keep previews below CKAN's other files, unless the administrator configured a storage for them."""
        name = config.storage()
        folder = configuration.get("ckan.storage_path")
        if folder and f"ckan.files.storage.{name}.type" not in configuration:
            configuration[f"ckan.files.storage.{name}.type"] = "ckan:fs"
            configuration[f"ckan.files.storage.{name}.path"] = str(Path(folder).resolve() / name)
            configuration[f"ckan.files.storage.{name}.initialize"] = True
            configuration[f"ckan.files.storage.{name}.overwrite_existing"] = True

    def get_signal_subscriptions(self) -> types.SignalMapping:
        """Look at uploads once the action that brought them is done, and keep the index of pages."""
        after_writes = [jobs.after_action, follow.after_action]
        return {tk.signals.action_succeeded: after_writes, **follow.subscriptions()}

    def held_files(self, resource_ids: Collection[str]) -> Mapping[str, str]:
        """Files that wait for the screen, or were found not to be fit for the public."""
        return gate.held_files(resource_ids)

    def held_file_name(self, name: str) -> str:
        """A name with the personal data in it masked."""
        return gate.public_name(name)
