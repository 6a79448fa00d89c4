"""Files of a case."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.model.meta import Session
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, jobs, signals
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.model import Case, File
from ckanext.seoulsquare.disclosure.service import files, holding, view
from ckanext.seoulsquare.disclosure.service.reader import Reader

REQUESTERS = ("request", "proof", "authority", "objection")
THIRD_PARTIES = ("opinion",)
OFFICERS = (*REQUESTERS, *THIRD_PARTIES, "answer")


def seoulsquare_disclosure_file_attach(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Attach a file to a case. It is kept encrypted and looked through by the leak screen.

    :param id: the case, or `token`
    :param kind: requester: `request`, `proof`, `authority` or `objection`; third party: `opinion`; officer:
        any of these, or `answer`
    :param upload: the file
    :param name: its name, if not the upload's
    :param item: id of the requested item that it answers
    :param party: officer: id of the third party whose opinion it is
    :returns: the file
    """
    tk.check_access("seoulsquare_disclosure_file_attach", context, data_dict)
    found, who = border.opened(context, data_dict)
    kind = border.text(data_dict, "kind", needed=True)
    if kind not in _kinds(who):
        raise tk.ValidationError({"kind": [tk._("Unknown value")]})
    name, content = border.upload(data_dict)
    now = clock.now()
    with border.writing():
        case = holding.hold(found.id)
        file = files.attach(
            case,
            kind,
            name,
            content,
            now,
            user_id=who.user_id if who.is_staff else "",
            party_id=who.party_id or border.text(data_dict, "party"),
            item_id=border.text(data_dict, "item"),
        )
        holding.note(case, who, "attached", now, **_event(file, who))
    tk.enqueue_job(jobs.screen_file, [file.id], title="Screen a file of a disclosure request")
    signals.changed.send(case.id, action="attached")
    return view.file(file, who)


def seoulsquare_disclosure_file_remove(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Remove a file that oneself attached, as long as it was not used: given out, or decided upon.

    :param file: id of the file
    :param token: the secret of a link, where one is used
    :returns: {}
    """
    tk.check_access("seoulsquare_disclosure_file_remove", context, data_dict)
    file, found, who = opened(context, data_dict)
    now = clock.now()
    with border.writing():
        case = holding.hold(found.id)
        files.check_removable(file, case, by_staff=who.is_staff)
        place = file.location
        files.forget(file, now)
        holding.note(case, who, "removed", now, **_event(file, who))
    files.remove_bytes([place])
    signals.changed.send(case.id, action="removed")
    return {}


@tk.side_effect_free
def seoulsquare_disclosure_file_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a file; its bytes are at its `url`, which records the download.

    :param file: id of the file
    :param token: the secret of a link, where one is used
    :returns: the file
    """
    tk.check_access("seoulsquare_disclosure_file_show", context, data_dict)
    file, _case, who = opened(context, data_dict)
    return view.file(file, who)


def case_of(file_id: str) -> str:
    """Id of the case that a file belongs to, "" for none."""
    file = Session.get(File, file_id)
    return file.case_id if file else ""


def opened(context: Context, data: dict[str, Any]) -> tuple[File, Case, Reader]:
    """The file, its case and its reader; raises `ObjectNotFound` for what the reader may not fetch."""
    file = Session.get(File, str(data.get("file") or ""))
    if file is None or file.removed_at is not None:
        raise tk.ObjectNotFound(tk._("File not found"))
    case, who = border.opened(context, {"id": file.case_id, "token": data.get("token")})
    if not view.may_fetch(file, who):
        raise tk.ObjectNotFound(tk._("File not found"))
    return file, case, who


def _kinds(who: Reader) -> tuple[str, ...]:
    if who.has("officer"):
        return OFFICERS
    return THIRD_PARTIES if who.party_id else REQUESTERS


def _event(file: File, who: Reader) -> dict[str, Any]:
    """What the log says of a file: its kind and digest, never its name. Answers show once they are
    released.
    """
    quiet = who.is_staff or file.party_id
    return {
        "party_id": file.party_id,
        "detail": {"kind": file.kind, "sha256": file.digest},
        "audience": ("third_party",) if file.party_id else () if quiet else ("requester",),
    }
