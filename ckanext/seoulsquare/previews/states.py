"""What is known of uploaded files, as plain values for lists and for officers; no permissions are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews import config, gate
from ckanext.seoulsquare.previews.model import Content, Upload, is_kept

VERDICTS = ("clear", "warn", "block", "unreadable")
DECISIONS = ("publish", "masked", "withhold")


@dataclass(frozen=True)
class FileState:
    """An uploaded file of a resource.

    - `state`: waiting, made, failed (given up; `error` says why) or infected (`error` names the malware)
    - `status`: of the preview, as in `Shown`; "" while there is none
    - `verdict`: of the leak screen: clear, warn, block, unreadable; "" while it has not looked
    - `findings`: `{"kind", "level", "place", "page", "masked"}` each
    - `decision`: of an officer: publish, masked or withhold; "" while nobody decided
    - `held`: why the public may not have the original: screening (not looked at yet), finding (blocked until
      an officer decides), masked (only the masked copy is published), withheld (an officer said so),
      infected; "" where the screen lets it pass. What the record's class says is not in here
    """

    resource_id: str
    package_id: str
    content_hash: str
    state: str
    status: str
    verdict: str
    decision: str
    held: str
    pages: int
    format: str
    masked: bool
    error: str = ""
    findings: list[dict[str, Any]] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
    decided_by: str = ""
    decided_at: dt.datetime | None = None
    screened_at: dt.datetime | None = None

    @property
    def readable(self) -> bool:
        """Whether there are pages to look at."""
        return self.state == "made" and self.pages > 0


def files(resource_ids: Collection[str]) -> dict[str, FileState]:
    """What is known of the files of these resources; those without an uploaded file are not in it."""
    return {state.resource_id: state for state in _states(Upload.resource_id.in_(resource_ids))}


def files_of(package_id: str) -> dict[str, FileState]:
    """The same of all files of a record."""
    return {state.resource_id: state for state in _states(Upload.package_id == package_id)}


def looked_at(
    *,
    verdicts: Collection[str] = ("block", "unreadable", "warn"),
    decided: bool | None = False,
    organization_ids: Collection[str] | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[FileState], int]:
    """Files by what the screen found, newest first, and how many there are: the list officers work through.

    :param decided: those that an officer decided on (True), did not (False), or both (None)
    :param organization_ids: only files of records of these agencies; None: of all
    """
    wanted = [Upload.verdict.in_(verdicts), is_kept()]
    if decided is not None:
        wanted.append(Upload.decision != "" if decided else Upload.decision == "")
    if organization_ids is not None:
        wanted.append(model.Package.owner_org.in_(organization_ids))
    listed = (
        sa.select(Upload.resource_id)
        .join(model.Package, model.Package.id == Upload.package_id)
        .where(*wanted)
        .order_by(Upload.screened_at.desc(), Upload.resource_id)
    )
    count = model.Session.scalar(sa.select(sa.func.count()).select_from(listed.subquery())) or 0
    ids = model.Session.scalars(listed.limit(limit).offset(offset)).all()
    found = files(ids)
    return [found[resource_id] for resource_id in ids], count


def _states(condition: sa.ColumnElement[bool]) -> list[FileState]:
    query = (
        sa.select(Upload, Content)
        .outerjoin(Content, Content.content_hash == Upload.content_hash)
        .where(condition)
        .order_by(Upload.resource_id)
    )
    screening = config.screen_uploads()
    return [_state(file, content, screening) for file, content in model.Session.execute(query)]


def _state(file: Upload, content: Content | None, screening: bool) -> FileState:
    return FileState(
        resource_id=file.resource_id,
        package_id=file.package_id,
        content_hash=file.content_hash,
        state=file.state,
        status=content.status if content else "",
        verdict=file.verdict,
        decision=file.decision,
        held=gate.held(file.state, file.verdict, file.decision, screening=screening),
        pages=content.pages if content else 0,
        format=content.format if content else "",
        masked=bool(content and content.masked),
        error=file.error,
        findings=file.findings,
        notes={**content.details, "note": content.note} if content else {},
        decided_by=file.decided_by,
        decided_at=file.decided_at,
        screened_at=file.screened_at,
    )
