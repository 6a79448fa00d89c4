"""The agencies that records belong to, as CKAN organizations."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable

import ckan.plugins.toolkit as tk
from ckan import model, types

from ckanext.seoulsquare.ingest import config
from ckanext.seoulsquare.ingest.changes import changed_fields
from ckanext.seoulsquare.ingest.errors import Fault
from ckanext.seoulsquare.ingest.formats.declaration import fold
from ckanext.seoulsquare.ingest.records import Agency, Outcome, Record

_CITY = {"서울시": "서울특별시", "서울시본청": "서울특별시", "서울특별시본청": "서울특별시"}
"""Names by which lists call the city's headquarters."""


class Agencies:
    """Finds an agency by its name, its title or a title in another language; reads all of them once."""

    def __init__(self, context: types.Context, *, dry_run: bool = False) -> None:
        self.context = context
        self.dry_run = dry_run
        self.ids: dict[str, str] = {}
        organizations = model.Session.query(model.Group).filter_by(is_organization=True, state="active")
        for organization in organizations:
            self._remember(
                organization.id, [organization.name, organization.title, *_translations(organization)]
            )

    def _remember(self, organization_id: str, names: Iterable[str | None]) -> None:
        for name in names:
            if name:
                self.ids.setdefault(fold(name), organization_id)

    def find(self, agency: Agency) -> str:
        """The id of the agency. Raises Fault when there is none and the list may not make one."""
        for name in agency.names:
            if found := self._known(name):
                return found
        if agency.unknown == "create" and agency.names:
            return self._create(agency.names[0])
        fallback = agency.fallback or config.default_agency()
        if agency.unknown != "reject" and (found := self._known(fallback)):
            return found
        named = ", ".join(agency.names) or fallback
        raise Fault("agency", named, "there is no such agency; create the organization first")

    def _known(self, name: str) -> str:
        for spelled in (name, name.split(" ", maxsplit=1)[0]):  # 마포구 총무과 belongs to 마포구
            plain = fold(spelled)
            if found := self.ids.get(plain) or self.ids.get(fold(_CITY.get(plain, plain))):
                return found
        return ""

    def _create(self, title: str) -> str:
        name = _name(title)
        if self.dry_run:
            created = name
        else:
            created = tk.get_action("organization_create")(
                self.context.copy(), {"name": name, "title": title, "agency_kind": "agency"}
            )["id"]
        self._remember(created, [name, title])
        return created

    def write(self, record: Record) -> Outcome:
        """Write a record of kind `agency`: codes and names of an agency, found by its title."""
        fields = {name: value for name, value in record.fields.items() if value not in ("", None)}
        if translated := {
            code: fields.pop(f"title_{code}") for code in ("ko", "zh", "en") if f"title_{code}" in fields
        }:
            fields["title_translated"] = translated
        known = self._known(record.name)
        if not known:
            if not self.dry_run:
                fields = {"name": _name(record.name), "agency_kind": "district", **fields}
                known = tk.get_action("organization_create")(self.context.copy(), fields)["id"]
            self._remember(known or record.name, [record.name])
            return Outcome.CREATED
        kept = tk.get_action("organization_show")(self.context.copy(), {"id": known})
        changed = changed_fields(kept, fields)
        if changed and not self.dry_run:
            tk.get_action("organization_patch")(self.context.copy(), {"id": known, **changed})
        return Outcome.UPDATED if changed else Outcome.UNCHANGED


def _translations(organization: model.Group) -> list[str]:
    kept = (getattr(organization, "extras", None) or {}).get("title_translated") or {}
    if isinstance(kept, str):
        try:
            kept = json.loads(kept)
        except ValueError:
            return []
    return [str(title) for title in kept.values()]


def _name(title: str) -> str:
    """The name of a new organization: its title in ASCII letters, and a digest where that loses something."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    if slug == title.lower() and len(slug) > 1:
        return slug[:100]
    return "-".join(filter(None, ["agency", slug[:60], hashlib.sha256(title.encode()).hexdigest()[:8]]))
