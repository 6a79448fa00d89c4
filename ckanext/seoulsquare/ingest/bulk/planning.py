"""What is to be done with a record: nothing, a change to rows, or leaving it to CKAN's actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from ckan import model

from ckanext.seoulsquare.documents.building import Builder, Rules, Stored, new_record
from ckanext.seoulsquare.ingest import attachments
from ckanext.seoulsquare.ingest.bulk.views import Views
from ckanext.seoulsquare.ingest.changes import changed_fields, merged_resources
from ckanext.seoulsquare.ingest.errors import Fault
from ckanext.seoulsquare.ingest.records import Outcome, Record, Written
from ckanext.seoulsquare.ingest.writer import WITHDRAWAL_REASON, ActionWriter

# Columns that CKAN empties when an update does not give them.
_EMPTIED = {
    str(column.name): None for column in model.package_table.c if column.doc == "remove_if_not_provided"
}


@dataclass(frozen=True)
class Change:
    """Rows to write: all of them for a new record, the package's alone for a known one."""

    stored: Stored
    outcome: Outcome
    is_new: bool


class Planner:
    """Plans records one by one, by the same comparisons as the slow door's."""

    def __init__(self, actions: ActionWriter, builder: Builder) -> None:
        self.actions = actions
        self.builder = builder
        user = model.User.get(actions.user)
        self.creator = user.id if user else None
        self.rules: dict[tuple[str, str], Rules] = {}
        self.owners: dict[str, str | Fault] = {}
        self.views = Views()
        self.owner_of: dict[tuple[Any, ...], str] = {}

    def find_agencies(self, records: Sequence[Record]) -> None:
        """Find whose the records are; an agency that a list makes is made now, in its own transaction."""
        self.owners = {record.name: self._owner(record) for record in records if record.kind != "agency"}
        found = {owner for owner in self.owners.values() if isinstance(owner, str)}
        if not found <= self.builder.site.organizations.keys():
            self.builder.refresh()

    def _owner(self, record: Record) -> str | Fault:
        agency = record.agency
        key = (*agency.names, agency.unknown, agency.fallback)
        try:
            if key not in self.owner_of:
                self.owner_of[key] = self.actions.agencies.find(agency)
        except Fault as fault:
            return fault
        return self.owner_of[key]

    def plan(self, record: Record, kept: Stored | None, now: dt.datetime) -> Change | Written | None:
        """What to do; None leaves it to CKAN's actions. `now` is UTC without a zone, `kept` what there is."""
        if (
            record.kind == "agency"
            or record.tables
            or any("file" in resource for resource in record.resources)
        ):
            return None
        owner = self.owners[record.name]
        if isinstance(owner, Fault):
            return _rejected(record, owner)
        if not _can_be_kept(record):
            return _rejected(record, Fault("", "", "holds a character that cannot be kept"))
        fields = {**record.fields, "owner_org": owner, "name": record.name}
        if record.withdrawn:
            moment = now.strftime("%Y-%m-%dT%H:%M:%SZ")
            fields |= {"withdrawn_at": moment, "withdrawal_reason": WITHDRAWAL_REASON}
        resources = attachments.links(record)
        if kept is None:
            return self._create(record, fields, resources, now)
        return self._change(record, kept, fields, resources, now)

    def _create(
        self, record: Record, fields: dict[str, Any], resources: list[dict[str, Any]], now: dt.datetime
    ) -> Change | None:
        given = {name: value for name, value in fields.items() if value not in ("", None, [])}
        accepted = self._rules(record.kind, "package_create").read(
            given, [r for r in resources if r.get("url")]
        )
        if accepted is None or self.views.wanted(accepted):
            return None
        outcome = Outcome.WITHDRAWN if record.withdrawn else Outcome.CREATED
        return Change(new_record(accepted, now, self.creator), outcome, is_new=True)

    def _change(
        self,
        record: Record,
        kept: Stored,
        fields: dict[str, Any],
        resources: list[dict[str, Any]],
        now: dt.datetime,
    ) -> Change | Written | None:
        package = kept.package
        if package["state"] != model.State.ACTIVE:
            return _rejected(record, Fault("", record.name, "an administrator deleted this record"))
        flat = {**package, **package["extras"]}
        if flat.get("withdrawn_at"):
            # what was withdrawn, by a list or by hand, comes back only by hand
            return Written(record, Outcome.UNCHANGED)
        if record.withdrawn:
            changes = {name: fields[name] for name in ("withdrawn_at", "withdrawal_reason")}
        else:
            changes = changed_fields(flat, fields)
            rows = [{**row, **row["extras"]} for row in kept.resources]
            if merged_resources(rows, resources) is not None:
                return None
        changed = self._changed(kept, changes) if changes else package
        if changed is None or changed["owner_org"] != package["owner_org"]:
            return None
        if changed == package:
            return Written(record, Outcome.UNCHANGED)
        outcome = Outcome.WITHDRAWN if record.withdrawn else Outcome.UPDATED
        stored = Stored({**changed, "metadata_modified": now}, kept.resources, kept.tags)
        return Change(stored, outcome, is_new=False)

    def _changed(self, kept: Stored, changes: dict[str, Any]) -> dict[str, Any] | None:
        """The package's row after a patch, which CKAN makes by validating what is shown with the changes."""
        kind = kept.package["type"]
        rules = self._rules(kind, "package_update")
        shown = self.builder.view(kind).both(kept)[1]
        if shown.get("extras"):
            return None
        patched = {**{name: value for name, value in shown.items() if name in rules.fields.rules}, **changes}
        accepted = rules.read({name: value for name, value in patched.items() if value is not None}, [])
        if accepted is None:
            return None
        return {**kept.package, **_EMPTIED, **accepted.columns, "extras": accepted.extras}

    def _rules(self, kind: str, action: str) -> Rules:
        if (kind, action) not in self.rules:
            self.rules[kind, action] = Rules(kind, action, self.actions.user)
        return self.rules[kind, action]


def _can_be_kept(record: Record) -> bool:
    """PostgreSQL's texts hold no zero character, and UTF-8 no half of a pair."""
    try:
        return b"\\u0000" not in orjson.dumps([record.fields, record.resources])
    except TypeError:
        return False


def _rejected(record: Record, fault: Fault) -> Written:
    return Written(record, Outcome.REJECTED, fault.column, fault.value, fault.reason)
