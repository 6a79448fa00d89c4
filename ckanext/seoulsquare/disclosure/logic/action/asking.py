"""Writing and filing a request."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, limits, signals
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.service import confirming, drafting, files, holding, links, reader, steps
from ckanext.seoulsquare.disclosure.service.reader import Reader

FILE, FILE_WITHOUT_ACCOUNT = "file", "file_without_account"


def seoulsquare_disclosure_create(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Begin a request for information, and file it at once where `submit` is given.

    :param title: the subject, without personal data
    :param content: what is asked for
    :param items: texts, where several things are asked for; without them the content is the one item
    :param agency: id or name of the agency asked
    :param document: id or name of a record that is withheld
    :param disclosure_methods: list of `view`, `copy`, `file`, `duplicate`, `other`
    :param receipt_methods: list of `visit`, `post`, `fax`, `network`, `other`
    :param other_method: what "other" means
    :param requester: dict of personal data, see docs/disclosure.md
    :param fee_reduction: dict `claimed`, `ground` (1 to 3), `reason`
    :param language: `ko`, `zh` or `en`, for notices
    :param earlier_case: id of an own case to start from
    :param submit: file it; otherwise it is a draft
    :param channel: `visit`, `mail`, `fax` or `oral`: an officer writes down what came so
    :param received_at: day or moment at which it came so
    :param website: has to be empty
    :returns: the case; without an account with `token`, the secret that opens it. It is given this once.
    """
    tk.check_access("seoulsquare_disclosure_create", context, data_dict)
    now = clock.now()
    user = border.user_of(context)
    with border.writing():
        if user is None:
            limits.check_human(border.text(data_dict, "website"))
            limits.spend(border.address(), "create", now)
        on_paper = data_dict.get("channel") not in (None, "", "online")
        case = drafting.begin(
            user_id=user.id if user and not on_paper else "",
            written_by=user.id if user and on_paper else "",
            now=now,
        )
        if data_dict.get("earlier_case"):
            drafting.again(case, border.own_case(context, data_dict["earlier_case"]))
        hidden = () if on_paper else drafting.PAPER_ONLY
        drafting.change(case, {k: v for k, v in data_dict.items() if k not in hidden}, now)
        token = "" if user else links.make(case, "follow", now)
        who = reader.of_user(case, user) if user else Reader(("requester",))
        events = []
        if data_dict.get("submit"):
            step = FILE if user else FILE_WITHOUT_ACCOUNT
            step = "register_oral_request" if case.channel == "oral" else step
            case, events = steps.take(case.id, step, {}, who, now=now)
    border.told(case, events)
    shown = border.shown(case, reader.of_user(case, user) if user else who)
    return {**shown, "token": token} if token else shown


def seoulsquare_disclosure_patch(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change a draft, or a request that was returned for completion.

    Takes the keys of `seoulsquare_disclosure_create`; only those that are given change.

    :param id: the case, or `token`
    :param version: the version that was shown
    :returns: the case
    """
    tk.check_access("seoulsquare_disclosure_patch", context, data_dict)
    now = clock.now()
    found, who = border.opened(context, data_dict)
    with border.writing():
        case = holding.hold(found.id, border.version(data_dict))
        holding.check_state(case, "draft", "unconfirmed", "returned")
        hidden = drafting.PAPER_ONLY if case.channel == "online" else ()
        if case.request == "returned":
            hidden = (*drafting.PAPER_ONLY, "agency", "requester")
        person = case.person
        drafting.change(case, {k: v for k, v in data_dict.items() if k not in hidden}, now)
        confirming.renew(case, person, now)
        holding.note(case, who, "changed", now)
    signals.changed.send(case.id, action="changed")
    return border.shown(case, who)


def seoulsquare_disclosure_delete(context: Context, data_dict: dict[str, Any]) -> None:
    """Delete a draft, or a request whose e-mail address was not confirmed. Nothing of it is kept.

    :param id: the case, or `token`
    """
    tk.check_access("seoulsquare_disclosure_delete", context, data_dict)
    found, _who = border.opened(context, data_dict)
    with border.writing():
        case = holding.hold(found.id)
        holding.check_state(case, "draft", "unconfirmed")
        places = files.places(case)
        drafting.delete(case)
    files.remove_bytes(places)


def seoulsquare_disclosure_confirm(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Confirm the e-mail address of a request without an account, which files it.

    :param token: the secret of the mailed link
    :returns: the case with `token`, the secret that opens it from now on
    """
    tk.check_access("seoulsquare_disclosure_confirm", context, data_dict)
    now = clock.now()
    found, who = border.opened(context, data_dict)
    with border.writing():
        case, events = steps.take(found.id, "confirm_email", {}, who, now=now)
        links.revoke(case.id, now, purposes=("confirm",))
        token = links.make(case, "follow", now)
    border.told(case, events)
    return {**border.shown(case, Reader(("requester",))), "token": token}
