"""Which actions the room offers: its own, and passages for the search among records where there is one."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
from ckan.authz import get_local_functions

from ckanext.seoulsquare.previews.logic import action, chained


def actions() -> dict[str, Any]:
    """Actions by name. What does not exist can't be chained, so it depends on the plugins of the site."""
    found = dict(get_local_functions(action))
    if p.plugin_loaded("seoulsquare_search"):
        found["seoulsquare_document_search"] = chained.seoulsquare_document_search
    return found
