"""Parts of records as plain values: signers of an approval line, change of an amount, speeches of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SYMBOLS = {"proposer": "★", "reporter": "⊙", "proxy": "代"}
"""Marks beside a signer: proposer (발의자), reporter (보고자), signer by proxy (대결)."""

SPEAKER = re.compile(
    r"^(?:\*\*(?P<bold>[^*\n]{1,60})\*\*[ \t]*"
    r"|[○◯]\s*(?P<name>[^\n:(]{1,60}?)\s*(?:\((?P<role>[^)\n]*)\))?\s*(?::[ \t]*|\n|\Z))",
    re.M,
)
"""Where a speech begins: `**speaker** ...`, as lists of speeches are loaded, or a circle and the speaker,
perhaps with the role in brackets, as Korean minutes print it."""


@dataclass(frozen=True)
class Signer:
    """One who signed an approval document; `date` is MM/DD, as it is written above a signature."""

    position: str
    name: str
    role: str
    mark: str
    date: str

    @property
    def symbol(self) -> str:
        """The sign printed beside the name."""
        return SYMBOLS.get(self.mark, "")


@dataclass(frozen=True)
class Change:
    """Difference between two amounts of won; `percent` is None where there was nothing before."""

    amount: int
    percent: float | None


@dataclass(frozen=True)
class Speech:
    """One speech of minutes; what stands before the first speaker has no speaker."""

    speaker: str
    role: str
    text: str


def approval_line(rows: Iterable[dict[str, Any]]) -> tuple[list[Signer], list[Signer]]:
    """The signers from left to right, and the co-operators, who stand on a line of their own."""
    line: list[Signer] = []
    cooperation: list[Signer] = []
    for row in rows:
        signer = Signer(
            position=row.get("position") or "",
            name=row.get("signer") or "",
            role=row.get("role") or "",
            mark=row.get("mark") or "",
            date=(row.get("date") or "")[5:10].replace("-", "/"),
        )
        (cooperation if signer.role == "cooperator" else line).append(signer)
    return line, cooperation


def change(now: int | None, before: int | None, given: int | None = None) -> Change | None:
    """How an amount changed; the source's own difference goes before ours. None where nothing can be said."""
    if given is None:
        if now is None or before is None:
            return None
        given = now - before
    if before is None and now is not None:
        before = now - given
    return Change(given, given / before * 100 if before else None)


def speeches(text: str) -> list[Speech]:
    """Minutes cut into speeches."""
    starts = list(SPEAKER.finditer(text))
    ends = [*(start.start() for start in starts[1:]), len(text)]
    head = text[: starts[0].start()].strip() if starts else text.strip()
    found = [Speech("", "", head)] if head else []
    for start, end in zip(starts, ends, strict=False):
        found.append(
            Speech(
                (start["bold"] or start["name"]).strip(), start["role"] or "", text[start.end() : end].strip()
            )
        )
    return found
