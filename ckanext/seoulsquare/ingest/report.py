"""Accounting of a load: every row read has one outcome, and what was rejected is listed with its reason."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from ckanext.seoulsquare.ingest.records import Outcome, Written

HEADING = ["line", "column", "value", "reason", "source"]


@dataclass
class Report:
    """Counts rows by outcome and writes rejected ones to a file, made when the first one comes."""

    rejects: Path
    read: int = 0
    counts: Counter[Outcome] = field(default_factory=Counter)
    source: str = ""
    _stream: IO[str] | None = None
    _writer: Any = None

    def reject(self, line: int, column: str, value: str, reason: str) -> None:
        """Count a rejected row and say why."""
        self.counts[Outcome.REJECTED] += 1
        if self._writer is None:
            # with a byte order mark, because spreadsheets take CSV without one for CP949
            self._stream = self.rejects.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._stream)
            self._writer.writerow(HEADING)
        self._writer.writerow([line, column, value, reason, self.source])

    def count(self, written: Written) -> None:
        """Count the rows of a record that was written, or was not.

        A row that a later row of its list replaced changed nothing.
        """
        record = written.record
        counted = record.lines[record.superseded :]
        self.counts[Outcome.UNCHANGED] += record.superseded
        if written.outcome is Outcome.REJECTED:
            for line in counted:
                self.reject(line, written.field, written.value, written.reason)
        else:
            self.counts[written.outcome] += len(counted)

    def close(self) -> None:
        """Close the file of rejected rows."""
        if self._stream is not None:
            self._stream.close()

    @property
    def has_rejects(self) -> bool:
        """Whether any row was rejected."""
        return self.counts[Outcome.REJECTED] > 0

    @property
    def accounted(self) -> int:
        """Rows that have an outcome; equals `read` when a load is over."""
        return sum(self.counts.values())


def summary(reports: Iterable[Report]) -> str:
    """The last line of a load: `created=N updated=N unchanged=N withdrawn=N rejected=N`."""
    total: Counter[Outcome] = Counter()
    for report in reports:
        total.update(report.counts)
    return " ".join(f"{outcome.value}={total[outcome]}" for outcome in Outcome)
