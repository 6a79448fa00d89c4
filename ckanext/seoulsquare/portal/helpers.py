"""Template helpers of the frame: languages, numbers and dates for the reader, navigation."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.documents.service import KINDS
from ckanext.seoulsquare.portal import config, languages

_VENDOR = Path(__file__).parents[1] / "public" / "seoulsquare" / "vendor"


def seoulsquare_language() -> str:
    """Code of the reader's language in our data: `ko`, `zh` or `en`."""
    return languages.code(tk.h.lang())


def seoulsquare_language_tag(language: str | None = None) -> str:
    """BCP 47 tag for a `lang` attribute: of the page, or of a language code of our data."""
    if language is None:
        return languages.tag(tk.h.lang())
    return {"zh": "zh-Hans"}.get(language, language)


def seoulsquare_languages() -> list[dict[str, Any]]:
    """The languages on offer, each with the address of this very page in it.

    :returns: dicts with `locale`, `tag`, `label` (in the language itself), `url` and `current`
    """
    default = tk.config["ckan.locale_default"]
    here = tk.h.lang()
    return [
        {
            "locale": locale.short_name,
            "tag": languages.tag(locale.short_name),
            "label": languages.LANGUAGES.get(locale.short_name, ("", "", locale.display_name))[2],
            "url": tk.h.url_for(
                tk.h.current_url(), locale="default" if locale.short_name == default else locale.short_name
            ),
            "current": locale.short_name == here,
        }
        for locale in tk.h.get_available_locales()
    ]


def seoulsquare_localized(value: Any, field: str | None = None) -> str:
    """The text in the reader's language, or the next best (Korean first, it is the archive's own).

    :param value: a mapping by language code or locale, such a mapping as JSON, or plain text; with
        `field`, a dict that holds `<field>_translated` and `<field>`
    """
    return _pick(value, field)[0]


def seoulsquare_localized_tag(value: Any, field: str | None = None) -> str:
    """The `lang` attribute for what `seoulsquare_localized` shows; "" when it is in the page's own."""
    code = _pick(value, field)[1]
    return "" if code in ("", seoulsquare_language()) else seoulsquare_language_tag(code)


def seoulsquare_number(value: float | str | None, unit: str = "") -> str:
    """A number with separators, and its unit after it; "" for None, other text as it is."""
    if value is None or value == "":
        return ""
    try:
        shown = languages.number(float(value) if "." in str(value) else int(value), tk.h.lang())
    except ValueError:
        shown = str(value)
    return f"{shown} {unit}" if unit else shown


def seoulsquare_date(value: str | date | None, style: str = "long") -> str:
    """A date in the reader's language; "" for None. See `languages.day` for `style`."""
    return languages.day(value, tk.h.lang(), style) if value else ""


def seoulsquare_moment(value: str | datetime | None, style: str = "long") -> str:
    """Day and time of the site's clock (`ckan.display_timezone`) in the reader's language; "" for None."""
    return languages.moment(value, tk.h.lang(), tk.h.get_display_timezone(), style) if value else ""


def seoulsquare_day_of(value: str | datetime | None, style: str = "long") -> str:
    """The day of a moment by the site's clock: 23:30 in UTC is the next day in Seoul; "" for None."""
    return seoulsquare_moment(value, style).rpartition(" ")[0]


def seoulsquare_navigation() -> list[dict[str, Any]]:
    """The main menu: dicts with `label`, `url` and `current`."""
    requests = [(tk._("Disclosure requests"), "/disclosure/")]
    items = [
        (tk._("Approval documents"), "/category/approval-document"),
        (tk._("Meetings"), "/category/meeting"),
        (tk._("Budget"), "/category/budget"),
        (tk._("All information"), "/category/"),
        (tk._("Agencies"), "/agency/"),
        *(requests if p.plugin_loaded("seoulsquare_disclosure") else []),
        (tk._("Guide"), "/guide"),
        (tk._("About"), "/about"),
    ]
    path = tk.h.current_url().partition("?")[0].rstrip("/")
    return [
        {"label": label, "url": tk.h.url_for(url), "current": path == url.rstrip("/")} for label, url in items
    ]


def seoulsquare_search_url(**filters: Any) -> str:
    """Address of the search page with these filters, such as `category="meeting"`."""
    return tk.h.url_for("seoulsquare_search.index", **filters)


def seoulsquare_kind_name(kind: str) -> str:
    """Name of a kind of record, for a dataset type; the type itself when it is none of ours."""
    return seoulsquare_localized(KINDS[kind].singular) if kind in KINDS else kind


def seoulsquare_site_title() -> str:
    """The site's name in the reader's language."""
    return config.title(tk.h.lang())


def seoulsquare_band() -> str:
    """Which band stands above the header; see `config.band`."""
    return config.band()


def seoulsquare_vendor_styles() -> list[str]:
    """Addresses of the built style sheets for this page's language; none when they were not built."""
    names = ["krds.css", "noto-sans-sc.css"] if seoulsquare_language() == "zh" else ["krds.css"]
    return [tk.h.url_for_static(f"/seoulsquare/vendor/{name}") for name in names if name in _built()]


def _pick(value: Any, field: str | None) -> tuple[str, str]:
    language = seoulsquare_language()
    if field is None:
        return languages.pick(value, language)
    text, found = languages.pick(value.get(f"{field}_translated"), language)
    if found == language or not value.get(field):
        return text, found
    # The field itself holds the original, which says more than a translation into a third language.
    original = value.get("language")
    return languages.pick(value[field], language)[0], original if original in languages.FALLBACKS else ""


@cache
def _built() -> frozenset[str]:
    return frozenset(file.name for file in _VENDOR.glob("*.css"))
