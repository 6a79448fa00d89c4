"""The Official Information Disclosure Act's clocks as pure functions over plain values.

Nothing here knows CKAN, a database or today's date: dates, holidays and choices come in, a deadline with
its reasons comes out.
"""

from __future__ import annotations

from .calendar import HOLIDAY_NAMES, Calendar, Reason
from .citation import Citation, cite
from .clocks import Deadline, Leg, Settings, Skip, deadline, working_days_left
from .explain import explain
from .rules import CLOCKS, RULES, Clock, Counting, NotInForceError, Rule, rule_in_force

__all__ = [
    "CLOCKS",
    "HOLIDAY_NAMES",
    "RULES",
    "Calendar",
    "Citation",
    "Clock",
    "Counting",
    "Deadline",
    "Leg",
    "NotInForceError",
    "Reason",
    "Rule",
    "Settings",
    "Skip",
    "cite",
    "deadline",
    "explain",
    "rule_in_force",
    "working_days_left",
]
