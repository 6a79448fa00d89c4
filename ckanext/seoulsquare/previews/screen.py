"""The leak screen: does a file show numbers or addresses of private persons, anywhere in it?

One function for loads, uploads, harvests and answers to requests. Values that match are masked at once; they
are neither returned nor stored nor logged.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ckanext.seoulsquare.previews.leaks.identity import bare_numbers_are_codes
from ckanext.seoulsquare.previews.leaks.kinds import Subject, level
from ckanext.seoulsquare.previews.leaks.normal import normal
from ckanext.seoulsquare.previews.leaks.rules import OFFICE_DOMAINS, find, masked
from ckanext.seoulsquare.previews.text.passage import Passage, Reading
from ckanext.seoulsquare.previews.text.reader import read

_MOST = 1_000  # findings that are listed
_BEFORE = 120  # characters of the passage before, for words such as "account number:"


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data of one `kind` at one place of a file, its value masked."""

    kind: str
    level: str
    place: str
    page: int | None
    masked: str


@dataclass
class Report:
    """What the screen says of a file. `verdict`: block, warn, clear, or unreadable, which counts as block."""

    file: str
    verdict: str
    findings: list[Finding] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The report as it is printed and stored."""
        return asdict(self)

    @property
    def blocks(self) -> bool:
        """Whether publication has to wait for an officer."""
        return self.verdict in ("block", "unreadable")


def screen_file(path: Path, name: str, office_domains: Collection[str] = OFFICE_DOMAINS) -> Report:
    """Screen a file and the name it is published by. For jobs of the sandbox; see `service.screen`."""
    return screen(
        read(path.read_bytes()), name, today=datetime.now(UTC).date(), office_domains=office_domains
    )


def screen(
    reading: Reading, name: str, *, today: date, office_domains: Collection[str] = OFFICE_DOMAINS
) -> Report:
    """Screen what a reader found in the file `name`."""
    findings: list[Finding] = []
    seen: set[tuple[str, str, int | None, str]] = set()
    before: dict[str, str] = {}
    passages = [Passage("file_name", Path(name).stem.replace("_", " ")), *reading.passages]
    texts = [normal(passage.text) for passage in passages]
    codes = bare_numbers_are_codes(texts, today)
    for passage, text in zip(passages, texts, strict=True):
        subject = Subject(text, before.get(passage.place, ""), normal(passage.context), codes)
        for match in find(subject, today=today, office_domains=office_domains):
            value = subject.text[match.start : match.end]
            key = (match.kind, passage.place, passage.page, value)
            if key not in seen and len(findings) < _MOST:
                seen.add(key)
                findings.append(
                    Finding(
                        match.kind, level(match.kind), passage.place, passage.page, masked(match.kind, value)
                    )
                )
        before[passage.place] = subject.text[-_BEFORE:]
    return Report(_shown(name, today, office_domains), _verdict(reading, findings), findings)


def _verdict(reading: Reading, findings: list[Finding]) -> str:
    levels = {finding.level for finding in findings}
    if "block" in levels:
        return "block"
    if reading.status != "ok":
        return "unreadable"
    return "warn" if levels else "clear"


def _shown(name: str, today: date, office_domains: Collection[str]) -> str:
    """The file's name, without the personal data it may carry itself."""
    subject = Subject(normal(name))
    shown = subject.text
    for match in reversed(find(subject, today=today, office_domains=office_domains)):
        value = subject.text[match.start : match.end]
        shown = shown[: match.start] + masked(match.kind, value) + shown[match.end :]
    return shown if shown != subject.text else name
