"""Dates and times in the forms that occur in Korean public lists."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from ckanext.seoulsquare.documents.values.errors import N_, InvalidValue

SEOUL = ZoneInfo("Asia/Seoul")
EPOCH = dt.date(1970, 1, 1)
FIRST_YEAR, LAST_YEAR = 1900, 2100

_DAY = r"\s*[-./년]\s*(?P<month>\d{1,2})\s*[-./월]\s*(?P<day>\d{1,2})\s*[.일]?|(?P<packed>\d{4})"
_DATE = rf"(?P<year>\d{{4}})(?:{_DAY})"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
_PACKED_CLOCK = r"(?P<hour_>\d{2})(?P<minute_>\d{2})(?P<second_>\d{2})?"
_WEEKDAY = r"(?:\s*\([월화수목금토일]\))?"
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_MOMENT = re.compile(rf"{_DATE}{_WEEKDAY}(?:(?:\s*T\s*|\s+){_CLOCK}{_ZONE}|{_PACKED_CLOCK})?")
_BARE_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


def parse_date(value: object) -> str:
    """The date as `YYYY-MM-DD`.

    Accepts 20210111, 2021-01-11, 2021/01/11, 2021.1.11., `2021. 1. 11.`, 2021년 1월 11일, each also with a
    time (which is left out), and date objects. A bare time is no date, and 1970-01-01 is what software makes
    of an empty date, so neither is taken. A moment with a zone falls on the day that it is in Seoul.
    """
    return parse_local_time(value)[:10]


def parse_local_time(value: object) -> str:
    """The moment on Seoul's clocks as `YYYY-MM-DDTHH:MM:SS`; midnight where no time is given."""
    moment = _read(value)
    if moment.tzinfo:
        moment = moment.astimezone(SEOUL).replace(tzinfo=None)
    return moment.isoformat(timespec="seconds")


def parse_instant(value: object) -> str:
    """The moment in UTC as `YYYY-MM-DDTHH:MM:SSZ`; a time without a zone is read on Seoul's clocks."""
    moment = _read(value)
    if not moment.tzinfo:
        moment = moment.replace(tzinfo=SEOUL)
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_year(value: object) -> str:
    """The year as four digits, from 2021, `2021년`, `2021년도`."""
    found = re.fullmatch(r"(\d{4})\s*(년|년도|年|年度)?", str(value).strip())
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR or int(found[1]) == EPOCH.year:
        raise InvalidValue(N_("{value} is not a year; expected four digits, such as 2021"), value=value)
    return found[1]


def _read(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        moment = value
    elif isinstance(value, dt.date):
        moment = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001  a date has no zone
    else:
        moment = _read_text(str(value).strip())
    if moment.date() == EPOCH:
        raise InvalidValue(
            N_("{value} is an empty date that software turned into 1970-01-01; leave it out or correct it"),
            value=value,
        )
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise InvalidValue(
            N_("{value} lies outside the years {first} to {last}"),
            value=value,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return moment


def _read_text(text: str) -> dt.datetime:
    if _BARE_CLOCK.fullmatch(text):
        raise InvalidValue(N_("{value} is a time without a date"), value=text)
    found = _MOMENT.fullmatch(text)
    if not found:
        raise InvalidValue(
            N_("{value} is not a date; expected a form such as 2021-01-11, 20210111 or 2021.1.11."),
            value=text,
        )
    part = found.groupdict()
    packed = part["packed"] or ""
    month, day = (packed[:2], packed[2:]) if packed else (part["month"], part["day"])
    hour, minute, second = (part[name] or part[f"{name}_"] or 0 for name in ("hour", "minute", "second"))
    try:
        return dt.datetime(
            int(part["year"]),
            int(month),
            int(day),
            int(hour),
            int(minute),
            int(second),
            tzinfo=_zone(part["zone"]),
        )
    except ValueError:
        raise InvalidValue(N_("{value} does not exist in the calendar or on the clock"), value=text) from None


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return dt.UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
