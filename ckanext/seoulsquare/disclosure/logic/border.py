"""What every action of the room does at its border: who asks, for which case, and how errors are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError

import ckan.plugins.toolkit as tk
from ckan import model as core
from ckan.model.meta import Session
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, jobs, signals
from ckanext.seoulsquare.disclosure.errors import ConflictError, InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, Event, Message
from ckanext.seoulsquare.disclosure.service import reader, view
from ckanext.seoulsquare.disclosure.service.reader import Reader
from ckanext.seoulsquare.disclosure.states import StepRefusedError

Data = dict[str, Any]


def user_of(context: Context) -> core.User | None:
    """The account that asks; `None` for nobody."""
    user = context.get("auth_user_obj") or core.User.get(context.get("user") or "")
    return user if isinstance(user, core.User) else None


def opened(context: Context, data: Data) -> tuple[Case, Reader]:
    """The case and the reader's roles in it; raises `ObjectNotFound` where there is nothing for this reader
    to see.
    """
    if token := data.get("token"):
        found = reader.of_token(str(token), clock.now())
        if found and data.get("id") in (None, "", found[0].id, found[0].receipt_number):
            return found
    elif data.get("id"):
        case = Case.named(str(data["id"]))
        who = reader.of_user(case, user_of(context)) if case else reader.NOBODY
        if case and who.roles:
            return case, who
    raise tk.ObjectNotFound(tk._("Request not found"))


def own_case(context: Context, name: str) -> Case:
    """A case that this account filed; raises `InvalidError` for any other."""
    case, user = Case.named(str(name)), user_of(context)
    if case is None or user is None or case.user_id != user.id:
        raise InvalidError("earlier_case", N_("You have no such request."))
    return case


def again(context: Context, data: Data, case: Case, who: Reader) -> Reader:
    """The reader's roles after a change, which may have given or taken some."""
    return who if data.get("token") else reader.of_user(case, user_of(context))


@contextmanager
def writing() -> Iterator[None]:
    """One transaction: committed when all went well, else rolled back and told in the reader's language."""
    try:
        with refusing():
            yield
            Session.commit()
    except Exception:
        Session.rollback()
        raise
    if Session.scalars(sa.select(Message.id).where(Message.state == "waiting").limit(1)).first():
        tk.enqueue_job(jobs.send_mails, title="Send mails about disclosure requests")


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the room refuses into CKAN's `ValidationError`."""
    try:
        yield
    except InvalidError as error:
        message = error.text(tk._, tk.h.seoulsquare_language())
        raise tk.ValidationError({error.field: [message]}) from error
    except StepRefusedError as error:
        raise tk.ValidationError({"step": [error.text(tk._, tk.h.seoulsquare_language())]}) from error
    except (IntegrityError, OperationalError) as error:  # two changes at one moment, seen by the database
        raise tk.ValidationError({"version": [ConflictError().text(tk._)]}) from error


def shown(case: Case, who: Reader) -> Data:
    """The case for the reader, in their language."""
    return view.of(case, who, clock.today(), tk._)


def told(case: Case, events: list[Event]) -> None:
    """Tell other rooms of steps, after the commit."""
    for event in events:
        signals.step_taken.send(event.case_id, step=event.action, event=event.number, party=event.party_id)


def version(data: Data) -> int | None:
    """The version that the caller saw."""
    return whole(data, "version", None)


def whole(data: Data, key: str, default: Any, most: int | None = None) -> Any:
    """A whole number of the input, bounded; raises `ValidationError` for something else."""
    if data.get(key) in (None, ""):
        return default
    try:
        number = int(data[key])
    except (TypeError, ValueError):
        number = -1
    if number < 0:
        raise tk.ValidationError({key: [tk._("A whole number is wanted.")]})
    return number if most is None else min(number, most)


def text(data: Data, key: str, *, needed: bool = False, longest: int = 5_000) -> str:
    """A text of the input, bounded; raises `ValidationError` when it is no text, or needed and absent."""
    value = data.get(key) or ""
    if not isinstance(value, str) or len(value) > longest:
        message = tk._("A text of at most {longest} characters is wanted.").format(longest=longest)
        raise tk.ValidationError({key: [message]})
    if needed and not value.strip():
        raise tk.ValidationError({key: [tk._("Missing value")]})
    return value.strip()


def address() -> str:
    """The network address behind the request; empty outside of one. Behind a proxy the route's first is
    meant.
    """
    return next(iter(tk.request.access_route), "") if flask.has_request_context() else ""


NOT_UPLOADED = N_("A file is wanted.")


def upload(data: Data) -> tuple[str, bytes]:
    """Name and bytes of an uploaded file."""
    sent = data.get("upload")
    if sent is None or not hasattr(sent, "read"):
        raise tk.ValidationError({"upload": [tk._(NOT_UPLOADED)]})
    content = getattr(sent, "stream", sent).read()
    return data.get("name") or getattr(sent, "filename", "") or "", content


def day(data: Data, key: str) -> dt.date | None:
    """A day of the input; raises `ValidationError` for something else."""
    if data.get(key) in (None, ""):
        return None
    try:
        return dt.date.fromisoformat(str(data[key]))
    except ValueError:
        raise tk.ValidationError({key: [tk._("A date such as 2026-01-31 is wanted.")]}) from None


def listed(data: Data, key: str) -> list[Any]:
    """A list of the input; raises `ValidationError` for something else."""
    value = data.get(key) or []
    if not isinstance(value, list):
        raise tk.ValidationError({key: [tk._("A list is wanted.")]})
    return value


def user_name(context: Context) -> str:
    """The name of the account that asks."""
    user = user_of(context)
    return user.name if user else ""
