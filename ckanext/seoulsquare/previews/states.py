"""What is known of uploaded files, as plain values for lists and for officers; no permissions are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

VERDICTS = ("clear", "warn", "block", "unreadable")
DECISIONS = ("publish", "masked", "withhold")


@dataclass(frozen=True)
class FileState:
    """An uploaded file of a resource.

    - `state`: waiting, made, failed (given up; `error` says why) or skipped (not opened on purpose)
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
    raise NotImplementedError(resource_ids)


def files_of(package_id: str) -> dict[str, FileState]:
    """The same of all files of a record."""
    raise NotImplementedError(package_id)


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
    raise NotImplementedError(verdicts, decided, organization_ids, limit, offset)
