"""Files of a case: attached, screened, released, fetched, removed."""

from __future__ import annotations

import datetime as dt
import hashlib
import mimetypes
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePath

import sqlalchemy as sa

from ckan.model.meta import Session

from ckanext.seoulsquare.disclosure import clock, config, storage
from ckanext.seoulsquare.disclosure.errors import InvalidError
from ckanext.seoulsquare.disclosure.law.messages import N_
from ckanext.seoulsquare.disclosure.model import Case, File
from ckanext.seoulsquare.previews import service as previews

ANSWERS = ("answer", "notice")
"""Kinds that the agency gives and the requester fetches."""

PASSED = ("clear", "warn")
"""Verdicts of the leak screen with which a file may leave the agency."""

MOST_FILES = 50


def attach(  # noqa: PLR0913 - a file has these facts
    case: Case,
    kind: str,
    name: str,
    content: bytes,
    now: dt.datetime,
    *,
    user_id: str = "",
    party_id: str = "",
    item_id: str = "",
) -> File:
    """Keep a file. `InvalidError` for an empty or too large one, or one too many."""
    name = PurePath(name.replace("\\", "/")).name.strip()
    if not content or not name:
        raise InvalidError("upload", N_("The file is empty or has no name."))
    if len(content) > config.largest_file():
        limit = config.largest_file() // (1024 * 1024)
        raise InvalidError("upload", N_("A file may have {limit} MB at most."), limit=limit)
    if len(File.of(case.id)) >= MOST_FILES:
        raise InvalidError("upload", N_("A request may have {limit} files at most."), limit=MOST_FILES)
    file = File(
        case_id=case.id,
        party_id=party_id,
        item_id=item_id,
        kind=kind,
        sealed={"name": name},
        location=storage.write(content),
        size=len(content),
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        digest=hashlib.sha256(content).hexdigest(),
        uploaded_at=now,
        uploaded_by=user_id,
    )
    Session.add(file)
    Session.flush()
    return file


def keep(case: Case, name: str, content: bytes, now: dt.datetime) -> File:
    """Keep a notice that the room itself made; it needs no screen and is open to the requester at once."""
    file = attach(case, "notice", name, content, now)
    file.screening, file.released_at = "clear", now
    return file


def copy(file: File, case: Case) -> None:
    """Give another case a copy of a file."""
    twin = attach(case, file.kind, file.name, storage.read(file.location), file.uploaded_at)
    twin.screening, twin.findings = file.screening, file.findings


def screen(file: File) -> None:
    """Run the leak screen on a file and keep its verdict, with what was found in masked form."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{PurePath(file.name).suffix}"
        path.write_bytes(storage.read(file.location))
        report = previews.screen(path, file.name)
    file.screening = report.verdict
    kinds = sorted({finding.kind for finding in report.findings})
    file.findings = [{"kind": kind, "count": sum(f.kind == kind for f in report.findings)} for kind in kinds]


def release(case: Case, until: dt.date | None, now: dt.datetime) -> None:
    """Open the answers to the requester; `InvalidError` names the file that the leak screen has not let
    pass.
    """
    today = clock.day_of(now)
    if until is not None and until <= today:
        raise InvalidError("expires_on", N_("This day has passed."))
    for file in File.of(case.id, "answer"):
        check_passed(file)
        file.released_at = file.released_at or now
        file.expires_on = until or today + dt.timedelta(days=config.answer_days())


def check_passed(file: File) -> None:
    """Refuse a file that holds what must not leave the agency."""
    if file.screening == "waiting":
        raise InvalidError(
            "files", N_("«{name}» is still being looked through. Try again in a minute."), name=file.name
        )
    if file.screening not in PASSED:
        raise InvalidError(
            "files",
            N_("«{name}» holds personal data or cannot be read. Replace it before it is given out."),
            name=file.name,
        )


def fetched(file: File, now: dt.datetime) -> bytes:
    """The bytes for a requester's download, which is counted."""
    content = storage.read(file.location)
    file.downloads, file.downloaded_at = file.downloads + 1, now
    return content


def check_removable(file: File, case: Case, *, by_staff: bool) -> None:
    """Refuse to remove what others attached, or what was given out or decided upon."""
    own = bool(file.uploaded_by) == by_staff
    used = file.released_at is not None or (file.kind != "answer" and case.decided_on is not None)
    if not own or used or file.kind == "notice":
        raise InvalidError("file", N_("This file belongs to the request and cannot be removed."))


def forget(file: File, now: dt.datetime) -> None:
    """Forget the name and place of a file; what kind it was and when stays."""
    file.removed_at, file.sealed, file.location = now, None, ""


def places(case: Case) -> list[str]:
    """Where the case's files lie, removed ones aside."""
    return [file.location for file in File.of(case.id)]


def remove_bytes(locations: Iterable[str]) -> None:
    """Remove files whose rows are gone already."""
    for location in locations:
        storage.remove(location)


def expired(today: dt.date) -> list[File]:
    """The answers whose last day has passed."""
    query = sa.select(File).where(File.expires_on < today, File.removed_at.is_(None))
    return list(Session.scalars(query.order_by(File.case_id, File.id)))
