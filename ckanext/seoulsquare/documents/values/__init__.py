"""Reading the values that occur in a city's lists: dates, money, disclosure classes and the like.

Plain functions over plain values, without CKAN: validators and the readers of lists call the same ones.
Each returns the value in the form in which the archive keeps it, or raises `InvalidValue`, which names the
value and says what is accepted. An empty value is the caller's business, except where it means something.
"""

from __future__ import annotations

from ckanext.seoulsquare.documents.values.classes import (
    parse_disclosure,
    parse_grounds,
    parse_retention,
)
from ckanext.seoulsquare.documents.values.dates import (
    parse_date,
    parse_instant,
    parse_local_time,
    parse_year,
)
from ckanext.seoulsquare.documents.values.errors import InvalidValue
from ckanext.seoulsquare.documents.values.identifiers import (
    parse_document_number,
    parse_latitude,
    parse_longitude,
    parse_phone,
)
from ckanext.seoulsquare.documents.values.money import (
    UNITS,
    parse_money,
    parse_number,
    parse_unit,
    read_numeral,
)

__all__ = [
    "UNITS",
    "InvalidValue",
    "parse_date",
    "parse_disclosure",
    "parse_document_number",
    "parse_grounds",
    "parse_instant",
    "parse_latitude",
    "parse_local_time",
    "parse_longitude",
    "parse_money",
    "parse_number",
    "parse_phone",
    "parse_retention",
    "parse_unit",
    "parse_year",
    "read_numeral",
]
