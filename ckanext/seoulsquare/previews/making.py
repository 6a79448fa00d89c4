"""From an upload that waits to its verdict and its preview. Each step may be repeated without harm.

A file's row is the order and the answer. What is made of a content is kept before its row is written, so a
job that dies in between leaves nothing that a reader could see, and the next one does it again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import cast

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews import config, gate, originals, pipeline, sandbox, scanner, storage
from ckanext.seoulsquare.previews.admission import infection
from ckanext.seoulsquare.previews.announcing import announce
from ckanext.seoulsquare.previews.model import Content, Upload
from ckanext.seoulsquare.previews.originals import Original
from ckanext.seoulsquare.previews.screen import Finding, Report
from ckanext.seoulsquare.previews.screening import screen

log = logging.getLogger(__name__)

VERSION = 1
"""Of what is made; a higher one makes `previews make --all` worth while."""

TRIES = 2
"""How often a file is begun: a job that died without a word is tried once more, then reported."""

_UNNAMED = "original"  # contents are screened without a name: each file has its own


class Outcome(StrEnum):
    """What became of a file that was to be looked at."""

    MADE = "made"
    FAILED = "failed"
    INFECTED = "infected"
    WAITING = "waiting"  # the virus scanner does not answer, or another job has the same content in hand
    GONE = "gone"


def make(resource_id: str, *, again: bool = False) -> Outcome:
    """Scan, screen and preview the file of a resource, unless its content was looked at already. Commits.

    :param again: make the preview anew
    """
    file = Upload.get(resource_id)
    if file is None or not file.is_wanted():
        return Outcome.GONE
    if file.state != "waiting" and not again:
        return Outcome(file.state)
    if file.attempts >= TRIES and not again:
        return _give_up(file, "the job died each time")
    file.attempts = 1 if again else file.attempts + 1
    model.Session.commit()
    try:
        with originals.copied(resource_id) as original:
            return _look_at(file, original, again=again)
    except originals.MissingError:
        return _give_up(file, "there is no file")
    except scanner.ScannerError as error:
        log.error("the file of resource %s waits: the virus scanner does not answer: %s", resource_id, error)  # noqa: TRY400 - its cause is outside of this program
        return _wait(file, f"virus scanner: {error}")


def _look_at(file: Upload, original: Original, *, again: bool) -> Outcome:
    if address := config.scanner():
        found = scanner.scan(original.path, address)
        if found:
            return _infected(file, original, found)
    file.content_hash, file.fingerprint = original.content_hash, original.fingerprint
    model.Session.commit()
    content = Content.get(original.content_hash)
    if content is None or again:
        with _alone(original.content_hash) as alone:
            if not alone:
                return _wait(file, "")
            _make_content(file, original)
    else:
        settle(original.content_hash)
    return Outcome.MADE


def _make_content(file: Upload, original: Original) -> None:
    """Screen first: a file that passes need not wait for its pictures."""
    report = screen(original.path, _UNNAMED, office_domains=config.office_mail_domains())
    _judge(file, report)
    model.Session.commit()
    if file.verdict in ("clear", "warn"):
        announce([file])
    with sandbox.folder() as folder:
        made = pipeline.make(original.path, folder, backend=config.backend(), ocr=config.ocr())
        storage.save(folder, original.content_hash)
    content = Content.get(original.content_hash)
    if content is None:
        content = Content(content_hash=original.content_hash)
        model.Session.add(content)
    content.status, content.note, content.format = made.status, made.note, made.format
    content.reader, content.renderer = made.reader, made.renderer
    content.pages, content.characters, content.seconds = made.pages, made.chars, made.seconds
    content.details = {
        "missing": made.missing,
        "clipped": made.clipped,
        "scanned": made.scanned,
        "fonts": made.fonts,
    }
    content.verdict, content.findings = report.verdict, [asdict(finding) for finding in report.findings]
    content.masked, content.version, content.made = False, VERSION, datetime.now(UTC)
    model.Session.commit()
    settle(original.content_hash)


def settle(content_hash: str) -> None:
    """Give all files of a content that wait for it what was made of it. Commits."""
    content = Content.get(content_hash)
    waiting = Upload.having(content_hash, state="waiting") if content else []
    for file in waiting:
        assert content is not None  # noqa: S101 - the list is empty without one
        findings = [Finding(**finding) for finding in content.findings]
        _judge(file, Report(_UNNAMED, content.verdict, findings))
        file.state, file.error, file.attempts = "made", "", 0
    model.Session.commit()
    announce(waiting)


def _judge(file: Upload, report: Report) -> None:
    """The verdict on a file from those on its content and on its name."""
    of_name = gate.of_name(file.names(), config.office_mail_domains())
    file.verdict = gate.worst([report.verdict, of_name.verdict])
    file.findings = [asdict(finding) for finding in (*report.findings, *of_name.findings)]
    file.screened_at = datetime.now(UTC)


def _infected(file: Upload, original: Original, name: str) -> Outcome:
    log.error("the file of resource %s carries malware: %s", file.resource_id, name)
    file.state, file.verdict, file.error = "infected", "block", name
    file.content_hash, file.fingerprint = "", original.fingerprint
    file.findings = [asdict(infection(name))]
    file.screened_at = datetime.now(UTC)
    model.Session.commit()
    announce([file])
    return Outcome.INFECTED


def _give_up(file: Upload, why: str) -> Outcome:
    log.error("the file of resource %s could not be looked at: %s", file.resource_id, why)
    file.state, file.verdict, file.error = "failed", "unreadable", why
    file.screened_at = datetime.now(UTC)
    model.Session.commit()
    announce([file])
    return Outcome.FAILED


def _wait(file: Upload, why: str) -> Outcome:
    """It was no fault of the file: this try does not count."""
    file.attempts -= 1
    file.error = why
    model.Session.commit()
    return Outcome.WAITING


@contextmanager
def _alone(content_hash: str) -> Iterator[bool]:
    """Whether nobody else makes this content now. A lock of the database: it ends with the process."""
    number = int(content_hash[:15], 16)
    engine = cast(sa.Engine, model.Session.get_bind())
    with engine.connect() as connection:
        alone = bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(number))))
        connection.commit()
        try:
            yield alone
        finally:
            if alone:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(number)))
                connection.commit()
