"""Writing a request: drafts, what may be entered, and what has to be there before it is filed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock, fees
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, File, Item, Link, Message, Party
from ckanext.seoulsquare.disclosure.service import person
from ckanext.seoulsquare.disclosure.vocabulary import load_vocabulary

LANGUAGES = ("ko", "zh", "en")
LONGEST_TITLE = 200
LONGEST_CONTENT = 20_000
MOST_ITEMS = 50


def begin(*, user_id: str, written_by: str = "", now: dt.datetime) -> Case:
    """An empty draft."""
    case = Case(user_id=user_id, written_by=written_by, created_at=now)
    case.sealed = {"content": "", "other_method": ""}
    Session.add(case)
    Session.flush()
    Session.add(Party(case_id=case.id, role="requester", sealed={"kind": "citizen"}))
    Session.flush()
    return case


def change(case: Case, given: Mapping[str, Any], now: dt.datetime) -> None:
    """Take over what was entered; only the keys that are given change. `InvalidError` for the first wrong
    one.
    """
    today = clock.day_of(now)
    for key, take in _TAKERS.items():
        if key in given:
            take(case, given[key], today)
    if "content" in given or "items" in given:
        _put_items(case, given.get("items"), today)
    Session.flush()


def again(case: Case, earlier: Case) -> None:
    """Start from what was asked for earlier by the same person."""
    case.earlier_case_id = earlier.id
    for name in (
        "title", "agency_id", "document_id", "disclosure_methods", "receipt_methods", "language",
    ):  # fmt: skip
        setattr(case, name, getattr(earlier, name))
    case.sealed = dict(earlier.sealed or {})
    party, before = Party.requester(case.id), Party.requester(earlier.id)
    party.sealed, party.language = before.data, before.language
    case.person = earlier.person
    for item in Item.of(earlier.id):
        Session.add(Item(case_id=case.id, position=item.position, sealed=item.sealed))
    Session.flush()


def missing(case: Case) -> list[InvalidError]:
    """All that keeps the case from being filed; empty when nothing does."""
    return list(_missing(case))


def delete(case: Case) -> None:
    """Remove a draft with everything that belongs to it; its files are the caller's."""
    for table in (Message, Link, File, Item, Party):
        Session.execute(sa.delete(table).where(table.case_id == case.id))
    Session.delete(case)
    Session.flush()


def _missing(case: Case) -> Iterator[InvalidError]:
    if not case.title:
        yield InvalidError("title", N_("A subject is needed."))
    if not (case.sealed or {}).get("content") and not Item.of(case.id):
        yield InvalidError("content", N_("Say which information you ask for."))
    if not case.agency_id:
        yield InvalidError("agency", N_("Choose the agency that is asked."))
    if not case.disclosure_methods:
        yield InvalidError("disclosure_methods", N_("Choose how it should be disclosed."))
    if not case.receipt_methods:
        yield InvalidError("receipt_methods", N_("Choose how you want to receive it."))
    data = Party.requester(case.id).data
    yield from person.missing(data, has_account=bool(case.user_id), on_paper=case.channel != "online")
    if data.get("agent") and not File.of(case.id, "authority"):
        yield InvalidError("agent", N_("An agent needs a power of attorney: attach it."))


def _put_items(case: Case, texts: Any, today: dt.date) -> None:
    """The requested items; the content is the one item where none are listed."""
    wanted = [text for text in texts or [] if str(text).strip()] or [(case.sealed or {}).get("content", "")]
    if len(wanted) > MOST_ITEMS:
        raise InvalidError("items", N_("At most {most} items can be asked for at once."), most=MOST_ITEMS)
    Session.execute(sa.delete(Item).where(Item.case_id == case.id))
    for position, text in enumerate(wanted):
        content = _text("items", text, LONGEST_CONTENT)
        person.refuse_numbers("items", content, today)
        if content:
            Session.add(Item(case_id=case.id, position=position, sealed={"text": content}))


def _title(case: Case, value: Any, today: dt.date) -> None:
    title = " ".join(_text("title", value, LONGEST_TITLE).split())
    person.refuse_personal("title", title, today)
    case.title = title


def _content(case: Case, value: Any, today: dt.date) -> None:
    content = _text("content", value, LONGEST_CONTENT)
    person.refuse_numbers("content", content, today)
    case.sealed = {**(case.sealed or {}), "content": content}


def _other_method(case: Case, value: Any, today: dt.date) -> None:
    text = _text("other_method", value, LONGEST_TITLE)
    person.refuse_numbers("other_method", text, today)
    case.sealed = {**(case.sealed or {}), "other_method": text}


def _agency(case: Case, value: Any, _today: dt.date) -> None:
    case.agency_id = agency(value).id if value else ""


def agency(name: str) -> core.Group:
    """The active agency with this id or name; `InvalidError` when there is none."""
    found = core.Group.get(name)
    if found is None or not found.is_organization or found.state != "active":
        raise InvalidError("agency", N_("There is no such agency."))
    return found


def _document(case: Case, value: Any, _today: dt.date) -> None:
    package = core.Package.get(value) if value else None
    if value and (package is None or package.state != "active" or package.private):
        raise InvalidError("document", N_("There is no such document."))
    case.document_id = package.id if package else ""


def _language(case: Case, value: Any, _today: dt.date) -> None:
    case.language = _code("language", value, LANGUAGES)
    Party.requester(case.id).language = case.language


def _disclosure_methods(case: Case, value: Any, _today: dt.date) -> None:
    case.disclosure_methods = _codes("disclosure_methods", value, load_vocabulary()["methods"])


def _receipt_methods(case: Case, value: Any, _today: dt.date) -> None:
    case.receipt_methods = _codes("receipt_methods", value, load_vocabulary()["deliveries"])


def _requester(case: Case, value: Any, today: dt.date) -> None:
    if not isinstance(value, Mapping):
        raise InvalidError("requester", N_("The requester's data are wanted as a dict."))
    party = Party.requester(case.id)
    party.sealed = person.clean({**party.data, **value}, today)
    case.person = next(iter(person.fingerprint(party.sealed["email"])), "")


def _fee_reduction(case: Case, value: Any, today: dt.date) -> None:
    value = value or {}
    if not value.get("claimed"):
        case.fee_reduction = {}
        return
    ground = value.get("ground")
    grounds = {str(number) for number in fees.load_schedule().reduction_grounds}
    if str(ground) not in grounds:
        raise InvalidError("fee_reduction", N_("Choose the ground for a lower fee."))
    reason = _text("fee_reduction", value.get("reason"), LONGEST_TITLE)
    person.refuse_personal("fee_reduction", reason, today)
    case.fee_reduction = {"claimed": True, "ground": int(str(ground)), "reason": reason}


def _channel(case: Case, value: Any, _today: dt.date) -> None:
    case.channel = _code("channel", value, ("visit", "mail", "fax", "oral"))


def _received_at(case: Case, value: Any, today: dt.date) -> None:
    """When a request on paper reached the agency; the day alone counts as within office hours."""
    try:
        moment = dt.datetime.fromisoformat(str(value))
    except ValueError:
        raise InvalidError("received_at", N_("A date such as 2026-01-31 is wanted.")) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=clock.SEOUL)
    if clock.day_of(moment) > today:
        raise InvalidError("received_at", N_("This day has not come yet."))
    case.received_at = moment


_TAKERS = {
    "title": _title,
    "content": _content,
    "other_method": _other_method,
    "agency": _agency,
    "document": _document,
    "language": _language,
    "disclosure_methods": _disclosure_methods,
    "receipt_methods": _receipt_methods,
    "requester": _requester,
    "fee_reduction": _fee_reduction,
    "channel": _channel,
    "received_at": _received_at,
}
"""What may be entered, each with the function that checks and keeps it. Paper alone has the last two."""

PAPER_ONLY = ("channel", "received_at")


def _text(field: str, value: Any, longest: int) -> str:
    value = value or ""
    if not isinstance(value, str) or len(value) > longest:
        raise InvalidError(field, N_("A text of at most {longest} characters is wanted."), longest=longest)
    return value.strip()


def _code(field: str, value: Any, known: Collection[str]) -> str:
    if value not in known:
        raise InvalidError(field, N_("One of these is wanted: {known}."), known=", ".join(known))
    return value


def _codes(field: str, value: Any, known: Collection[str]) -> list[str]:
    values = [value] if isinstance(value, str) else list(value or [])
    return [_code(field, each, known) for each in dict.fromkeys(values)]
