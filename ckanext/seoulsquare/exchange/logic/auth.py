"""Who may read the feeds."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import types


@tk.auth_allow_anonymous_access
def seoulsquare_document_changes(context: types.Context, data_dict: types.DataDict) -> types.AuthResult:
    """Anybody; what each reader is told of a record depends on the record's permission labels."""
    return {"success": True}
