"""Document numbers, telephone numbers and coordinates."""

from __future__ import annotations

import re

from ckanext.seoulsquare.documents.values.errors import N_, InvalidValue

# Department and yearly serial (친환경급식과-6067), possibly with a branch number: Enforcement Decree of the
# Public Records Act, Art 20.
_DOCUMENT_NUMBER = re.compile(r"(?P<department>\S.*?)\s*-\s*(?P<serial>\d+(?:\(\d+\))?)")
_DASHES = str.maketrans("‐‑‒–—―−－", "--------")

# Area codes: 02 is Seoul's, all others have three digits; 15xx and the like have none.
_PHONE = re.compile(r"(?P<area>02|0\d{2})?(?P<office>\d{3,4})(?P<line>\d{4})")
_SHORT_PHONE = re.compile(r"1\d{2}")

# Southernmost to northernmost, westernmost to easternmost land of Korea, rounded outwards.
_LATITUDE = (33.0, 39.0)
_LONGITUDE = (124.0, 132.0)


def parse_document_number(value: object) -> str:
    """The number as `department-serial`, e.g. 정수시설과-119; any dash will do."""
    text = str(value).strip().translate(_DASHES)
    found = _DOCUMENT_NUMBER.fullmatch(text)
    if not found:
        raise InvalidValue(
            N_("{value} is not a document number; expected department and serial, such as 정수시설과-119"),
            value=text,
        )
    return f"{found['department']}-{found['serial']}"


def parse_phone(value: object) -> str:
    """An office telephone number with hyphens, e.g. 02-2133-7670; an extension such as ~8 stays."""
    text = str(value).strip().translate(_DASHES)
    number, tilde, extension = text.partition("~")
    digits = re.sub(r"[-.)(\s]", "", number)
    if _SHORT_PHONE.fullmatch(digits) and not tilde:
        return digits
    found = _PHONE.fullmatch(digits)
    if not found or (tilde and not extension.strip().isdigit()):
        raise InvalidValue(
            N_("{value} is not a telephone number; expected a form such as 02-2133-7670 or 120"), value=text
        )
    return "-".join(part for part in found.groups() if part) + (f"~{extension.strip()}" if tilde else "")


def parse_latitude(value: object) -> str:
    """Degrees north, within Korea."""
    return _degrees(
        value, _LATITUDE, N_("{value} is not a latitude in Korea; expected {low} to {high} degrees")
    )


def parse_longitude(value: object) -> str:
    """Degrees east, within Korea."""
    return _degrees(
        value, _LONGITUDE, N_("{value} is not a longitude in Korea; expected {low} to {high} degrees")
    )


def _degrees(value: object, bounds: tuple[float, float], message: str) -> str:
    text = str(value).strip()
    low, high = bounds
    if not re.fullmatch(r"\d+(\.\d+)?", text) or not low <= float(text) <= high:
        raise InvalidValue(message, value=text, low=int(low), high=int(high))
    return text
