"""May the public have an uploaded file? What the screen found, and what an officer decided about it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews import config
from ckanext.seoulsquare.previews.leaks.rules import OFFICE_DOMAINS
from ckanext.seoulsquare.previews.model import Upload
from ckanext.seoulsquare.previews.screen import Report, screen
from ckanext.seoulsquare.previews.text.passage import Reading

_ORDER = ("clear", "warn", "unreadable", "block")  # from good to bad
_DECIDED = {"publish": "", "masked": "masked", "withhold": "withheld"}


def held(state: str, verdict: str, decision: str, *, screening: bool) -> str:
    """Why the public may not have a file; "" when it may. See `states.FileState`.

    :param screening: whether files wait for the screen at all
    """
    if state == "infected":
        return "infected"
    if decision:
        return _DECIDED[decision]
    if not screening or verdict in ("clear", "warn"):
        return ""
    return "finding" if verdict else "screening"


def held_files(resource_ids: Collection[str]) -> dict[str, str]:
    """Those of these uploads that the public may not have, and why. What nobody noted counts as waiting."""
    screening = config.screen_uploads()
    query = sa.select(Upload.resource_id, Upload.state, Upload.verdict, Upload.decision).where(
        Upload.resource_id.in_(resource_ids)
    )
    found = dict.fromkeys(resource_ids, "screening") if screening else {}
    found |= {id_: held(*facts, screening=screening) for id_, *facts in model.Session.execute(query)}
    return {resource_id: reason for resource_id, reason in found.items() if reason}


def of_name(name: str, office_domains: Collection[str] = OFFICE_DOMAINS) -> Report:
    """The screen's report on a file's name alone; its `file` is the name with values masked."""
    return screen(Reading("", "", "ok"), name, today=datetime.now(UTC).date(), office_domains=office_domains)


def worst(verdicts: Collection[str]) -> str:
    """The verdict of a whole from those of its parts."""
    return max(verdicts, key=_ORDER.index)


def public_name(name: str) -> str:
    """A name or description of a file with the personal data in it masked."""
    report = of_name(name.replace("/", " "), config.office_mail_domains())
    return report.file if report.findings else name
