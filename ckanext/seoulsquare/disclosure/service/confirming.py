"""Proving the e-mail address of a request without an account."""

from __future__ import annotations

import datetime as dt

from ckanext.seoulsquare.disclosure import clock
from ckanext.seoulsquare.disclosure.model import Case
from ckanext.seoulsquare.disclosure.service import links, notify


def renew(case: Case, person: str, now: dt.datetime) -> None:
    """Ask again when the address is another one than before (`person` is the old one's hash).

    What was mailed to the old address proves nothing of the new one.
    """
    if case.request == "unconfirmed" and case.person != person:
        links.revoke(case.id, now, purposes=("confirm",))
        notify.requester(case, "confirm", day=clock.day_of(now) + dt.timedelta(days=links.CONFIRM_DAYS))
