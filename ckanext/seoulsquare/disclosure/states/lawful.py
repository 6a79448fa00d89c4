"""Which steps are lawful now, and why another one is not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ckanext.seoulsquare.disclosure.law import Citation
from ckanext.seoulsquare.disclosure.law.messages import N_, Gettext, Label, untranslated

from .case import Case, ThirdParty
from .guards import GUARDS, Situation
from .table import Step, load_table

WRONG_STATE = N_("«{step}» is not possible in the state «{names}».")
WRONG_ROLE = N_("«{step}» is not for you but for: {names}.")
MISSING = N_("«{step}» needs {names}.")


class StepRefusedError(Exception):
    """A step that the law does not allow now: the article and the reason, as a msgid with the names in it."""

    def __init__(self, step: Step, article: Citation, msgid: str, names: Sequence[Label] = ()) -> None:
        self.step = step
        self.article = article
        self.msgid = msgid
        self.names = names
        super().__init__(self.text())

    def text(self, _: Gettext = untranslated, language: str = "en") -> str:
        """The refusal with its article; `language` (`ko`, `zh`, `en`) picks the table's own names."""
        names = ", ".join(name[language] for name in self.names)
        reason = _(self.msgid).format(step=self.step.label[language], names=names)
        return f"{reason} ({self.article.text(_)})"


def lawful_steps(case: Case, role: str | None = None) -> list[Step]:
    """The steps that may be offered to the role (to anyone, without one), in the table's order.

    Conditions on what is given with a step are left to `check`.
    """
    return [
        step
        for step in load_table().steps.values()
        if (role is None or role in step.who)
        and any(next(_refusals(step, case, None, party), None) is None for party in _parties(step, case))
    ]


def refusal(step: Step, case: Case, party: ThirdParty | None = None) -> StepRefusedError | None:
    """Why a step is not lawful now, leaving aside what is given with it; `None` when it is."""
    return next(_refusals(step, case, None, party), None)


def check(
    name: str,
    case: Case,
    role: str,
    given: Mapping[str, Any] | None = None,
    party: ThirdParty | None = None,
) -> Step:
    """The step if it is lawful, else `StepRefusedError`; `LookupError` for a step that does not exist.

    `given` is what is entered with the step, `party` the third party it concerns.
    """
    step = load_table().steps[name]
    if role not in step.who:
        raise StepRefusedError(step, step.article, WRONG_ROLE, [load_table().roles[who] for who in step.who])
    for refusal in _refusals(step, case, given or {}, party):
        raise refusal
    return step


def advance(case: Case, step: Step, party: ThirdParty | None = None) -> Case:
    """The case after a step: its track's state and what the table sets; the caller adds clocks and data."""
    changes = dict(step.sets)
    if step.target is not None and step.track == "third_party":
        others = list(case.third_parties)
        moved = ThirdParty(step.target)
        if party is None:
            others.append(moved)
        else:
            others[others.index(party)] = moved
        changes["third_parties"] = tuple(others)
    elif step.target is not None:
        changes[step.track] = step.target
    return dataclasses.replace(case, **changes)


def _parties(step: Step, case: Case) -> tuple[ThirdParty | None, ...]:
    """Those a step may concern: a step that brings in a new third party concerns none of the known ones."""
    absent = load_table().tracks["third_party"].start
    return case.third_parties if step.track == "third_party" and absent not in step.sources else (None,)


def _refusals(
    step: Step, case: Case, given: Mapping[str, Any] | None, party: ThirdParty | None
) -> Iterator[StepRefusedError]:
    """Every reason against the step; without `given`, what depends on it is left out."""
    table = load_table()
    state = _state(step, case, party)
    if state not in step.sources:
        yield StepRefusedError(step, step.article, WRONG_STATE, [table.tracks[step.track].states[state]])
    elif step.during and case.request not in step.during:
        yield StepRefusedError(
            step, step.article, WRONG_STATE, [table.tracks["request"].states[case.request]]
        )
    if given is not None and (missing := _missing(step, given)):
        yield StepRefusedError(step, step.article, MISSING, [table.inputs[name] for name in missing])
    for name in step.guards:
        guard = GUARDS[name]
        if given is None and guard.on_given:
            continue
        if not guard.holds(Situation(case, given or {}, party)):
            yield StepRefusedError(step, guard.article, guard.refusal)


def _state(step: Step, case: Case, party: ThirdParty | None) -> str:
    if step.track == "third_party":
        return party.state if party else load_table().tracks["third_party"].start
    return getattr(case, step.track)


def _missing(step: Step, given: Mapping[str, Any]) -> list[str]:
    """Names of what is absent, empty or not among the permitted values."""
    return [
        name
        for name, permitted in step.needs.items()
        if given.get(name) in (None, "", [], ()) or (permitted and given[name] not in permitted)
    ]
