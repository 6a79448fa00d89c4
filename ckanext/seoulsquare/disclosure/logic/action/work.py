"""The agency's work beside the steps of the table."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model as core
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, signals
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.model import Message
from ckanext.seoulsquare.disclosure.service import (
    charges,
    drafting,
    holding,
    itemizing,
    merging,
    office,
    steps,
    view,
)

MOST_AT_ONCE = 200


def seoulsquare_disclosure_assign(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Give a case to an officer of the agency, take it oneself, or give it to nobody.

    :param id: the case
    :param officer: id or name of an officer of the agency; empty: nobody
    :param department: the department that handles it
    :param note: a word to colleagues
    :param version: the version that was shown
    :returns: the case
    """
    tk.check_access("seoulsquare_disclosure_assign", context, data_dict)
    found, who = border.opened(context, data_dict)
    with border.writing():
        case = holding.hold(found.id, border.version(data_dict))
        if "officer" in data_dict:
            name = border.text(data_dict, "officer")
            before = case.officer_id
            case.officer_id = office.officer(case.agency_id, name).id if name else ""
            internal = {"before": before, "officer": case.officer_id, "note": border.text(data_dict, "note")}
        else:
            internal = {"note": border.text(data_dict, "note")}
        if "department" in data_dict:
            case.department = border.text(data_dict, "department", longest=200)
            internal["department"] = case.department
        holding.note(case, who, "assigned", clock.now(), internal=internal, audience=())
    signals.changed.send(case.id, action="assigned")
    return border.shown(case, who)


def seoulsquare_disclosure_acknowledge(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Receive many requests at once: the step `receive` on each that may be received.

    :param ids: list of ids, at most 200
    :returns: `received`, ids; `refused`, dicts `id` and `reason`
    """
    tk.check_access("seoulsquare_disclosure_acknowledge", context, data_dict)
    ids = [str(each) for each in border.listed(data_dict, "ids")][:MOST_AT_ONCE]
    answer: dict[str, Any] = {"received": [], "refused": []}
    for case_id in dict.fromkeys(ids):
        try:
            found, who = border.opened(context, {"id": case_id})
            with border.writing():
                case, events = steps.take(found.id, "receive", {}, who, now=clock.now())
        except tk.ObjectNotFound as error:
            answer["refused"].append({"id": case_id, "reason": str(error)})
        except tk.ValidationError as error:
            reason = " ".join(error.error_summary.values())
            answer["refused"].append({"id": case_id, "reason": reason})
        else:
            border.told(case, events)
            answer["received"].append(case.id)
    return answer


def seoulsquare_disclosure_merge(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Handle a case together with another one: the officer's steps on that one are taken on both.

    :param id: the case
    :param into: the case it is handled with
    :param version: the version of the case that was shown
    :returns: the case it was merged into
    """
    tk.check_access("seoulsquare_disclosure_merge", context, data_dict)
    found, who = border.opened(context, data_dict)
    other, other_who = border.opened(context, {"id": border.text(data_dict, "into", needed=True)})
    now = clock.now()
    with border.writing():
        if "officer" not in other_who.roles:
            raise InvalidError("into", N_("You do not work for this agency."))
        for case_id in sorted(
            {found.id, other.id}
        ):  # held in one order, so that two mergers cannot wait for each other
            holding.hold(case_id, border.version(data_dict) if case_id == found.id else None)
        merging.merge(found, other)
        detail = {"into": other.receipt_number}
        holding.note(found, who, "merged", now, internal=detail, audience=())
        holding.note(other, who, "merged", now, internal={"case": found.receipt_number}, audience=())
    signals.changed.send(found.id, action="merged")
    return border.shown(other, other_who)


def seoulsquare_disclosure_item_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Draft the decisions on the requested items. They are public to nobody before they are decided.

    :param id: the case
    :param items: the whole list of items, each with `id` (known ones), `text`, `result`, `grounds`, `reason`,
        `in_review`, `review_stage`, `review_ends`, `documents` (names of records)
    :param version: the version that was shown
    :returns: the case
    """
    tk.check_access("seoulsquare_disclosure_item_update", context, data_dict)
    found, who = border.opened(context, data_dict)
    with border.writing():
        case = holding.hold(found.id, border.version(data_dict))
        holding.check_state(case, "processing")
        results = itemizing.put(case, border.listed(data_dict, "items"), clock.today())
        holding.note(case, who, "item_decided", clock.now(), internal={"results": results}, audience=())
    signals.changed.send(case.id, action="item_decided")
    return border.shown(case, who)


def seoulsquare_disclosure_fee_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Set what a case costs. Reduction and payment are steps.

    :param id: the case
    :param orders: list of dicts `object`, `method`, `quantity`
    :param postage: won
    :param media: won
    :param version: the version that was shown
    :returns: the case
    """
    tk.check_access("seoulsquare_disclosure_fee_update", context, data_dict)
    found, who = border.opened(context, data_dict)
    with border.writing():
        case = holding.hold(found.id, border.version(data_dict))
        holding.check_state(case, "processing", "approval", "decided")
        if case.fee_paid:
            raise InvalidError("orders", N_("The fee was paid already."))
        orders = border.listed(data_dict, "orders")
        charges.charge(case, orders, data_dict.get("postage"), data_dict.get("media"))
        holding.note(case, who, "fee_set", clock.now(), detail={"total": case.fee_total})
    signals.changed.send(case.id, action="fee_set")
    return border.shown(case, who)


@tk.side_effect_free
def seoulsquare_disclosure_officer_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the officers of an agency, to whom a case can be given.

    :param agency: id or name of the agency
    :returns: dicts `id`, `name`, `fullname`, `manager`
    """
    tk.check_access("seoulsquare_disclosure_officer_list", context, data_dict)
    with border.refusing():
        return office.officers(drafting.agency(border.text(data_dict, "agency", needed=True)).id)


@tk.side_effect_free
def seoulsquare_disclosure_message_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the mails about a case, without their text.

    :param id: the case
    :returns: dicts `id`, `kind`, `form`, `party`, `recipient` (a role, or an officer's name), `state`, `at`,
        `sent_at`, `attempts`, newest first
    """
    tk.check_access("seoulsquare_disclosure_message_list", context, data_dict)
    case, _who = border.opened(context, data_dict)
    return [
        {
            "id": message.id,
            "kind": message.kind,
            "form": message.form or None,
            "party": message.party_id or None,
            "recipient": user.display_name
            if (user := core.User.get(message.recipient))
            else message.recipient,
            "state": message.state,
            "at": view.iso(message.created_at),
            "sent_at": view.iso(message.sent_at),
            "attempts": message.attempts,
        }
        for message in Message.of(case.id)
    ]
