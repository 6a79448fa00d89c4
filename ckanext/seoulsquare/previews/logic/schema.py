"""What the room's actions accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

from ckanext.seoulsquare.previews.findings.listing import CONCERNS, SORTS
from ckanext.seoulsquare.previews.leaks.kinds import KINDS
from ckanext.seoulsquare.previews.states import DECISIONS

MOST_ROWS = 100
MOST_PAGES = 1000
DEEPEST = 10_000


@validator_args
def page_search(
    default: ValidatorFactory,
    ignore_empty: Validator,
    natural_number_validator: Validator,
    not_missing: Validator,
    unicode_safe: Validator,
) -> Schema:
    """Schema of `seoulsquare_page_search`."""
    return {
        "q": [not_missing, unicode_safe],
        "resource_id": [ignore_empty, unicode_safe],
        "package_id": [ignore_empty, unicode_safe],
        "rows": [default(20), natural_number_validator, _at_most(MOST_ROWS)],
        "start": [default(0), natural_number_validator, _at_most(DEEPEST)],
    }


@validator_args
def page_list(
    default: ValidatorFactory,
    natural_number_validator: Validator,
    not_empty: Validator,
    unicode_safe: Validator,
) -> Schema:
    """Schema of `seoulsquare_page_list`."""
    return {
        "resource_id": [not_empty, unicode_safe],
        "rows": [default(100), natural_number_validator, _at_most(MOST_PAGES)],
        "start": [default(0), natural_number_validator],
    }


@validator_args
def preview_findings(  # noqa: PLR0913, PLR0917  CKAN fills validators in by name
    default: ValidatorFactory,
    ignore_empty: Validator,
    isodate: Validator,
    natural_number_validator: Validator,
    one_of: ValidatorFactory,
    unicode_safe: Validator,
) -> Schema:
    """Schema of `seoulsquare_preview_findings`."""
    return {
        "concern": [ignore_empty, one_of(list(CONCERNS))],
        "decided": [default("no"), one_of(["no", "yes", "any"])],
        "agency": [ignore_empty, unicode_safe],
        "kind": [ignore_empty, one_of(sorted(KINDS))],
        "type": [ignore_empty, unicode_safe],
        "from": [ignore_empty, isodate],
        "to": [ignore_empty, isodate],
        "resource_id": [ignore_empty, unicode_safe],
        "sort": [default("newest"), one_of(list(SORTS))],
        "rows": [default(20), natural_number_validator, _at_most(MOST_PAGES)],
        "start": [default(0), natural_number_validator],
    }


@validator_args
def preview_decide(
    not_empty: Validator, not_missing: Validator, one_of: ValidatorFactory, unicode_safe: Validator
) -> Schema:
    """Schema of `seoulsquare_preview_decide`."""
    return {
        "resource_id": [not_empty, unicode_safe],
        "decision": [not_missing, one_of([*DECISIONS, ""])],
        "reason": [not_empty, unicode_safe, _stripped, not_empty],
    }


def _stripped(value: str) -> str:
    return value.strip()


def _at_most(limit: int) -> Validator:
    def validate(value: int) -> int:
        return min(value, limit)

    return validate
