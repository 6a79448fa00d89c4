"""How long each period is, how its days are counted, and since when: the law's table, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from .messages import N_


class Clock(Enum):
    """A period of the Act; the value is its name on the command line and in stored cases."""

    DECISION = "decision"
    EXTENSION = "extension"
    SILENCE = "silence"
    OBJECTION = "objection"
    OBJECTION_AFTER_SILENCE = "objection-after-silence"
    OBJECTION_DECISION = "objection-decision"
    OBJECTION_EXTENSION = "objection-extension"
    THIRD_PARTY = "third-party"
    THIRD_PARTY_OBJECTION = "third-party-objection"
    DISCLOSURE_GAP = "disclosure-gap"
    DISCLOSURE = "disclosure"
    PAYMENT = "payment"
    UNCOLLECTED = "uncollected"
    PARTIAL_DELIVERY = "partial-delivery"


class Counting(Enum):
    """How the days of a period are counted."""

    WORKING = "working"
    """Art 29(2): the first day counts; Saturdays and public holidays do not."""
    CIVIL = "civil"
    """Civil Act 157-161: the first day does not count, every later one does; a last day off moves on."""
    UNSETTLED = "unsettled"
    """The Act was silent; `Settings.before_article_29` chooses."""


class NotInForceError(LookupError):
    """The table holds no rule for this clock on that day."""

    def __init__(self, clock: Clock, day: date) -> None:
        super().__init__(f"no rule on the clock {clock.value!r} was in force on {day.isoformat()}")
        self.clock = clock
        self.day = day


@dataclass(frozen=True)
class ClockText:
    """What a clock measures and which day starts it, as msgids."""

    title: str
    starts: str


CLOCKS: dict[Clock, ClockText] = {
    Clock.DECISION: ClockText(N_("Decision on the request"), N_("the request was received")),
    Clock.EXTENSION: ClockText(N_("Decision after extension"), N_("the request was received")),
    Clock.SILENCE: ClockText(N_("Days without a decision"), N_("the request was received")),
    Clock.OBJECTION: ClockText(N_("Filing an objection"), N_("the decision notice arrived")),
    Clock.OBJECTION_AFTER_SILENCE: ClockText(
        N_("Filing an objection when no decision was made"), N_("the request was received")
    ),
    Clock.OBJECTION_DECISION: ClockText(N_("Decision on the objection"), N_("the objection was received")),
    Clock.OBJECTION_EXTENSION: ClockText(
        N_("Decision on the objection after extension"), N_("the objection was received")
    ),
    Clock.THIRD_PARTY: ClockText(
        N_("Third party asks for non-disclosure"), N_("the notice reached the third party")
    ),
    Clock.THIRD_PARTY_OBJECTION: ClockText(
        N_("Third party objects to the disclosure"), N_("the notice of disclosure reached the third party")
    ),
    Clock.DISCLOSURE_GAP: ClockText(
        N_("Earliest disclosure against a third party's wish"), N_("disclosure was decided")
    ),
    Clock.DISCLOSURE: ClockText(N_("Disclosure"), N_("disclosure was decided")),
    Clock.PAYMENT: ClockText(N_("Disclosure after payment"), N_("the fee was paid in full")),
    Clock.UNCOLLECTED: ClockText(N_("Collecting what is disclosed"), N_("the disclosure date in the notice")),
    Clock.PARTIAL_DELIVERY: ClockText(
        N_("Finishing a delivery in parts"), N_("the disclosure date in the notice")
    ),
}


@dataclass(frozen=True)
class Rule:
    """One period as it stood from `since` on, until the next rule of the same clock."""

    clock: Clock
    since: date
    amount: int
    unit: Literal["day", "month"]
    counting: Counting
    article: str  # a citation, see citation.py
    source: str  # the amending instrument that set it so


ACT_2004 = date(2004, 7, 30)  # Act 7127 and Decree 18493: ten days to decide, seven on an objection
ACT_2013 = date(2013, 11, 7)  # Act 11991: silence no longer is a refusal, it opens the remedies
DECREE_2016 = date(2016, 12, 13)  # Decree 27670: five days after payment, paragraphs renumbered
ACT_2020 = date(2020, 12, 22)  # Act 17690: Art 29, how days are counted


def _counted_by_article_29(
    clock: Clock, amount: int, article: str, since: date = ACT_2004, source: str = "Act 7127"
) -> tuple[Rule, Rule]:
    """One of the three periods of Art 29(2), before that article and since."""
    return (
        Rule(clock, since, amount, "day", Counting.UNSETTLED, article, source),
        Rule(clock, ACT_2020, amount, "day", Counting.WORKING, article, "Act 17690"),
    )


RULES: tuple[Rule, ...] = (
    *_counted_by_article_29(Clock.DECISION, 10, "Act 11(1)"),
    *_counted_by_article_29(Clock.EXTENSION, 10, "Act 11(2)"),
    *_counted_by_article_29(Clock.SILENCE, 20, "Act 18(1)", ACT_2013, "Act 11991"),
    *_counted_by_article_29(Clock.OBJECTION_DECISION, 7, "Act 18(3)"),
    *_counted_by_article_29(Clock.OBJECTION_EXTENSION, 7, "Act 18(3)"),
    Rule(Clock.OBJECTION, ACT_2004, 30, "day", Counting.CIVIL, "Act 18(1)", "Act 7127"),
    Rule(Clock.OBJECTION_AFTER_SILENCE, ACT_2013, 30, "day", Counting.CIVIL, "Act 18(1)", "Act 11991"),
    Rule(Clock.THIRD_PARTY, ACT_2004, 3, "day", Counting.CIVIL, "Act 21(1)", "Act 7127"),
    Rule(Clock.THIRD_PARTY_OBJECTION, ACT_2004, 7, "day", Counting.CIVIL, "Act 21(2)", "Act 7127"),
    Rule(Clock.DISCLOSURE_GAP, ACT_2004, 30, "day", Counting.CIVIL, "Act 21(3)", "Act 7127"),
    Rule(Clock.DISCLOSURE, ACT_2004, 10, "day", Counting.CIVIL, "Decree 12(1)", "Decree 18493"),
    Rule(Clock.PAYMENT, DECREE_2016, 5, "day", Counting.CIVIL, "Decree 12(2)", "Decree 27670"),
    Rule(Clock.UNCOLLECTED, ACT_2004, 10, "day", Counting.CIVIL, "Decree 12(3)", "Decree 18493"),
    Rule(Clock.UNCOLLECTED, DECREE_2016, 10, "day", Counting.CIVIL, "Decree 12(4)", "Decree 27670"),
    Rule(Clock.PARTIAL_DELIVERY, ACT_2004, 2, "month", Counting.CIVIL, "Decree 12(2)", "Decree 18493"),
    Rule(Clock.PARTIAL_DELIVERY, DECREE_2016, 2, "month", Counting.CIVIL, "Decree 12(3)", "Decree 27670"),
)
"""The periods since 2004-07-30. Until 2013-11-07 twenty days of silence were a refusal by themselves."""


def rule_in_force(clock: Clock, day: date) -> Rule:
    """The rule on a clock that starts on that day; raises `NotInForceError` when there was none."""
    rules = [rule for rule in RULES if rule.clock == clock and rule.since <= day]
    if not rules:
        raise NotInForceError(clock, day)
    return max(rules, key=lambda rule: rule.since)
