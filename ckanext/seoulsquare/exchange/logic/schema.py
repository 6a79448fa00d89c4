"""What the room's actions take."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import types

MOST_CHANGES = 1000


@tk.validator_args
def document_changes(
    default: types.ValidatorFactory,
    unicode_safe: types.Validator,
    is_positive_integer: types.Validator,
) -> types.Schema:
    """For `seoulsquare_document_changes`."""
    return {
        "since": [default(""), unicode_safe],
        "limit": [default(500), is_positive_integer, _at_most],
    }


def _at_most(value: int) -> int:
    return min(value, MOST_CHANGES)
