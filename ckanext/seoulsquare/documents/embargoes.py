"""Bringing records whose embargo is over into search."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.lib import search

from ckanext.seoulsquare.documents import labels

_BATCH = 200


def lift() -> int:
    """Index again the public records whose embargo is over and that search still hides; how many there were.

    Asks the index, which knows what it hides: however many embargoes there were in the past, only those that
    ended since the last time are looked at.
    """
    over = f'embargo_until:[* TO "{labels.now():%Y-%m-%dT%H:%M:%SZ}"]'
    query = {
        "fq": f"{over} -permission_labels:public -withdrawn:true",
        "fl": ["id"],
        "sort": "id asc",
        "rows": _BATCH,
    }
    lifted = 0
    while found := [
        hit["id"] for hit in tk.get_action("package_search")({"ignore_auth": True}, dict(query))["results"]
    ]:
        search.rebuild(package_ids=found)
        search.commit()
        lifted += len(found)
        query["start"] = 0
    return lifted
