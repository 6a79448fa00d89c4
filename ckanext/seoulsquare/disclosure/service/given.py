"""What is entered with a step, read from JSON into the values that the table of steps judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_

LONGEST = 5_000


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a step; empty ones are left out. `InvalidError` for one of the wrong form or an unknown
    key.
    """
    return {key: _reader(key)(key, value) for key, value in data.items() if value not in (None, "", [], ())}


def _reader(key: str) -> Callable[[str, Any], Any]:
    if key not in _READERS:
        raise InvalidError(key, N_("No step takes this."))
    return _READERS[key]


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise InvalidError(key, N_("A text of at most {longest} characters is wanted."), longest=LONGEST)
    return value.strip()


def _day(key: str, value: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise InvalidError(key, N_("A date such as 2026-01-31 is wanted.")) from None


def _number(key: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise InvalidError(key, N_("A whole number is wanted.")) from None


def _flag(_key: str, value: Any) -> bool:
    return value in (True, "true", "True", "on", "1", 1)


def _names(key: str, value: Any) -> list[str]:
    values = value.split(",") if isinstance(value, str) else list(value)
    return [name for each in values if (name := _text(key, each))]


def _one_of(*codes: str) -> Callable[[str, Any], str]:
    def read_code(key: str, value: Any) -> str:
        if value not in codes:
            raise InvalidError(key, N_("One of these is wanted: {known}."), known=", ".join(codes))
        return value

    return read_code


_READERS: dict[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(
        (
            "agency", "body", "council_exemption", "department", "document_number", "earlier_case",
            "location", "method", "name", "email", "phone", "address", "note", "number", "opinion",
            "place", "purport", "question", "reason", "result", "reviewer",
        ),
        _text,
    ),
    **dict.fromkeys(
        ("date", "disclosure_on", "expires_on", "notified_on", "reached_on", "until"), _day
    ),
    **dict.fromkeys(("amount", "days", "ground"), _number),
    "approval": _one_of("self", "delegated", "acting"),
    "language": _one_of("ko", "zh", "en"),
    "members": _names,
    "requester_asked": _flag,
}  # fmt: skip
