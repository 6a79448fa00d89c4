"""The door for lawful steps."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, states
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.service import offering, steps


@tk.side_effect_free
def seoulsquare_disclosure_steps(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the reader's steps on a case: those that are lawful now, then the others with the reason.

    :param id: the case, or `token`
    :returns: dicts `step`, `label` (in three languages), `article`, `track`, `offered`, `reason` (why not),
        `needs` (dicts `name`, `label`, `permitted`), `optional` (names), `parties` (ids), `notice` (form)
    """
    tk.check_access("seoulsquare_disclosure_steps", context, data_dict)
    case, who = border.opened(context, data_dict)
    offers = steps.offers(case, who, clock.today())
    language = tk.h.seoulsquare_language()
    return [offering.as_dict(offer, tk._, language) for offer in sorted(offers, key=offering.refused)]


def seoulsquare_disclosure_step(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Take a step on a case, if the law allows it now. The one door for all of them.

    :param id: the case, or `token`
    :param step: name of a step of the table, see docs/disclosure-states.md
    :param data: dict of what the step needs, see docs/disclosure.md
    :param party: id of the third party it concerns
    :param version: the version that was shown
    :returns: the case as it is then
    """
    tk.check_access("seoulsquare_disclosure_step", context, data_dict)
    found, who = border.opened(context, data_dict)
    name = border.text(data_dict, "step", needed=True)
    if name not in states.load_table().steps:
        raise tk.ValidationError({"step": [tk._("Unknown step")]})
    data = data_dict.get("data") or {}
    if not isinstance(data, dict):
        raise tk.ValidationError({"data": [tk._("A dict is wanted.")]})
    with border.writing():
        case, events = steps.take(
            found.id,
            name,
            data,
            who,
            party_id=border.text(data_dict, "party"),
            version=border.version(data_dict),
            now=clock.now(),
        )
    border.told(case, events)
    return border.shown(case, border.again(context, data_dict, case, who))
