"""Holding a case while it is changed, and noting changes that are no steps of the table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import events, states
from ckanext.seoulsquare.disclosure.errors import ConflictError, InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case
from ckanext.seoulsquare.disclosure.service.reader import UNFILED, Reader


def hold(case_id: str, version: int | None = None) -> Case:
    """The case, held for this transaction; `ConflictError` when it is not the version that was shown."""
    case = Case.locked(case_id)
    if case is None or version not in (None, case.version):
        raise ConflictError
    return case


def check_state(case: Case, *wanted: str) -> None:
    """Refuse what is not possible in the state of the request; the refusal names the state in Korean law's
    terms.
    """
    if case.request not in wanted:
        names = states.load_table().tracks["request"].states[case.request]
        raise InvalidError("state", N_("This is not possible now: {state}."), state=names)


def note(
    case: Case, who: Reader, action: str, now: dt.datetime, *, changes: bool = True, **event: Any
) -> None:
    """Count the case's version up and write an event; drafts have no log, since they may be deleted.

    An event that `changes` nothing leaves the version, so that forms that are being filled in still hold.
    """
    case.version += changes
    if case.request not in UNFILED:
        events.append(case, who.actor(), action, now, **event)
    Session.flush()
