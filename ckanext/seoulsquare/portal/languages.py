"""The reader's language: codes, tags and which of several texts to show. Knows nothing of CKAN."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

# Locale of CKAN -> language code of our data, BCP 47 tag of the page, own name of the language.
LANGUAGES = {
    "ko_KR": ("ko", "ko", "한국어"),
    "zh_Hans_CN": ("zh", "zh-Hans", "中文"),
    "en": ("en", "en", "English"),
}
DEFAULT_LOCALE = "ko_KR"

# The archive is Korean first, so Korean stands in for what a reader's language lacks.
FALLBACKS = {"ko": ("ko", "en", "zh"), "zh": ("zh", "ko", "en"), "en": ("en", "ko", "zh")}


def code(locale: str | None) -> str:
    """Language code of our data (`ko`, `zh`, `en`) for a locale of CKAN; unknown locales read English."""
    return LANGUAGES.get(locale or DEFAULT_LOCALE, LANGUAGES["en"])[0]


def tag(locale: str | None) -> str:
    """BCP 47 tag for `lang` attributes; locales that we do not offer keep their own tag."""
    locale = locale or DEFAULT_LOCALE
    return LANGUAGES[locale][1] if locale in LANGUAGES else locale.replace("_", "-")


def locale(page_tag: str) -> str:
    """The locale of CKAN whose pages carry this `lang`."""
    return next(locale for locale, (_, tag, _) in LANGUAGES.items() if tag == page_tag)


def pick(value: Any, language: str) -> tuple[str, str]:
    """The text for a reader of `language`, and the language code it is in.

    `value` is a mapping by language code or by locale, such a mapping as JSON, or plain text, whose
    language is unknown and comes back as "".
    """
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return value, ""
    if not isinstance(value, Mapping):
        return (str(value), "") if value else ("", "")
    by_code = {LANGUAGES[key][0] if key in LANGUAGES else key: text for key, text in value.items()}
    for candidate in FALLBACKS[language]:
        if by_code.get(candidate):
            return str(by_code[candidate]), candidate
    return "", ""


def number(value: float, locale: str | None) -> str:
    """`value` with the separators of `locale`: 11187861 -> 11,187,861."""
    return format_decimal(value, locale=_babel(locale))


def day(value: str | date, locale: str | None, style: str) -> str:
    """A date in words of `locale`; text that is no ISO date comes back as it is.

    `style` is one of babel's: `full` (with the weekday), `long` (2020년 6월 9일, 2020年6月9日, June 9, 2020),
    `medium` or `short`.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            return value
    return format_date(value, format=style, locale=_babel(locale))


def moment(value: str | datetime, locale: str | None, zone: tzinfo, style: str = "long") -> str:
    """A moment as the clock of `zone` shows it, to the minute, in words of `locale`; see `day` for `style`.

    :param value: a datetime, or one in ISO format; without a zone of its own it is UTC
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            return value
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    there = value.astimezone(zone)
    return f"{day(there, locale, style)} {there:%H:%M}"


def _babel(locale: str | None) -> Locale:
    return Locale.parse(locale or DEFAULT_LOCALE)
