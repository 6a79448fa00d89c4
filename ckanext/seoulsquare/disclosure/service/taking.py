"""A step that is being taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ckanext.seoulsquare.disclosure.events import Actor
from ckanext.seoulsquare.disclosure.model import Case, Party
from ckanext.seoulsquare.disclosure.states import Step


@dataclass
class Taking:
    """The case, the step, what was given with it, who takes it, the third party it concerns, and when.

    `party` is set by the step that brings a third party in.
    """

    case: Case
    step: Step
    given: dict[str, Any]
    actor: Actor
    party: Party | None
    now: dt.datetime
    today: dt.date
