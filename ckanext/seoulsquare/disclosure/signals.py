"""What the room tells others, after the commit."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

step_taken = tk.signals.ckanext.signal(
    "seoulsquare:disclosure_step_taken",
    """A step was taken on a case.

    :param sender: id of the case
    :param step: name of the step in states/table.yaml
    :param event: number of its event in the case's log
    :param party: id of the third party it concerns, or ""
    """,
)

changed = tk.signals.ckanext.signal(
    "seoulsquare:disclosure_changed",
    """A case was changed by something else than a step of the table.

    :param sender: id of the case
    :param action: name of the event, as in the log
    """,
)
