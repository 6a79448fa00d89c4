"""A record's Solr document, as CKAN's `PackageSearchIndex.index_package` makes it before plugins see it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
from dateutil.parser import ParserError, parse

from ckan.lib.search.index import (
    KEY_CHARS,
    PACKAGE_TYPE,
    RESERVED_FIELDS,
    TYPE_FIELD,
    escape_xml_illegal_chars,
)

from ckanext.seoulsquare.documents.building.site import Site

log = logging.getLogger(__name__)

_KEY_CHARS = frozenset(KEY_CHARS)
_RESERVED = frozenset(RESERVED_FIELDS)
_RESOURCE_FIELDS = [
    ("name", "res_name"),
    ("description", "res_description"),
    ("format", "res_format"),
    ("url", "res_url"),
    ("resource_type", "res_type"),
]
_LISTS = ("resources", "tags", "groups", "extras", "relationships_as_subject", "relationships_as_object")


def document(default: Mapping[str, Any], own: Mapping[str, Any], site: Site) -> dict[str, Any]:
    """The document of a record shown by the default schema and by its own; without permission labels."""
    result = dict(default)
    for name in _LISTS:
        result.pop(name, None)
    result["data_dict"] = orjson.dumps(default).decode()
    result["validated_data_dict"] = orjson.dumps(own).decode()
    if title := default.get("title"):
        result["title_string"] = title
    _add_extras(result, default)
    result["tags"] = [tag["name"] for tag in default["tags"]]
    result["capacity"] = "private" if default["private"] else "public"
    result["groups"] = []
    result["organization"] = default["organization"]["name"] if default.get("organization") else None
    if default["resources"]:
        for own_name, name in [*_RESOURCE_FIELDS, *site.resource_extras]:
            result[name] = [resource.get(own_name, "") for resource in default["resources"]]
    result[TYPE_FIELD] = PACKAGE_TYPE
    result["dataset_type"] = default["type"]
    for name in [name for name in result if name.endswith("_date")]:
        result[name] = _date(result[name])  # what is no date is None, and is not sent
    for name in ("title", "notes", "title_string"):
        if result.get(name):
            result[name] = escape_xml_illegal_chars(result[name])
    if result.get("title"):
        result["title"] = result["title"].lstrip()
    result["metadata_created"] += "Z"
    result["metadata_modified"] += "Z"
    result["site_id"] = site.id
    result["index_id"] = index_id(default["id"], site.id)
    return result


def _add_extras(result: dict[str, Any], default: Mapping[str, Any]) -> None:
    """Each extra under a name of its own, and under its key where no field of CKAN's has that name."""
    taken = default.keys() | {"title_string"} if default.get("title") else default.keys()
    for extra in default["extras"]:
        key, twin, is_reserved = _key(extra["key"])
        result[twin] = extra["value"]
        if not is_reserved and key not in taken:
            result[key] = extra["value"]


def index_id(package_id: str, site_id: str) -> str:
    """The key of a record's document in the index."""
    return hashlib.md5(f"{package_id}{site_id}".encode(), usedforsecurity=False).hexdigest()


@lru_cache(1024)
def _key(name: str) -> tuple[str, str, bool]:
    """An extra's key as a field's name, that of its twin, and whether the field is another's."""
    key = "".join(letter for letter in name if letter in _KEY_CHARS)
    return key, f"extras_{key}", key in _RESERVED or key in ("data_dict", "validated_data_dict")


@lru_cache(65536)
def _date(text: str) -> str | None:
    """A date as Solr takes it, or None for what is none."""
    if not text:
        return None
    try:
        date = parse(text)
    except ParserError:
        log.warning("%r is not a valid date", text)
        return None
    return date.isoformat() + ("" if date.tzinfo else "Z")
