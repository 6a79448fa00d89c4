"""Wires the room `exchange` into CKAN."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import types

from ckanext.seoulsquare.documents.signals import visibility_changed
from ckanext.seoulsquare.exchange import cli, feed  # noqa: F401  cli adds commands


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.config_declarations
class ExchangePlugin(p.SingletonPlugin):
    """What other systems need to keep a copy of the archive; doors that hold at any size of it."""

    p.implements(p.IConfigurer)
    p.implements(p.ISignal)

    def update_config(self, config: tk.CKANConfig) -> None:
        """Keep accounts from strangers: CKAN counts an account's records, all of them, to show it."""
        config["ckan.auth.public_user_details"] = False

    def get_signal_subscriptions(self) -> types.SignalMapping:
        """Tell harvesters of records whose embargo is over."""
        return {visibility_changed: [feed.renew]}
