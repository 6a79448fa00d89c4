"""Pages of kinds that show more than the frame and their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.documents import parts
from ckanext.seoulsquare.documents.record import RecordPage
from ckanext.seoulsquare.documents.shown import Link


@dataclass(frozen=True)
class Cell:
    """A signer as a cell of the approval line shows one."""

    position: str
    date: str
    symbol: str
    name: str
    caption: str


@dataclass(frozen=True)
class Step:
    """A step of a meeting, with the document that belongs to it."""

    label: str
    date: str
    document: Link | None


class ApprovalPage(RecordPage):
    """An approval document's face."""

    @property
    def approvals(self) -> list[tuple[str, list[Cell]]]:
        """The approval line and the line of co-operators, each with its heading; empty lines are left out."""
        line, cooperation = parts.approval_line(self.pkg.get("approval_line") or [])
        headed = [(self.label("approval_line"), line), (tk._("Co-operation"), cooperation)]
        return [
            (heading, [self._cell(signer) for signer in signers]) for heading, signers in headed if signers
        ]

    def _cell(self, signer: parts.Signer) -> Cell:
        mark = self.choice("approval_line", signer.mark, "mark") if signer.mark else ""
        role = self.choice("approval_line", signer.role, "role") if signer.role else ""
        return Cell(
            signer.position,
            signer.date,
            signer.symbol,
            signer.name,
            mark.removeprefix(signer.symbol).strip() or role,
        )


class MeetingPage(RecordPage):
    """A meeting from plan to result."""

    @property
    def steps(self) -> list[Step]:
        """Announcement, meeting, minutes and result, as far as the record knows them."""
        self.take(["announced_date", "minutes_date", "plan_document", "minutes_document", "result_document"])
        known = [
            (tk._("Announced"), self.pkg.get("announced_date"), self.pkg.get("plan_document")),
            (tk._("Held"), self.pkg.get("starts_at"), None),
            (tk._("Minutes published"), self.pkg.get("minutes_date"), self.pkg.get("minutes_document")),
            (tk._("Result reported"), None, self.pkg.get("result_document")),
        ]
        return [
            Step(label, date or "", self.reference(document) if document else None)
            for label, date, document in known
            if date or document
        ]

    @property
    def speeches(self) -> list[parts.Speech]:
        """The minutes as speeches."""
        self.take(["minutes_text"])
        return parts.speeches(self.pkg.get("minutes_text") or "")


class BudgetPage(RecordPage):
    """A budget explanation."""

    @property
    def is_wide(self) -> bool:
        """Budget lines are a table too."""
        return bool(self.tables or self.pkg.get("lines"))

    @property
    def change(self) -> parts.Change | None:
        """How the amount changed since last year."""
        self.take(["amount_change"])
        return parts.change(
            self.pkg.get("amount_this_year"), self.pkg.get("amount_last_year"), self.pkg.get("amount_change")
        )


_PAGES = {"approval_document": ApprovalPage, "meeting": MeetingPage, "budget": BudgetPage}


def record_page(pkg: dict[str, Any]) -> RecordPage:
    """The page of a record, as its kind needs it."""
    return _PAGES.get(pkg["type"], RecordPage)(pkg)
