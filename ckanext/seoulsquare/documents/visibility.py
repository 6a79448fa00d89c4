"""Who may see a record, and which of its files are served: plain rules over plain values.

The law requires that the list of all records is public, so a closed record's metadata is; its files are not.
A record here is a mapping with the fields of its schema and `type`; a file is a resource as a mapping.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from ckanext.seoulsquare.documents.kinds import KINDS

Record = Mapping[str, Any]


def disclosure_of(record: Record) -> str:
    """`open`, `partial`, `closed`, `restricted`, or "" where nobody classified the record.

    A record of a kind that the city publishes as such is open unless it says otherwise, and so is a dataset
    of a type that is none of our kinds.
    """
    kind = KINDS.get(record.get("type", ""))
    return record.get("disclosure") or ("open" if kind is None or kind.published else "")


def is_withdrawn(record: Record) -> bool:
    """Whether the record was withdrawn: a tombstone tells why, search leaves it out, files are not served."""
    return bool(record.get("withdrawn_at"))


def is_embargoed(record: Record, now: dt.datetime) -> bool:
    """Whether the record's time has not come yet. `now` must have a zone."""
    until = record.get("embargo_until")
    return bool(until) and dt.datetime.fromisoformat(until) > now


def is_served(file: Mapping[str, Any], record: Record, now: dt.datetime) -> bool:
    """Whether anyone may have this file of the record.

    Of an open record every file that is not itself marked otherwise; of a partly open one only those marked
    open; of any other record none.
    """
    if is_withdrawn(record) or is_embargoed(record, now):
        return False
    marked = file.get("disclosure") or ""
    match disclosure_of(record):
        case "open":
            return marked in ("", "open")
        case "partial":
            return marked == "open"
        case _:
            return False


def withheld(file: Mapping[str, Any], reason: str, public_name: Callable[[str], str]) -> dict[str, Any]:
    """The file as strangers see it: what it is called, and nothing by which it could be fetched.

    :param reason: `record` (the record's class or time), or what a gate said (see `interfaces.IFileGate`)
    :param public_name: gives a name or description without what strangers may not read in it
    """
    shown = {key: file[key] for key in _PUBLIC_FACTS if key in file}
    shown |= {key: public_name(shown[key]) for key in ("name", "description") if shown.get(key)}
    return {**shown, "url": "", "datastore_active": False, "withheld": True, "withheld_reason": reason}


def tombstone(record: Mapping[str, Any]) -> dict[str, Any]:
    """A withdrawn record as strangers see it: which one it was, when it left and why, and nothing it said."""
    kind = KINDS.get(record.get("type", ""))
    kept = {*_TOMBSTONE_FACTS, *(kind.key if kind else ())}
    shown = {key: value for key, value in record.items() if key in kept}
    if "extras" in record:
        shown["extras"] = [extra for extra in record["extras"] if extra["key"] in kept]
    return {**shown, "tags": [], "num_tags": 0}


_TOMBSTONE_FACTS = frozenset({
    "id", "name", "title", "title_translated", "type", "state", "private", "language", "category",
    "owner_org", "organization", "groups", "department", "document_number", "production_date", "disclosure",
    "withdrawn_at", "withdrawal_reason", "metadata_created", "metadata_modified", "resources",
    "num_resources", "creator_user_id", "isopen", "license_title", "relationships_as_subject",
    "relationships_as_object",
})  # fmt: skip

_PUBLIC_FACTS = (
    "id", "package_id", "name", "description", "format", "mimetype", "role", "disclosure", "unit", "position",
    "size", "state", "created", "last_modified", "metadata_modified", "resource_type",
)  # fmt: skip
