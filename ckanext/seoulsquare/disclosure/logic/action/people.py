"""People: their personal data, secret links, and what they think of the answer."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan.model.meta import Session
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, limits, signals
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.model import Case, Party
from ckanext.seoulsquare.disclosure.service import (
    access,
    confirming,
    drafting,
    files,
    holding,
    links,
    notify,
    office,
    person,
    remedies,
    retention,
    view,
)
from ckanext.seoulsquare.disclosure.service.reader import UNFILED, Reader

UNFIXED = (*UNFILED, "filed", "returned", "processing", "approval")
"""States in which a requester may still correct name and date of birth."""
MOST = 200


def seoulsquare_disclosure_personal_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show the personal data of a case whole. Staff say why; it is logged.

    :param id: the case, or `token`
    :param purpose: staff: what they need it for
    :returns: `requester`, a dict, and for staff `parties`, dicts with `id`
    """
    tk.check_access("seoulsquare_disclosure_personal_show", context, data_dict)
    case, who = border.opened(context, data_dict)
    requester = _without_comment(Party.requester(case.id).data)
    if not who.is_staff:
        return {"requester": requester, "parties": []}
    purpose = border.text(data_dict, "purpose", needed=True, longest=500)
    with border.writing():
        access.note(case, who, "requester, third parties", purpose, clock.now())
    return {
        "requester": requester,
        "parties": [{"id": party.id, **party.data} for party in Party.third_parties(case.id)],
    }


def seoulsquare_disclosure_personal_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Correct one's personal data: contact data at any time, name and date of birth until it is decided.

    :param id: the case, or `token`
    :param requester: dict of what changes
    :param version: the version that was shown
    :returns: the case
    """
    tk.check_access("seoulsquare_disclosure_personal_update", context, data_dict)
    found, who = border.opened(context, data_dict)
    changes = data_dict.get("requester")
    with border.writing():
        if not isinstance(changes, dict):
            raise InvalidError("requester", N_("The requester's data are wanted as a dict."))
        case = holding.hold(found.id, border.version(data_dict))
        party = Party.requester(case.id)
        before = party.data
        after = person.clean({**before, **changes}, clock.today())
        fixed = ("name", "birth_date", "kind", "registration_number")
        if case.request not in UNFIXED and any(before.get(key, "") != after[key] for key in fixed):
            raise InvalidError("requester", N_("Name and date of birth cannot change after the decision."))
        account, paper = bool(case.user_id), case.channel != "online"
        lacking = list(person.missing(after, has_account=account, on_paper=paper))
        if case.request not in UNFILED and lacking:
            raise lacking[0]
        if "comment" in before:
            after["comment"] = before["comment"]
        party.sealed = after
        mark, case.person = case.person, next(iter(person.fingerprint(after["email"])), "")
        confirming.renew(case, mark, clock.now())
        changed = sorted(key for key in after if after[key] != before.get(key))
        holding.note(case, who, "corrected", clock.now(), internal={"fields": changed})
    signals.changed.send(case.id, action="corrected")
    return border.shown(case, who)


@tk.side_effect_free
def seoulsquare_disclosure_personal_export(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Give a requester all that is kept about them: their cases, with logs and readings of their data.

    :param token: the secret of a link (one case); without it all cases of the account
    :returns: `cases`
    """
    tk.check_access("seoulsquare_disclosure_personal_export", context, data_dict)
    if data_dict.get("token") or data_dict.get("id"):
        found = [border.opened(context, data_dict)]
    else:
        user = border.user_of(context)
        query = sa.select(Case).where(Case.user_id == (user.id if user else None)).order_by(Case.created_at)
        found = [(case, Reader(("requester",), user.id if user else "")) for case in Session.scalars(query)]
    return {
        "cases": [
            {
                **border.shown(case, who),
                "history": view.history(case, who),
                "accesses": access.of_case(case.id),
            }
            for case, who in found
        ]
    }


def seoulsquare_disclosure_personal_erase(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Erase one's personal data in a case, where the law no longer needs them.

    A request that no agency handled yet may be deleted instead (`seoulsquare_disclosure_delete`); one that
    ended is kept until its retention ends.

    :param id: the case, or `token`
    :returns: the case without them
    """
    tk.check_access("seoulsquare_disclosure_personal_erase", context, data_dict)
    found, who = border.opened(context, data_dict)
    now = clock.now()
    with border.writing():
        case = holding.hold(found.id)
        until = view.retention_until(case)
        if case.request in UNFILED:
            raise InvalidError("id", N_("Nobody has handled this request yet: delete it."))
        if until is None:
            raise InvalidError("id", N_("The request still runs; withdraw it first."))
        withdrawn_unhandled = case.request == "withdrawn" and not case.officer_id
        if clock.today() <= until and not withdrawn_unhandled:
            raise InvalidError(
                "id", N_("The law wants these data to be kept until {day}."), day=until.isoformat()
            )
        places = retention.erase(case, who.actor(), now)
        shown = border.shown(case, who)
    files.remove_bytes(places)
    signals.changed.send(case.id, action="erased")
    return shown


def seoulsquare_disclosure_rate(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Rate the answer.

    :param id: the case, or `token`
    :param score: 1 to 5
    :param comment: a few words
    :returns: the case
    """
    tk.check_access("seoulsquare_disclosure_rate", context, data_dict)
    found, who = border.opened(context, data_dict)
    score = border.whole(data_dict, "score", 0)
    comment = border.text(data_dict, "comment", longest=1000)
    with border.writing():
        case = holding.hold(found.id)
        if not 1 <= score <= 5:
            raise InvalidError("score", N_("A number from 1 to 5 is wanted."))
        if case.request not in remedies.DECIDED and case.closed_on is None:
            raise InvalidError("state", N_("There is no answer to rate yet."))
        person.refuse_numbers("comment", comment, clock.today())
        case.rating = score
        party = Party.requester(case.id)
        party.sealed = {**party.data, "comment": comment}
        holding.note(case, who, "rated", clock.now(), detail={"score": score})
    signals.changed.send(case.id, action="rated")
    return border.shown(case, who)


def seoulsquare_disclosure_link_send(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Mail a new secret link to a requester who lost theirs. The answer tells nobody whether it was sent.

    :param receipt_number: of the request
    :param email: the address that was given with it
    :returns: {}
    """
    tk.check_access("seoulsquare_disclosure_link_send", context, data_dict)
    number = border.text(data_dict, "receipt_number", needed=True)
    email = border.text(data_dict, "email", needed=True)
    with border.writing():
        limits.check_human(border.text(data_dict, "website"))
        limits.spend(border.address(), "link", clock.now())
        limits.spend(email.lower(), "link", clock.now())
        case = Session.scalars(sa.select(Case).where(Case.receipt_number == number)).one_or_none()
        if case is not None and case.person and case.person in person.fingerprint(email):
            notify.requester(case, "link")
    return {}


@tk.side_effect_free
def seoulsquare_disclosure_link_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the secret links to one's case. Their tokens are known to nobody.

    :param id: the case, or `token`
    :returns: dicts `id`, `purpose`, `created`, `expires`, `last_used`, `revoked`
    """
    tk.check_access("seoulsquare_disclosure_link_list", context, data_dict)
    case, _who = border.opened(context, data_dict)
    return [
        {
            "id": link.id,
            "purpose": link.purpose,
            "created": view.iso(link.created_at),
            "expires": view.iso(link.expires_at),
            "last_used": view.iso(link.used_at),
            "revoked": view.iso(link.revoked_at),
        }
        for link in links.of(case.id)
    ]


def seoulsquare_disclosure_link_revoke(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Revoke the secret links to one's case, or one of them.

    :param id: the case, or `token`
    :param link: id of the link; without it all
    :returns: `revoked`, how many
    """
    tk.check_access("seoulsquare_disclosure_link_revoke", context, data_dict)
    found, who = border.opened(context, data_dict)
    now = clock.now()
    with border.writing():
        case = holding.hold(found.id)
        count = links.revoke(case.id, now, border.text(data_dict, "link"))
        holding.note(case, who, "link_revoked", now, detail={"links": count})
    signals.changed.send(found.id, action="link_revoked")
    return {"revoked": count}


@tk.side_effect_free
def seoulsquare_disclosure_access_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List who read personal data, when and why.

    :param id: a case: for its requester and managers. Without it: a manager's agencies, all for sysadmins
    :param agency: id or name of one agency
    :param limit: at most 200, default 50
    :param offset: how many to pass over
    :returns: dicts `at`, `user`, `role`, `purpose`, `case`, `what`, latest first
    """
    tk.check_access("seoulsquare_disclosure_access_list", context, data_dict)
    limit, offset = border.whole(data_dict, "limit", 50, MOST), border.whole(data_dict, "offset", 0)
    if data_dict.get("id") or data_dict.get("token"):
        case, _who = border.opened(context, data_dict)
        return access.of_case(case.id, limit, offset)
    user = border.user_of(context)
    agencies = None if user is None or user.sysadmin else office.manages_some(user)
    with border.refusing():
        if data_dict.get("agency"):
            chosen = drafting.agency(border.text(data_dict, "agency")).id
            agencies = [chosen] if agencies is None or chosen in agencies else []
    return access.of_agencies(agencies, limit, offset)


def _without_comment(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "comment"}
