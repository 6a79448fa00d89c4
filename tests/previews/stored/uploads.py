"""Records with uploaded files, and people who would like to read them."""

from __future__ import annotations

import io
import uuid
from typing import Any

from werkzeug.datastructures import FileStorage

from ckan import model
from ckan.tests.factories import Organization, SysadminWithToken, UserWithToken

from ckanext.seoulsquare.previews import making
from tests.documents.records import act


def record(agency: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An open approval document without files, unless `fields` say otherwise."""
    known = {
        "type": "approval_document",
        "document_id": uuid.uuid4().hex[:15],
        "title": "급식 계획",
        "disclosure": "open",
        "owner_org": agency["id"],
    }
    return act("package_create", **{**known, **fields})


def upload(package: dict[str, Any], name: str, data: bytes, /, **fields: Any) -> dict[str, Any]:
    """A resource of the record with an uploaded file."""
    file = FileStorage(io.BytesIO(data), filename=name)
    known = {"package_id": package["id"], "name": name, "role": "original", "upload": file}
    return act("resource_create", **{**known, **fields})


def looked_at(package: dict[str, Any], name: str, data: bytes, /, **fields: Any) -> dict[str, Any]:
    """The same, and its job is done."""
    resource = upload(package, name, data, **fields)
    making.make(resource["id"])
    return resource


def people(agency: dict[str, Any]) -> dict[str, dict[str, Any] | None]:
    """Readers by the part they play towards an agency."""
    officer, elsewhere = UserWithToken(), UserWithToken()
    act("organization_member_create", id=agency["id"], username=officer["name"], role="editor")
    Organization(users=[{"name": elsewhere["name"], "capacity": "editor"}])
    return {
        "anonymous": None,
        "stranger": UserWithToken(),
        "officer elsewhere": elsewhere,
        "officer": officer,
        "sysadmin": SysadminWithToken(),
    }


def user(person: dict[str, Any] | None) -> Any:
    """CKAN's user object of a reader."""
    return model.User.get(person["name"]) if person else model.AnonymousUser()


def token(person: dict[str, Any] | None) -> dict[str, str]:
    """Headers by which a reader says who he is."""
    return {"Authorization": person["token"]} if person else {}
