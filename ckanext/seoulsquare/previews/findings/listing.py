"""The files that wait for the screen or for an officer, filtered and in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews import gate, states
from ckanext.seoulsquare.previews.findings.model import Decision
from ckanext.seoulsquare.previews.model import Upload, is_kept

CONCERNS = ("block", "unreadable", "infected", "warn", "waiting", "failed")
"""Why a file is listed: what the screen said, or that it did not get to say anything."""
SORTS = ("newest", "oldest", "agency", "record")

_STATES = ("waiting", "failed", "infected")


@dataclass(frozen=True)
class Wanted:
    """Which files to list; what is empty does not narrow the list. `decided`: "yes", "no" or ""."""

    concern: str = ""
    decided: str = "no"
    agency: str = ""
    kind: str = ""
    dataset_type: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    resource_id: str = ""
    sort: str = "newest"


def listed(
    wanted: Wanted, organization_ids: Collection[str] | None, rows: int, start: int
) -> tuple[int, list[dict[str, Any]]]:
    """How many files there are, and some of them as `seoulsquare_preview_findings` gives them.

    :param organization_ids: only files of records of these agencies; None: of all
    """
    query = (
        sa.select(Upload.resource_id, model.Package, model.Resource, model.Group)
        .join(model.Package, model.Package.id == Upload.package_id)
        .join(model.Resource, model.Resource.id == Upload.resource_id)
        .outerjoin(model.Group, model.Group.id == model.Package.owner_org)
        .where(is_kept(), *_conditions(wanted))
    )
    if organization_ids is not None:
        query = query.where(model.Package.owner_org.in_(organization_ids))
    count = model.Session.scalar(
        sa.select(sa.func.count()).select_from(query.with_only_columns(Upload.resource_id).subquery())
    )
    found = model.Session.execute(query.order_by(*_order(wanted.sort)).limit(rows).offset(start)).all()
    ids = [row[0] for row in found]
    known, decisions = states.files(ids), Decision.of(ids)
    names = _names({decision.user_id for decision in decisions})
    return count or 0, [
        _row(known[resource_id], package, resource, agency, decisions, names)
        for resource_id, package, resource, agency in found
    ]


def concern(state: states.FileState) -> str:
    """Why the file is listed; "" for one that is fine."""
    if state.state in _STATES:
        return state.state
    return state.verdict if state.verdict != "clear" else ""


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    moment = sa.func.coalesce(Upload.screened_at, Upload.noted_at)
    found: list[sa.ColumnElement[bool]] = []
    if wanted.resource_id:
        found.append(Upload.resource_id == wanted.resource_id)
    elif wanted.concern in _STATES:
        found.append(Upload.state == wanted.concern)
    elif wanted.concern:
        found += [Upload.verdict == wanted.concern, Upload.state.notin_(_STATES)]
    else:
        found.append(
            sa.or_(
                Upload.state.in_(_STATES),
                Upload.verdict.in_(("block", "unreadable", "warn")),
                Upload.decision != "",
            )
        )
    if wanted.decided:
        found.append(Upload.decision != "" if wanted.decided == "yes" else Upload.decision == "")
    if wanted.agency:
        found.append(model.Group.name == wanted.agency)
    if wanted.kind:
        found.append(Upload.findings.contains([{"kind": wanted.kind}]))
    if wanted.dataset_type:
        found.append(model.Package.type == wanted.dataset_type)
    if wanted.first_day:
        found.append(moment >= wanted.first_day)
    if wanted.last_day:
        found.append(moment < wanted.last_day + dt.timedelta(days=1))
    return found


def _order(sort: str) -> list[Any]:
    moment = sa.func.coalesce(Upload.screened_at, Upload.noted_at)
    first = {
        "newest": [moment.desc()],
        "oldest": [moment.asc()],
        "agency": [model.Group.title.asc(), moment.desc()],
        "record": [model.Package.title.asc()],
    }
    return [*first[sort], Upload.resource_id]


def _row(  # noqa: PLR0913, PLR0917  the parts of one row
    state: states.FileState,
    package: Any,
    resource: Any,
    agency: Any,
    decisions: Collection[Decision],
    names: dict[str, str],
) -> dict[str, Any]:
    return {
        "resource_id": state.resource_id,
        "package_id": package.id,
        "package_name": package.name,
        "title": package.title or package.name,
        "type": package.type,
        "agency": agency.name if agency else "",
        "agency_title": agency.title if agency else "",
        "file": gate.public_name(resource.name or (resource.url or "").rpartition("/")[2]),
        "format": state.format or resource.format or "",
        "pages": state.pages,
        "concern": concern(state),
        "verdict": state.verdict,
        "state": state.state,
        "held": state.held,
        "error": state.error,
        "findings": state.findings,
        "screened_at": _instant(state.screened_at),
        "decision": state.decision,
        "decisions": [
            {
                "decision": decision.decision,
                "reason": decision.reason,
                "by": names.get(decision.user_id, ""),
                "at": _instant(decision.decided_at),
            }
            for decision in decisions
            if decision.resource_id == state.resource_id
        ],
    }


def _names(user_ids: Collection[str]) -> dict[str, str]:
    query = sa.select(model.User).where(model.User.id.in_(user_ids))
    return {user.id: user.display_name for user in model.Session.scalars(query)}


def _instant(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds") if moment else None
