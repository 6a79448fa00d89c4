"""Drafting the decision on each requested item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, Item
from ckanext.seoulsquare.disclosure.service import person
from ckanext.seoulsquare.disclosure.states import ItemResult

LONGEST = 20_000
MOST = 50


def put(case: Case, drafts: Sequence[Any], today: dt.date) -> list[str]:
    """Replace the items by these; known ones keep the requester's words where no `text` is given.

    Returns the results in order. `InvalidError` for what is no decision.
    """
    known = {item.id: item for item in Item.of(case.id)}
    if not drafts or len(drafts) > MOST:
        raise InvalidError("items", N_("Between 1 and {most} items are wanted."), most=MOST)
    kept = [_put(case, known, draft, position, today) for position, draft in enumerate(drafts)]
    gone = known.keys() - {item.id for item in kept}
    Session.execute(sa.delete(Item).where(Item.id.in_(gone)))
    Session.flush()
    return [item.result or "" for item in kept]


def _put(case: Case, known: Mapping[str, Item], draft: Any, position: int, today: dt.date) -> Item:
    if not isinstance(draft, Mapping):
        raise InvalidError("items", N_("A list of dicts is wanted."))
    item = known.get(draft.get("id") or "")
    if item is None:
        item = Item(case_id=case.id)
        Session.add(item)
    item.position = position
    if "text" in draft or not item.sealed:
        text = _text(draft, "text")
        person.refuse_numbers("items", text, today)
        item.sealed = {"text": text}
    item.result = _result(draft.get("result"))
    item.grounds = _grounds(draft.get("grounds"))
    item.reason = _text(draft, "reason")
    item.in_review = draft.get("in_review") in (True, "true", "on", "1")
    item.review_stage = _text(draft, "review_stage")
    item.review_ends = _day(draft.get("review_ends"))
    item.documents = [str(name) for name in draft.get("documents") or []][:MOST]
    return item


def _text(draft: Mapping[str, Any], key: str) -> str:
    value = draft.get(key) or ""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise InvalidError("items", N_("A text of at most {longest} characters is wanted."), longest=LONGEST)
    return value.strip()


def _result(value: Any) -> str | None:
    try:
        return ItemResult(value).value if value else None
    except ValueError:
        known = ", ".join(result.value for result in ItemResult)
        raise InvalidError("items", N_("One of these is wanted: {known}."), known=known) from None


def _grounds(value: Any) -> list[int]:
    values = [value] if isinstance(value, (str, int)) else list(value or [])
    try:
        grounds = sorted({int(ground) for ground in values if ground != ""})
    except (TypeError, ValueError):
        grounds = [0]
    if not set(grounds) <= set(range(1, 9)):
        raise InvalidError("items", N_("Grounds are items of Article 9(1), 1 to 8."))
    return grounds


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        raise InvalidError("items", N_("A date such as 2026-01-31 is wanted.")) from None
