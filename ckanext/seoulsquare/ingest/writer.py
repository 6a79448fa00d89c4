"""The slow door: writes records through CKAN's own actions, so that every plugin sees what it would see.

It has the interface `loading.Writer`; a bulk writer replaces it without the rest of the room noticing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model, types
from ckan.lib import search

from ckanext.seoulsquare.ingest import attachments, config
from ckanext.seoulsquare.ingest.agencies import Agencies
from ckanext.seoulsquare.ingest.changes import changed_fields, comparable, merged_resources
from ckanext.seoulsquare.ingest.errors import Fault
from ckanext.seoulsquare.ingest.records import Outcome, Record, Written

WITHDRAWAL_REASON = "공개 목록에서 삭제된 자료입니다."
"""Public reason of a withdrawal that a list asks for: the source deleted the record from its list."""


@dataclass
class Plan:
    """What is to be done with a record; `data` is what the action gets, `id` the record's in the archive."""

    record: Record
    outcome: Outcome
    data: dict[str, Any]
    id: str = ""
    uploads: list[dict[str, Any]] | None = None


class ActionWriter:
    """Writes records with the rights of the site user. `dry_run` compares only."""

    def __init__(self, *, dry_run: bool = False) -> None:
        self.dry_run = dry_run
        self.user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
        self.agencies = Agencies(self._context(), dry_run=dry_run)
        self.planned: dict[str, int] = {}

    def _context(self, **more: Any) -> types.Context:
        return types.Context(user=self.user, ignore_auth=True, **more)

    def write(self, records: Iterable[Record]) -> Iterator[Written]:
        """Write records, in batches; see `loading.Writer`."""
        records = iter(records)
        while batch := list(islice(records, config.batch_size())):
            yield from self._write_batch(batch)

    def _write_batch(self, batch: list[Record]) -> list[Written]:
        existing = self._existing([record.name for record in batch])
        planned = [self._plan(record, existing) for record in batch]
        plans = [plan for plan in planned if isinstance(plan, Plan) and plan.data]
        refused: dict[str, Written] = {}
        if plans and not self.dry_run:
            refused = self._apply_together(plans)
        return [
            refused.get(plan.record.name, Written(plan.record, plan.outcome))
            if isinstance(plan, Plan)
            else plan
            for plan in planned
        ]

    def _existing(self, names: list[str]) -> dict[str, str]:
        """Ids of the records that the archive has, by name."""
        found = model.Session.query(model.Package.name, model.Package.id).filter(
            model.Package.name.in_(names)
        )
        return dict(found.tuples())

    # --- What to do ---
    def _plan(self, record: Record, existing: dict[str, str]) -> Plan | Written:
        try:
            if record.kind == "agency":
                return Plan(record, self.agencies.write(record), {})
            owner = self.agencies.find(record.agency)
        except Fault as fault:
            return _rejected(record, fault)
        fields = {**record.fields, "owner_org": owner}
        fields.pop("name", None)
        if record.withdrawn:
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            fields |= {"withdrawn_at": now, "withdrawal_reason": WITHDRAWAL_REASON}
        resources = [*attachments.links(record), *attachments.uploads(record)]
        if self.dry_run and (again := self._plan_again(record)):
            return again
        if record.name in existing:
            return self._plan_change(record, existing[record.name], fields, resources)
        fields = {key: value for key, value in fields.items() if value not in ("", None, [])}
        data = {"type": record.kind, "name": record.name, **fields}
        data["resources"] = [resource for resource in resources if resource.get("url")]
        outcome = Outcome.WITHDRAWN if record.withdrawn else Outcome.CREATED
        return Plan(record, outcome, data, uploads=[r for r in resources if r.get("upload")])

    def _plan_again(self, record: Record) -> Plan | None:
        """For a record that this dry run has planned before, from another file."""
        fingerprint = _fingerprint(record)
        before = self.planned.get(record.name)
        self.planned[record.name] = fingerprint
        if before is None:
            return None
        return Plan(record, Outcome.UNCHANGED if before == fingerprint else Outcome.UPDATED, {})

    def _plan_change(
        self, record: Record, package_id: str, fields: dict[str, Any], resources: list[dict[str, Any]]
    ) -> Plan | Written:
        kept = tk.get_action("package_show")(self._context(), {"id": package_id})
        if kept["state"] != "active":
            return _rejected(record, Fault("", record.name, "an administrator deleted this record"))
        if kept.get("withdrawn_at"):
            # what was withdrawn, by a list or by hand, comes back only by hand
            return Plan(record, Outcome.UNCHANGED, {})
        if record.withdrawn:
            fields = {name: fields[name] for name in ("withdrawn_at", "withdrawal_reason")}
            return Plan(record, Outcome.WITHDRAWN, fields, id=package_id)
        data = changed_fields(kept, fields)
        merged = merged_resources(kept["resources"], resources)
        if merged is not None:
            data["resources"] = merged
        if not data:
            return Plan(record, Outcome.UNCHANGED, {})
        uploads = [resource for resource in merged or [] if resource.get("upload")]
        return Plan(record, Outcome.UPDATED, data, id=package_id, uploads=uploads)

    # --- Doing it ---
    def _apply_together(self, plans: list[Plan]) -> dict[str, Written]:
        """Write plans in one transaction; where one is refused, each in its own. Gives the refused ones."""
        refused: dict[str, Written] = {}
        together = {"defer_commit": True, "return_id_only": True}
        try:
            ids = {plan.record.name: self._apply(plan, **together) for plan in plans}
        except tk.ValidationError:
            # CKAN rolled all of them back
            ids, refused = self._apply_singly(plans)
        else:
            model.repo.commit()
            search.rebuild(package_ids=list(ids.values()))
            search.commit()
        for plan in plans:
            if plan.uploads and plan.record.name in ids:
                attachments.upload(self._context(), ids[plan.record.name], plan.uploads, plan.record)
        return refused

    def _apply_singly(self, plans: list[Plan]) -> tuple[dict[str, str], dict[str, Written]]:
        ids, refused = {}, {}
        for plan in plans:
            try:
                ids[plan.record.name] = self._apply(plan)
            except tk.ValidationError as error:
                refused[plan.record.name] = _refused(plan.record, error)
        return ids, refused

    def _apply(self, plan: Plan, **context: Any) -> str:
        """Write one plan and give the record's id; its uploads follow when it is in the database."""
        data = dict(plan.data)
        if "resources" in data:
            data["resources"] = [resource for resource in data["resources"] if not resource.get("upload")]
        if plan.id:
            tk.get_action("package_patch")(self._context(**context), {**data, "id": plan.id})
            return plan.id
        made = tk.get_action("package_create")(self._context(**context), data)
        return made if isinstance(made, str) else made["id"]


def _rejected(record: Record, fault: Fault) -> Written:
    return Written(record, Outcome.REJECTED, fault.column, fault.value, fault.reason)


def _refused(record: Record, error: tk.ValidationError) -> Written:
    """What CKAN's validation says, for the first field that it names."""
    name, messages = next(iter(error.error_dict.items()))
    reason = "; ".join(str(message) for message in messages) if isinstance(messages, list) else str(messages)
    return Written(record, Outcome.REJECTED, name, str(record.fields.get(name, "")), reason)


def _fingerprint(record: Record) -> int:
    return hash(
        str(comparable({"fields": record.fields, "tables": [table.digest for table in record.tables]}))
    )
