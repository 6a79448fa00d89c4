"""Bringing records whose embargo is over into search."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.lib import search

from ckanext.seoulsquare.documents import labels
from ckanext.seoulsquare.documents.signals import visibility_changed

_BATCH = 200


def lift() -> int:
    """Index again the public records whose embargo is over and that search still hides; how many there were.

    Asks the index, which knows what it hides: however many embargoes there were in the past, only those that
    ended since the last time are looked at.
    """
    moment = f"{labels.now():%Y-%m-%dT%H:%M:%SZ}"
    last, lifted = "", 0
    while found := _hidden(moment, last):
        search.rebuild(package_ids=found)
        search.commit()
        visibility_changed.send(package_ids=found)
        last, lifted = found[-1], lifted + len(found)
    return lifted


def _hidden(moment: str, last: str) -> list[str]:
    """Ids of the next records behind `last` whose embargo ended by `moment`, but which search still hides."""
    over = f'+embargo_until:[* TO "{moment}"]'
    behind = f'+id:{{"{last}" TO *}}' if last else ""
    query = {
        "fq": f"{over} {behind} -permission_labels:public -withdrawn:true",
        "fl": ["id"],
        "sort": "id asc",
        "rows": _BATCH,
    }
    return [hit["id"] for hit in tk.get_action("package_search")({"ignore_auth": True}, query)["results"]]
