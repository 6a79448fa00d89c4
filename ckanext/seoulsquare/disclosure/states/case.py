"""A disclosure request as a value: all that the table's guards may ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from ckanext.seoulsquare.disclosure.law import Clock


class ItemResult(Enum):
    """The decision on one requested item."""

    OPEN = "open"
    PARTIAL = "partial"
    CLOSED = "closed"
    NOT_HELD = "not_held"


@dataclass(frozen=True)
class Item:
    """One requested item and what was decided on it; `result` is `None` until then.

    `grounds` are the items of Art 9(1), 1 to 8. `in_review` says that ground 5 is used because a decision is
    still being made; then `review_stage` and `review_ends` have to be told (Art 13(5)).
    """

    result: ItemResult | None = None
    grounds: frozenset[int] = frozenset()
    reason: str = ""
    in_review: bool = False
    review_stage: str = ""
    review_ends: date | None = None


@dataclass(frozen=True)
class ThirdParty:
    """A third party's state on its track and the last day of the clock that runs for it."""

    state: str
    due: date | None = None


@dataclass(frozen=True)
class Case:
    """The states on the four tracks and the facts of the case, on the day `today`.

    `due` holds the last day of each clock that runs, `disclosure_by` that of the clock `disclosure` if the
    decision were made today. `fee_owed` is in won.
    """

    today: date
    request: str = "draft"
    third_parties: tuple[ThirdParty, ...] = ()
    council: str = "idle"
    objection: str = "none"
    items: tuple[Item, ...] = (Item(),)
    due: Mapping[Clock, date] = field(default_factory=dict)
    disclosure_by: date | None = None
    fee_owed: int = 0
    extended: bool = False
    objection_extended: bool = False
    objection_heard: bool = False
    reopened: bool = False
    review_end_told: bool = False
    known: bool = True
    """Was it written by somebody with an account? Nobody else's address is known to be theirs."""

    def after(self, clock: Clock) -> bool:
        """Whether the clock runs and its last day has passed."""
        return clock in self.due and self.today > self.due[clock]

    def within(self, clock: Clock) -> bool:
        """Whether the clock runs and its last day has not passed."""
        return clock in self.due and self.today <= self.due[clock]
