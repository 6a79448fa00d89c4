"""A case as its readers see it (docs/disclosure.md, "Dicts"): nothing that the reader may not see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from ckan import model as core
from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import config, law
from ckanext.seoulsquare.disclosure.law.messages import Gettext, untranslated
from ckanext.seoulsquare.disclosure.model import Case, Clock, Event, File, Item, Objection, Party, Review
from ckanext.seoulsquare.disclosure.service import clocks, person, remedies
from ckanext.seoulsquare.disclosure.service.clocks import AGENCY
from ckanext.seoulsquare.disclosure.service.files import ANSWERS
from ckanext.seoulsquare.disclosure.service.reader import Reader


def of(case: Case, reader: Reader, today: dt.date, gettext: Gettext = untranslated) -> dict[str, Any]:
    """The whole case for a reader, with explanations of its clocks by the given gettext."""
    days = clocks.calendar()
    shown = {
        **_facts(case, reader),
        **_deadline(case, today, days),
        "clocks": [
            _clock(clock, today, days, gettext)
            for clock in Clock.of(case.id)
            if reader.is_staff or clock.party_id == reader.party_id
        ],
        "parties": [_party(party, reader, case) for party in _parties(case, reader)],
        "notices": _notices(case, reader),
    }
    if not reader.party_id:
        shown |= _for_requester_and_staff(case, reader)
        shown["remedies"] = remedies.of(case, today)
    if reader.is_staff:
        shown |= {
            "approval": {**case.approval, **_named(case.approval, ("drafter", "approver"))},
            "followers": [_reference(follower) for follower in Case.followers(case.id)],
            "remarks": case.remarks,
        }
    return shown


def short(case: Case, today: dt.date, days: law.Calendar, requester: str = "") -> dict[str, Any]:
    """The case in a list; `requester` is the name to show, masked."""
    return {
        "id": case.id,
        "receipt_number": case.receipt_number or "",
        "version": case.version,
        "title": case.title,
        "state": case.request,
        "council": case.council,
        "objection": case.objection,
        "agency": agency(case.agency_id),
        "department": case.department,
        "officer": _officer(case.officer_id),
        "filed_at": iso(case.filed_at),
        "result": case.result or None,
        "extended": case.extended,
        "requester": requester,
        **_deadline(case, today, days),
    }


def file(row: File, reader: Reader) -> dict[str, Any]:
    """A file; what the leak screen found is for staff."""
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "size": row.size,
        "mimetype": row.mimetype,
        "item": row.item_id or None,
        "party": row.party_id or None,
        "uploaded_at": iso(row.uploaded_at),
        "screening": row.screening,
        "findings": row.findings if reader.is_staff else [],
        "released": row.released_at is not None,
        "expires_on": iso(row.expires_on),
        "downloads": row.downloads,
        "last_download": iso(row.downloaded_at),
        "url": f"/disclosure/file/{row.id}",
    }


def files_for(case: Case, reader: Reader) -> list[File]:
    """The files that the reader may fetch."""
    return [row for row in File.of(case.id) if may_fetch(row, reader)]


def may_fetch(row: File, reader: Reader) -> bool:
    """Staff fetch all, a requester what they sent and what was released, a third party what it sent."""
    if reader.is_staff:
        return True
    if reader.party_id:
        return row.party_id == reader.party_id
    if row.party_id or "requester" not in reader.roles:
        return False
    return row.released_at is not None if row.kind in ANSWERS else True


def event(row: Event, reader: Reader) -> dict[str, Any]:
    """An event of the log."""
    shown = {
        "number": row.number,
        "at": iso(row.at),
        "actor": {"role": row.actor_role, "name": _user_name(row.actor_id)},
        "action": row.action,
        "track": row.track,
        "before": row.before,
        "after": row.after,
        "detail": row.detail,
        "party": row.party_id or None,
        "form": row.form or None,
    }
    return {**shown, "internal": row.internal} if reader.is_staff else shown


def history(case: Case, reader: Reader) -> list[dict[str, Any]]:
    """The events that the reader may read."""
    return [event(row, reader) for row in _readable(case, reader)]


def agency(agency_id: str) -> dict[str, Any] | None:
    """An agency's names."""
    group = Session.get(core.Group, agency_id) if agency_id else None
    if group is None:
        return None
    translated = (getattr(group, "extras", None) or {}).get("title_translated")
    return {
        "id": group.id,
        "name": group.name,
        "title": group.title or group.name,
        "title_translated": translated,
    }


def iso(value: dt.date | dt.datetime | None) -> str | None:
    """A day as it is, a moment in UTC."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    return value.isoformat() if value else None


def _facts(case: Case, reader: Reader) -> dict[str, Any]:
    days = ("decided_on", "notified_on", "disclosure_on", "disclosed_on", "closed_on")
    return {
        "id": case.id,
        "receipt_number": case.receipt_number or "",
        "version": case.version,
        "role": reader.roles[0] if reader.roles else "",
        "roles": list(reader.roles),
        "state": case.request,
        "council": case.council,
        "objection": case.objection,
        "title": case.title,
        "agency": agency(case.agency_id),
        "department": case.department,
        "officer": _officer(case.officer_id),
        "document": document(case.document_id),
        "channel": case.channel,
        "language": case.language,
        "filed_at": iso(case.filed_at),
        "received_at": iso(case.received_at),
        **{name: iso(getattr(case, name)) for name in days},
        "place": case.place,
        "result": case.result or None,
        "extended": case.extended,
        "extension": case.extension or None,
        "published": document(case.package_id),
        "erased": case.erased_at is not None,
        "retention_until": iso(retention_until(case)),
    }


def retention_until(case: Case) -> dt.date | None:
    """The day on which the personal data are erased; `None` while the case runs."""
    return case.closed_on + dt.timedelta(days=config.retention_days()) if case.closed_on else None


def _for_requester_and_staff(case: Case, reader: Reader) -> dict[str, Any]:
    words = case.sealed or {}
    party = Party.requester(case.id)
    own = not reader.is_staff
    transferred = case.transferred_to if case.transferred_to else None
    return {
        "content": words.get("content", ""),
        "other_method": words.get("other_method", ""),
        "disclosure_methods": case.disclosure_methods,
        "receipt_methods": case.receipt_methods,
        "requester": {k: v for k, v in party.data.items() if k != "comment"}
        if own
        else person.masked(party.data),
        "fee_reduction": case.fee_reduction or None,
        "earlier_case": _reference_to(case.earlier_case_id),
        "items": [_item(item) for item in Item.of(case.id)] if _sees_decision(case, reader) else _asked(case),
        "fee": {**case.fee, "paid": case.fee_paid, "owed": case.fee_owed} if "lines" in case.fee else None,
        "files": [file(row, reader) for row in files_for(case, reader)],
        "objections": [_objection(o) for o in Objection.of(case.id) if reader.is_staff or not o.party_id],
        "reviews": [_review(review, reader) for review in Review.of(case.id)],
        "transferred_to": transferred,
        "transferred_from": _reference_to(case.transferred_from),
        "merged_into": _reference_to(case.merged_into),
        "rating": {"score": case.rating, "comment": party.data.get("comment", "")} if case.rating else None,
    }


def _sees_decision(case: Case, reader: Reader) -> bool:
    """A decision that is only drafted is the agency's own affair."""
    return reader.is_staff or case.decided_on is not None


def _asked(case: Case) -> list[dict[str, Any]]:
    """The items without what is drafted on them."""
    bare = Item(grounds=[], reason="", in_review=False, review_stage="", documents=[])
    return [{**_item(bare), **_words(item)} for item in Item.of(case.id)]


def _words(item: Item) -> dict[str, Any]:
    return {"id": item.id, "position": item.position, "text": (item.sealed or {}).get("text", "")}


def _item(item: Item) -> dict[str, Any]:
    return {
        **_words(item),
        "result": item.result,
        "grounds": item.grounds,
        "reason": item.reason,
        "in_review": item.in_review,
        "review_stage": item.review_stage,
        "review_ends": iso(item.review_ends),
        "documents": item.documents,
    }


def _clock(clock: Clock, today: dt.date, days: law.Calendar, gettext: Gettext) -> dict[str, Any]:
    running = clock.stopped_on is None
    return {
        "clock": clock.clock,
        "title": gettext(law.CLOCKS[law.Clock(clock.clock)].title),
        "started": iso(clock.started),
        "due": iso(clock.due),
        "stopped_on": iso(clock.stopped_on),
        "running": running,
        "working_days_left": law.working_days_left(today, clock.due, days) if running else None,
        "party": clock.party_id or None,
        "agency_owes": law.Clock(clock.clock) in AGENCY,
        "explanation": clocks.explain(clock, days, gettext),
    }


def _deadline(case: Case, today: dt.date, days: law.Calendar) -> dict[str, Any]:
    due = case.due_on
    return {
        "due_on": iso(due),
        "working_days_left": law.working_days_left(today, due, days) if due else None,
        "overdue": bool(due and due < today),
    }


def _parties(case: Case, reader: Reader) -> list[Party]:
    if not (reader.is_staff or reader.party_id):
        return []
    return [party for party in Party.third_parties(case.id) if reader.party_id in ("", party.id)]


def _party(party: Party, reader: Reader, case: Case) -> dict[str, Any]:
    own = party.id == reader.party_id
    due = [
        c.due
        for c in Clock.running(case.id)
        if c.party_id == party.id and law.Clock(c.clock) in clocks.THIRD_PARTY
    ]
    contact = {key: party.data.get(key, "") for key in ("email", "phone", "address")}
    name = party.data.get("name", "")
    return {
        "id": party.id,
        "state": party.state,
        "language": party.language,
        "name": name if own else person.mask(name),
        "contact": contact if own else sorted(key for key, value in contact.items() if value),
        "opinion": party.data.get("opinion", ""),
        "due": iso(min(due, default=None)),
        "notified_on": iso(party.notified_on),
    }


def _objection(objection: Objection) -> dict[str, Any]:
    words = objection.sealed or {}
    return {
        "id": objection.id,
        "number": objection.number,
        "party": objection.party_id or None,
        "late": objection.late,
        "filed_on": iso(objection.filed_on),
        "purport": words.get("purport", ""),
        "reason": words.get("reason", ""),
        "decided_on": iso(objection.decided_on),
        "result": objection.result or None,
        "answer": objection.answer,
        "council_exemption": objection.council_exemption or None,
        "extended": objection.extended,
        "extension_reason": objection.extension_reason,
    }


def _review(review: Review, reader: Reader) -> dict[str, Any]:
    shown = {
        "subject": review.subject,
        "referred_on": iso(review.referred_on),
        "held_on": iso(review.held_on),
        "result": review.result,
    }
    staff = {"question": review.question, "members": review.members, "opinion": review.opinion}
    return {**shown, **staff} if reader.is_staff else shown


def _notices(case: Case, reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "event": row.number,
            "form": row.form,
            "step": row.action,
            "party": row.party_id or None,
            "issued_on": iso(row.at),
        }
        for row in _readable(case, reader)
        if row.form
    ]


def _readable(case: Case, reader: Reader) -> Iterable[Event]:
    for row in Event.of(case.id):
        if (
            reader.is_staff
            or (reader.party_id and row.party_id == reader.party_id)
            or not reader.party_id
            and "requester" in row.audience
        ):
            yield row


def _reference(case: Case) -> dict[str, Any]:
    return {"id": case.id, "receipt_number": case.receipt_number or ""}


def _reference_to(case_id: str) -> dict[str, Any] | None:
    case = Session.get(Case, case_id) if case_id else None
    return _reference(case) if case else None


def document(package_id: str) -> dict[str, Any] | None:
    """A record that anybody may see, by its names."""
    package = Session.get(core.Package, package_id) if package_id else None
    if package is None or package.state != "active" or package.private:
        return None
    return {"id": package.id, "name": package.name, "title": package.title, "type": package.type}


def _officer(user_id: str) -> dict[str, Any] | None:
    user = Session.get(core.User, user_id) if user_id else None
    return {"id": user.id, "name": user.name, "fullname": user.display_name} if user else None


def _user_name(user_id: str) -> str:
    user = Session.get(core.User, user_id) if user_id else None
    return user.display_name if user else ""


def _named(values: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: _officer(values.get(key, "")) for key in keys}
