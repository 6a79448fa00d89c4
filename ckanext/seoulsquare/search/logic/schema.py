"""What the room's actions accept."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

from ckanext.seoulsquare.search.facets import BY_NAME, OTHER_FILTERS
from ckanext.seoulsquare.search.finder import SORTS

MOST_ROWS = 100
# Solr passes over the pages before a numbered one; whoever needs more goes on after a record or a cursor.
DEEPEST_PAGE = 500


@validator_args
def document_search(  # noqa: PLR0913, PLR0917  CKAN fills validators in by name
    default: ValidatorFactory,
    ignore_missing: Validator,
    ignore_empty: Validator,
    isodate: Validator,
    list_of_strings: Validator,
    natural_number_validator: Validator,
    is_positive_integer: Validator,
    limit_to_configured_maximum: ValidatorFactory,
    one_of: ValidatorFactory,
    unicode_safe: Validator,
) -> Schema:
    """Schema of `seoulsquare_document_search`."""
    filters = {name: [ignore_missing, _as_list, list_of_strings] for name in (*BY_NAME, *OTHER_FILTERS)}
    return {
        **filters,
        "q": [default(""), unicode_safe],
        "from": [ignore_empty, isodate],
        "to": [ignore_empty, isodate],
        "sort": [default("relevance"), one_of(list(SORTS))],
        "rows": [default(20), natural_number_validator, _at_most(MOST_ROWS)],
        "page": [default(1), is_positive_integer, _within_reach],
        "cursor": [ignore_empty, unicode_safe],
        "after": [ignore_empty, unicode_safe],
        "before": [ignore_empty, unicode_safe],
        "off": [ignore_missing, _as_list, list_of_strings],
    }


@validator_args
def search_suggest(
    default: ValidatorFactory,
    natural_number_validator: Validator,
    not_missing: Validator,
    unicode_safe: Validator,
) -> Schema:
    """Schema of `seoulsquare_search_suggest`."""
    return {"q": [not_missing, unicode_safe], "limit": [default(6), natural_number_validator, _at_most(20)]}


@validator_args
def term_list(
    default: ValidatorFactory, natural_number_validator: Validator, unicode_safe: Validator
) -> Schema:
    """Schema of `seoulsquare_term_list`."""
    return {
        "q": [default(""), unicode_safe],
        "limit": [default(50), natural_number_validator, _at_most(1000)],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def term_create(not_empty: Validator, default: ValidatorFactory, unicode_safe: Validator) -> Schema:
    """Schema of `seoulsquare_term_create`."""
    text = [not_empty, unicode_safe, _stripped]
    return {
        "ko": text,
        "zh_hans": text,
        "en": text,
        "group": [default("general"), unicode_safe, _stripped],
        "aliases": [default([]), _spellings],
    }


@validator_args
def term_update(not_empty: Validator, unicode_safe: Validator) -> Schema:
    """Schema of `seoulsquare_term_update`."""
    return {**term_create(), "id": [not_empty, unicode_safe]}


@validator_args
def term_delete(not_empty: Validator, unicode_safe: Validator) -> Schema:
    """Schema of `seoulsquare_term_delete`."""
    return {"id": [not_empty, unicode_safe]}


def _as_list(value: object) -> object:
    """One value stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _at_most(limit: int) -> Validator:
    def validate(value: int) -> int:
        return min(value, limit)

    return validate


def _within_reach(page: int) -> int:
    if page > DEEPEST_PAGE:
        message = tk._(
            "Only the first {number} pages are reached by number. Go on after the last record of a page, with"
            " its name as `after`, or read everything with `cursor`."
        )
        raise tk.Invalid(message.format(number=DEEPEST_PAGE))
    return page


def _stripped(value: str) -> str:
    return " ".join(value.split())


def _spellings(value: str | list[str]) -> list[str]:
    """Other spellings, as a list or in one text with `|` between them."""
    parts = value.split("|") if isinstance(value, str) else value
    return list(dict.fromkeys(spelling for part in parts if (spelling := _stripped(str(part)))))
