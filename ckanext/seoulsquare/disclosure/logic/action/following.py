"""Reading cases: one, lists, the log, words and figures that forms need."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model as core
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, config, law
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.service import (
    charges,
    clocks,
    desk,
    drafting,
    office,
    suggesting,
    view,
    words,
)

MOST = 100


@tk.side_effect_free
def seoulsquare_disclosure_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a case as the reader may see it.

    :param id: id or receipt number, or
    :param token: the secret of a link
    :returns: the case, see docs/disclosure.md
    """
    tk.check_access("seoulsquare_disclosure_show", context, data_dict)
    return border.shown(*border.opened(context, data_dict))


@tk.side_effect_free
def seoulsquare_disclosure_list(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List cases: one's own (`scope` `mine`), an agency's (`desk`), or the published ones (`public`).

    :param scope: `mine`, `desk` or `public`
    :param agency: desk, public: id or name of an agency
    :param tab: desk: see docs/disclosure.md
    :param q: desk: a receipt number, or words of the subject
    :param state: a state of the request
    :param officer: desk: a user's id
    :param department: desk
    :param result: desk
    :param due_from: desk, with `due_until`, `filed_from`, `filed_until`: days
    :param sort: desk: `due`, `filed` or `changed`
    :param document: public: id or name of a record
    :param limit: at most 100, default 20
    :param offset: how many to pass over
    :returns: `count`, `results` and, for the desk, `counts` by tab
    """
    tk.check_access("seoulsquare_disclosure_list", context, data_dict)
    limit = border.whole(data_dict, "limit", 20, MOST)
    offset = border.whole(data_dict, "offset", 0)
    user = border.user_of(context)
    match data_dict.get("scope"):
        case "desk" if user:
            return _desk(user, data_dict, limit, offset)
        case "mine" if user:
            state = border.text(data_dict, "state")
            return desk.mine(user.id, state, today=clock.today(), limit=limit, offset=offset)
        case _:
            package = core.Package.get(data_dict.get("document") or "")
            agency = data_dict.get("agency")
            if data_dict.get("document") and package is None:
                return {"count": 0, "results": [], "counts": {}}
            with border.refusing():
                agency_id = drafting.agency(agency).id if agency else ""
            return desk.published(package.id if package else "", agency_id, limit=limit, offset=offset)


def _desk(user: core.User, data: dict[str, Any], limit: int, offset: int) -> dict[str, Any]:
    filters: dict[str, Any] = {
        key: border.text(data, key)
        for key in ("tab", "q", "state", "officer", "department", "result", "sort")
    }
    for key in ("due_from", "due_until", "filed_from", "filed_until"):
        filters[key] = border.day(data, key)
    for key, known in (("tab", desk.tabs(clock.today(), "")), ("sort", desk.SORTS)):
        if filters[key] and filters[key] not in known:
            raise tk.ValidationError({key: [tk._("Unknown value")]})
    with border.refusing():
        scope = office.scope(user, data.get("agency") or "")
        return desk.page(
            scope.agencies,
            filters,
            today=clock.today(),
            user_id=user.id,
            limit=limit,
            offset=offset,
            council_only=scope.council_only,
        )


@tk.side_effect_free
def seoulsquare_disclosure_history(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List what happened in a case, as far as the reader may know.

    :param id: the case, or `token`
    :returns: events, oldest first
    """
    tk.check_access("seoulsquare_disclosure_history", context, data_dict)
    case, who = border.opened(context, data_dict)
    return view.history(case, who)


@tk.side_effect_free
def seoulsquare_disclosure_vocabulary(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Give the names of all codes, in Korean, Chinese and English.

    :returns: list → code → `{ko, zh, en}`
    """
    tk.check_access("seoulsquare_disclosure_vocabulary", context, data_dict)
    return words.every()


@tk.side_effect_free
def seoulsquare_disclosure_deadline_explain(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Count a clock of the Act, with the agency's holidays.

    :param clock: name of a clock, such as `decision`
    :param date: the day that starts it
    :returns: `due` and `explanation`, the lines of the sum
    """
    tk.check_access("seoulsquare_disclosure_deadline_explain", context, data_dict)
    day = border.day(data_dict, "date") or clock.today()
    try:
        period = law.Clock(data_dict.get("clock"))
        deadline = law.deadline(period, day, clocks.calendar(), config.law_settings())
    except (ValueError, law.NotInForceError) as error:
        raise tk.ValidationError({"clock": [tk._("No such period of the Act on that day")]}) from error
    return {"due": deadline.due.isoformat(), "explanation": law.explain(deadline, tk._)}


@tk.side_effect_free
def seoulsquare_disclosure_fee_quote(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say what something would cost.

    :param orders: list of dicts `object`, `method`, `quantity`
    :param postage: won
    :param media: won
    :param reduction_ground: item of Decree 17(3)
    :param date: the day of the request, default today
    :returns: `table`, `lines`, `reduction`, `dropped`, `postage`, `media`, `total`
    """
    tk.check_access("seoulsquare_disclosure_fee_quote", context, data_dict)
    day: dt.date = border.day(data_dict, "date") or clock.today()
    ground = border.whole(data_dict, "reduction_ground", None)
    with border.refusing():
        fee = charges.quote(
            day, border.listed(data_dict, "orders"), data_dict.get("postage"), data_dict.get("media"), ground
        )
    return charges.as_dict(fee)


@tk.side_effect_free
def seoulsquare_disclosure_suggest(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Suggest published records that may answer a request already, and who holds such records.

    :param q: what is asked for
    :param document: id or name of a withheld record
    :returns: `documents`, `agencies`, `departments`
    """
    tk.check_access("seoulsquare_disclosure_suggest", context, data_dict)
    return suggesting.suggest(border.text(data_dict, "q"), border.text(data_dict, "document"), context)
