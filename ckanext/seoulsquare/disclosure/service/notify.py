"""The door to people: puts mails into the outbox, in the same transaction as what they tell of.

A mail says that something happened and where to read it, never what a requester wrote. Texts: mails.yaml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock, config
from ckanext.seoulsquare.disclosure.model import Case, Clock, Message, Party
from ckanext.seoulsquare.disclosure.service import links
from ckanext.seoulsquare.disclosure.states import Step, load_table
from ckanext.seoulsquare.disclosure.vocabulary import load_vocabulary

OFFICER_LANGUAGE = "ko"


@cache
def texts() -> dict[str, Any]:
    """Subject and body of each kind, in three languages."""
    return yaml.safe_load(Path(__file__).parents[1].joinpath("mails.yaml").read_text(encoding="utf-8"))


def requester(case: Case, kind: str, *, form: str = "", once: str | None = None, **values: Any) -> None:
    """A mail to who asked; without an account it carries a new secret link."""
    party = Party.requester(case.id)
    purpose = "confirm" if kind == "confirm" else "follow"
    address = party.data.get("email", "")
    if not address or _sent_before(once):
        return
    if case.user_id and purpose == "follow":
        link = _address(f"case/{case.id}", party.language)
    else:
        token = links.make(case, purpose, clock.now())
        link = _secret("confirm" if purpose == "confirm" else "link", token, party.language)
    _put(case, kind, "requester", address, party.language, form=form, once=once, link=link, **values)


def third_party(case: Case, party: Party, step: Step, due: dt.date | None, form: str = "") -> None:
    """A mail to a third party, with its secret link to the case."""
    address = party.data.get("email", "")
    if address:
        token = links.make(case, "third_party", clock.now(), party.id)
        link = _secret("link", token, party.language)
        _put(
            case,
            "third_party",
            "third_party",
            address,
            party.language,
            party_id=party.id,
            form=form,
            link=link,
            day=due,
            step=step.label,
        )


def officers(case: Case, kind: str, *, once: str | None = None, **values: Any) -> None:
    """A mail to the officer of the case, without one to the admins of the agency."""
    link = _address(f"desk/{case.id}")
    for user_id, address in _responsible(case):
        mark = f"{once}:{user_id}" if once else None
        if not _sent_before(mark):
            _put(case, kind, user_id, address, OFFICER_LANGUAGE, once=mark, link=link, **values)


def due_changed(case: Case, changed: Clock, before: dt.date) -> None:
    """Tell everybody concerned that a date has changed."""
    values = {
        "clock": load_vocabulary()["clocks"][changed.clock],
        "day": changed.due,
        "before": before.isoformat(),
    }
    if not changed.party_id:
        requester(case, "due_changed", **values)
    officers(case, "due_changed", **values)


def _put(  # noqa: PLR0913 - a mail has these facts
    case: Case,
    kind: str,
    recipient: str,
    address: str,
    language: str,
    *,
    party_id: str = "",
    form: str = "",
    once: str | None = None,
    **values: Any,
) -> None:
    text = texts()[kind]
    given = {name: _in_language(value, language) for name, value in values.items()}
    given["receipt"] = case.receipt_number or ""
    given["agency"] = _agency(case)
    given["form"] = load_table().forms[form][language] if form else ""
    Session.add(
        Message(
            case_id=case.id,
            party_id=party_id,
            recipient=recipient,
            kind=kind,
            form=form,
            once=once,
            sealed={
                "address": address,
                "subject": text["subject"][language].format(**given),
                "body": text["body"][language].format(**given),
            },
        )
    )


def _in_language(value: Any, language: str) -> str:
    if value is None:
        return "–"
    return value[language] if isinstance(value, dict) else str(value)


def _sent_before(once: str | None) -> bool:
    return once is not None and bool(
        Session.scalars(sa.select(Message.id).where(Message.once == once)).first()
    )


def _responsible(case: Case) -> Iterator[tuple[str, str]]:
    """Ids and addresses of the officer of the case, or of the agency's admins."""
    query = sa.select(core.User.id, core.User.email).where(
        core.User.state == "active", core.User.email.isnot(None)
    )
    if case.officer_id:
        query = query.where(core.User.id == case.officer_id)
    else:
        admins = sa.select(core.Member.table_id).where(
            core.Member.group_id == case.agency_id,
            core.Member.table_name == "user",
            core.Member.capacity == "admin",
            core.Member.state == "active",
        )
        query = query.where(core.User.id.in_(admins))
    for user_id, address in Session.execute(query.order_by(core.User.id)).tuples():
        yield user_id, address or ""


def _agency(case: Case) -> str:
    agency = Session.get(core.Group, case.agency_id) if case.agency_id else None
    return (agency.title or agency.name) if agency else ""


def _address(path: str, language: str = "") -> str:
    """A page of the room, in the language that the mail is in; without one in the site's own."""
    locale = f"/{_LOCALES[language]}" if language else ""
    return f"{config.site_url()}{locale}/disclosure/{path}"


def _secret(page: str, token: str, language: str) -> str:
    """A page that lets the holder of a token in: as a query, since servers log the paths of requests."""
    return f"{_address(page, language)}?token={token}"


_LOCALES = {"ko": "ko_KR", "zh": "zh_Hans_CN", "en": "en"}
