"""Actions of other rooms to which this one adds."""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.seoulsquare.previews.pagecore import asking
from ckanext.seoulsquare.search.pages import PagesUnreadableError

log = logging.getLogger(__name__)


@tk.chained_action
@tk.side_effect_free
def seoulsquare_document_search(
    next_action: Any, context: Context, data_dict: dict[str, Any]
) -> dict[str, Any]:
    """The search among records, with the best `passage` of each record's files: see `asking.add_passages`.

    A search that had to ask Solr twice for records does not ask for passages: two calls are the most.
    """
    found = next_action(context, data_dict)
    typed, off = str(data_dict.get("q") or ""), data_dict.get("off") or []
    if found["results"] and typed.strip() and not found["loosened"]:
        user = context.get("auth_user_obj") or model.AnonymousUser()
        try:
            asking.add_passages(found["results"], typed, [off] if isinstance(off, str) else off, user)
        except PagesUnreadableError as error:
            log.error("Passages are left out of a search: %s", error)  # noqa: TRY400  Solr's words say it all
    return found
