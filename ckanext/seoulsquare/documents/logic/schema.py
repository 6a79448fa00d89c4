"""What the room's actions take."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import types

MOST_RELATED = 20


@tk.validator_args
def document_withdraw(not_empty: types.Validator, unicode_safe: types.Validator) -> types.Schema:
    """For `seoulsquare_document_withdraw`."""
    return {"id": [not_empty, unicode_safe], "reason": [not_empty, unicode_safe]}


@tk.validator_args
def document_restore(not_empty: types.Validator, unicode_safe: types.Validator) -> types.Schema:
    """For `seoulsquare_document_restore`."""
    return {"id": [not_empty, unicode_safe]}


@tk.validator_args
def document_related(
    not_empty: types.Validator,
    unicode_safe: types.Validator,
    default: types.ValidatorFactory,
    natural_number_validator: types.Validator,
) -> types.Schema:
    """For `seoulsquare_document_related`."""
    return {
        "id": [not_empty, unicode_safe],
        "limit": [default(5), natural_number_validator, _at_most_related],
    }


def _at_most_related(value: int) -> int:
    return min(value, MOST_RELATED)
