"""A decided request as a record of the archive: question, decision, grounds, answer files; nobody's data."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model as core
from ckan.lib import search
from ckan.model.meta import Session
from ckan.types import Context

from ckanext.seoulsquare.disclosure import storage
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, File, Item
from ckanext.seoulsquare.disclosure.service import files, remedies
from ckanext.seoulsquare.documents import service as documents
from ckanext.seoulsquare.previews import service as previews

KIND = "disclosure_decision"


def check(case: Case, texts: Mapping[str, str], file_ids: Sequence[str], today: dt.date) -> list[File]:
    """The chosen answers, if case, texts and files may be published; `InvalidError` names what may not."""
    if case.request not in remedies.DECIDED or case.package_id:
        raise InvalidError("state", N_("Only a decided request can be published, and only once."))
    for field, text in texts.items():
        if previews.personal_data(text, today=today):
            raise InvalidError(field, N_("This text holds personal data; it cannot be published."))
    answers = {file.id: file for file in File.of(case.id, "answer")}
    chosen = [answers[file_id] for file_id in dict.fromkeys(file_ids) if file_id in answers]
    if len(chosen) != len(set(file_ids)):
        raise InvalidError("files", N_("Only answers of this request can be published with it."))
    for file in chosen:
        files.check_passed(file)
        if file.released_at is None:
            raise InvalidError("files", N_("«{name}» was not given to the requester yet."), name=file.name)
    return chosen


def publish(case: Case, texts: Mapping[str, str], chosen: Sequence[File], user_name: str) -> None:
    """Make the record and name it in the case, in the same transaction; it is indexed after that."""
    context = Context(user=user_name, ignore_auth=True, defer_commit=True, return_id_only=True)
    record = _record(case, texts)
    case.package_id = tk.get_action("package_create")(Context(context), record)
    if chosen:  # CKAN takes uploads with an update alone
        files_too = {**record, "id": case.package_id, "resources": [_resource(file) for file in chosen]}
        tk.get_action("package_update")(Context(context), files_too)
    Session.flush()


def index(case: Case) -> None:
    """Put the record into the search index."""
    search.rebuild(package_id=case.package_id)


def _resource(file: File) -> dict[str, Any]:
    content = io.BytesIO(storage.read(file.location))
    return {
        "name": file.name,
        "url": file.name,
        "url_type": "upload",
        "upload": FileStorage(content, file.name, content_type=file.mimetype),
        "role": "original",
        "disclosure": "open",
    }


def _record(case: Case, texts: Mapping[str, str]) -> dict[str, Any]:
    grounds = sorted({ground for item in Item.of(case.id) for ground in item.grounds})
    document = Session.get(core.Package, case.document_id) if case.document_id else None
    return {
        "type": KIND,
        "name": documents.dataset_name(KIND, case.receipt_number or ""),
        "receipt_number": case.receipt_number,
        "title": texts["title"],
        "notes": texts["notes"],
        "question": texts["question"],
        "answer": texts["answer"],
        "decision": case.result,
        "decision_grounds": [str(ground) for ground in grounds],
        "production_date": case.decided_on.isoformat() if case.decided_on else "",
        "owner_org": case.agency_id,
        "department": case.department,
        "related_documents": [document.name] if document else [],
        "disclosure": "open",
    }
