"""The table of steps, read from table.yaml into values and checked as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ckanext.seoulsquare.disclosure.law import Citation, Clock, cite
from ckanext.seoulsquare.disclosure.law.messages import Label

from .guards import GUARDS


@dataclass(frozen=True)
class Track:
    """One of the things that run side by side in a case: its first state and the names of all states."""

    start: str
    states: Mapping[str, Label]


@dataclass(frozen=True)
class Step:
    """One row of the table; the head of table.yaml says what each column means."""

    name: str
    label: Label
    track: str
    sources: tuple[str, ...]
    target: str | None
    during: tuple[str, ...]
    who: tuple[str, ...]
    guards: tuple[str, ...]
    needs: Mapping[str, tuple[Any, ...]]
    article: Citation
    starts: tuple[Clock, ...]
    stops: tuple[Clock, ...]
    notice: str | None
    sets: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """Everything table.yaml declares."""

    roles: Mapping[str, Label]
    inputs: Mapping[str, Label]
    forms: Mapping[str, Label]
    tracks: Mapping[str, Track]
    steps: Mapping[str, Step]


@cache
def load_table() -> Table:
    """The table; raises `ValueError` where a row names something that is not declared."""
    raw = yaml.safe_load(Path(__file__).with_name("table.yaml").read_text(encoding="utf-8"))
    table = Table(
        roles=raw["roles"],
        inputs=raw["inputs"],
        forms=raw["forms"],
        tracks={name: Track(**track) for name, track in raw["tracks"].items()},
        steps={name: _step(name, row) for name, row in raw["steps"].items()},
    )
    for step in table.steps.values():
        _check(step, table)
    return table


def _step(name: str, row: dict[str, Any]) -> Step:
    return Step(
        name=name,
        label=row["label"],
        track=row["track"],
        sources=tuple(row["from"]),
        target=row.get("to"),
        during=tuple(row.get("while", ())),
        who=tuple(row["who"]),
        guards=tuple(row.get("guards", ())),
        needs={key: tuple(values or ()) for key, values in row.get("needs", {}).items()},
        article=cite(row["article"]),
        starts=tuple(map(Clock, row.get("starts", ()))),
        stops=tuple(map(Clock, row.get("stops", ()))),
        notice=row.get("notice"),
        sets=row.get("sets", {}),
    )


def _check(step: Step, table: Table) -> None:
    states = table.tracks[step.track].states
    wrong = [
        *(set(step.sources) - states.keys()),
        *({step.target} - {None} - states.keys()),
        *(set(step.during) - table.tracks["request"].states.keys()),
        *(set(step.who) - table.roles.keys()),
        *(set(step.guards) - GUARDS.keys()),
        *(step.needs.keys() - table.inputs.keys()),
        *({step.notice} - {None} - table.forms.keys()),
    ]
    if wrong:
        raise ValueError(f"step {step.name}: not declared: {', '.join(map(str, wrong))}")
