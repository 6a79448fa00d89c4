"""The agency's holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, events
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.service import holidays

FIRST_YEAR, LAST_YEAR = 2004, 2100


@tk.side_effect_free
def seoulsquare_disclosure_holiday_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List a year's days off other than Saturdays and Sundays, and public holidays that are working days.

    :param year: default this year
    :returns: dicts `day`, `kind` (`public`, `added`, `removed`) and `name`, earliest first
    """
    tk.check_access("seoulsquare_disclosure_holiday_list", context, data_dict)
    year = border.whole(data_dict, "year", clock.today().year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise tk.ValidationError({"year": [tk._("Unknown value")]})
    return holidays.of_year(year, tk._)


def seoulsquare_disclosure_holiday_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change the calendar. Every running clock is counted anew; changed dates are logged and their people
    told.

    :param add: list of dicts `day` and `name`: further days off
    :param remove: list of public holidays that are working days
    :param reset: list of days on which such a change is taken back
    :returns: `cases`, the number of cases with a changed date
    """
    tk.check_access("seoulsquare_disclosure_holiday_update", context, data_dict)
    user = border.user_of(context)
    user_id = user.id if user else ""
    with border.writing():
        add = {_day("add", each.get("day")): str(each.get("name") or "") for each in _dicts(data_dict, "add")}
        remove = [_day("remove", each) for each in border.listed(data_dict, "remove")]
        reset = [_day("reset", each) for each in border.listed(data_dict, "reset")]
        holidays.change(add, remove, reset, user_id)
        cases = holidays.recount(events.Actor("manager", user_id), clock.now())
    return {"cases": cases}


def _dicts(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    values = border.listed(data, key)
    if not all(isinstance(value, dict) for value in values):
        raise tk.ValidationError({key: [tk._("A list of dicts is wanted.")]})
    return values


def _day(key: str, value: Any) -> dt.date:
    day = border.day({key: value}, key)
    if day is None:
        raise tk.ValidationError({key: [tk._("A date such as 2026-01-31 is wanted.")]})
    return day
