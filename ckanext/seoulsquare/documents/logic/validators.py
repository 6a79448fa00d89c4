"""Validators of the schemas: thin wrappers around `documents.values`.

Those of records look at one field at a time and ask no database, so that a writer in bulk can apply the same
rules to plain rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import types

from ckanext.scheming.validation import scheming_validator

from ckanext.seoulsquare.documents import agencies, values
from ckanext.seoulsquare.documents.kinds import KINDS, dataset_name

LANGUAGES = frozenset({"ko", "zh", "en"})


def _reader(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A validator that reads its value with `read` and tells what is wrong in the reader's language."""

    def validator(value: Any) -> Any:
        try:
            return read(value)
        except values.InvalidValue as error:
            raise tk.Invalid(tk._(error.message).format(**error.facts)) from error

    validator.__doc__ = read.__doc__
    return validator


seoulsquare_date = _reader(values.parse_date)
seoulsquare_local_time = _reader(values.parse_local_time)
seoulsquare_instant = _reader(values.parse_instant)
seoulsquare_year = _reader(values.parse_year)
seoulsquare_money = _reader(values.parse_money)
seoulsquare_money_unit = _reader(values.parse_unit)
seoulsquare_number = _reader(values.parse_number)
seoulsquare_phone = _reader(values.parse_phone)
seoulsquare_latitude = _reader(values.parse_latitude)
seoulsquare_longitude = _reader(values.parse_longitude)
seoulsquare_document_number = _reader(values.parse_document_number)
seoulsquare_retention = _reader(values.parse_retention)
seoulsquare_disclosure = _reader(values.parse_disclosure)
seoulsquare_grounds = _reader(lambda value: json.dumps(values.parse_grounds(value)))


def _is_empty(value: Any) -> bool:
    return value is tk.missing or value is None or value in ([], {}) or not str(value).strip()


@scheming_validator
def seoulsquare_filled(field: dict[str, Any], schema: dict[str, Any]) -> types.Validator:
    """Refuse an empty value of a required field, leave out an empty value of any other; zero is not empty."""

    def validator(key: types.FlattenKey, data: types.FlattenDataDict, errors: Any, context: Any) -> None:
        if not _is_empty(data.get(key)):
            return
        if field.get("required"):
            errors[key].append(tk._("Missing value"))
        else:
            data.pop(key, None)
        raise tk.StopOnError

    return validator


@scheming_validator
def seoulsquare_kept(field: dict[str, Any], schema: dict[str, Any]) -> types.Validator:
    """Keep the stored value where an update says nothing about the field; an empty value still clears it."""

    def validator(key: types.FlattenKey, data: types.FlattenDataDict, errors: Any, context: Any) -> None:
        package = context.get("package")
        if data.get(key) is tk.missing and package:
            data[key] = package.extras.get(field["field_name"], tk.missing)

    return validator


@scheming_validator
def seoulsquare_record_name(field: dict[str, Any], schema: dict[str, Any]) -> types.Validator:
    """Make the dataset name from the record's key; a name that says something else is refused."""
    kind = KINDS[schema["dataset_type"]]

    def validator(key: types.FlattenKey, data: types.FlattenDataDict, errors: Any, context: Any) -> None:
        parts = [data.get((name,)) for name in kind.key]
        if any(_is_empty(part) for part in parts):
            raise tk.StopOnError  # the key's own validators complain
        name = dataset_name(kind.type, *(str(part) for part in parts))
        if not _is_empty(data.get(key)) and data[key] != name:
            raise tk.Invalid(
                tk._("{value} is not the name of this record; its key makes it {name}").format(
                    value=data[key], name=name
                )
            )
        data[key] = name

    return validator


@scheming_validator
def seoulsquare_category(field: dict[str, Any], schema: dict[str, Any]) -> types.Validator:
    """The kind's own category where none is given."""
    default = KINDS[schema["dataset_type"]].category
    return lambda value: default if _is_empty(value) else value


def seoulsquare_text_list(value: Any) -> str:
    """A list of texts as JSON, from a list, its JSON, or one text; empty entries are left out."""
    if isinstance(value, str):
        try:
            loaded = json.loads(value) if value.lstrip().startswith("[") else value
        except ValueError:
            loaded = value
        value = loaded if isinstance(loaded, list) else [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise tk.Invalid(tk._("{value} is not a list of texts").format(value=value))
    return json.dumps([item.strip() for item in value if item.strip()], ensure_ascii=False)


def seoulsquare_translations(value: Any) -> str:
    """Texts by language (`ko`, `zh`, `en`) as JSON, from a dict or its JSON."""
    try:
        texts = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        texts = None
    if not isinstance(texts, dict) or not set(texts) <= LANGUAGES:
        raise tk.Invalid(tk._("{value} does not give texts by language: ko, zh and en").format(value=value))
    return json.dumps({code: str(text) for code, text in texts.items() if text}, ensure_ascii=False)


def seoulsquare_parent_agency(
    key: types.FlattenKey, data: types.FlattenDataDict, errors: Any, context: Any
) -> None:
    """The name of another organization, which is not below this one."""
    own = context.get("group")
    problem = agencies.problem_with_parent(data[key], own.name if own else None)
    if problem:
        raise tk.Invalid(tk._(problem).format(parent=data[key]))
