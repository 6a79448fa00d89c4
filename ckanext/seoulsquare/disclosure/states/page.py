"""The documentation page of the table, so that page and program cannot differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ckanext.seoulsquare.disclosure.law.messages import Label, untranslated

from .guards import GUARDS
from .table import Step, Table, load_table

HEAD = """\
# Steps of a disclosure request

Made from `ckanext/seoulsquare/disclosure/states/table.yaml` by
`python -m ckanext.seoulsquare.disclosure.states > docs/disclosure-states.md`; a test compares the two.

A case runs on four tracks at once: the request, each third party, the council and the objection. A step is
lawful when its track is in one of the states *from*, the request is in one of the states *while* (if any are
named), and every condition holds. A refusal names the article. Days are counted as
[the law's clocks](disclosure-law.md) say; ▶ starts a clock, ■ stops it. The Act has no article on returning
for completion and on withdrawing; the act on civil petitions is cited there, by analogy, and returning for
completion stops no clock.
"""


def render() -> str:
    """The page, in Markdown."""
    table = load_table()
    return "\n".join([HEAD, *_states(table), *_steps(table), *_conditions(), *_forms(table)]) + "\n"


def _states(table: Table) -> Iterator[str]:
    for name, track in table.tracks.items():
        yield f"## States: {name.replace('_', ' ')}"
        yield from _grid(
            ["state", "ko", "zh", "en"],
            ([f"`{state}`", *_three(label)] for state, label in track.states.items()),
        )


def _steps(table: Table) -> Iterator[str]:
    for name in table.tracks:
        yield f"## Steps: {name.replace('_', ' ')}"
        yield from _grid(
            ["step", "article", "who", "from → to", "conditions", "given", "clocks", "form"],
            (_row(step, table) for step in table.steps.values() if step.track == name),
        )


def _row(step: Step, table: Table) -> list[str]:
    target = f" → {step.target}" if step.target else ""
    during = f"<br>while: {', '.join(step.during)}" if step.during else ""
    return [
        f"`{step.name}`<br>{step.label['ko']}<br>{step.label['en']}",
        step.article.text(untranslated),
        ", ".join(table.roles[who]["en"] for who in step.who),
        f"{', '.join(step.sources)}{target}{during}",
        ", ".join(step.guards),
        ", ".join(_given(step)),
        "<br>".join(
            [*(f"▶ {clock.value}" for clock in step.starts), *(f"■ {clock.value}" for clock in step.stops)]
        ),
        f"{step.notice} {table.forms[step.notice]['en']}" if step.notice else "",
    ]


def _given(step: Step) -> Iterator[str]:
    for name, permitted in step.needs.items():
        yield f"{name} ({'/'.join(map(str, permitted))})" if permitted else name


def _conditions() -> Iterator[str]:
    yield "## Conditions"
    yield from _grid(
        ["condition", "article", "refusal"],
        ([f"`{name}`", guard.article.text(untranslated), guard.refusal] for name, guard in GUARDS.items()),
    )


def _forms(table: Table) -> Iterator[str]:
    yield "## Statutory forms"
    yield from _grid(
        ["form", "ko", "zh", "en"], ([number, *_three(label)] for number, label in table.forms.items())
    )


def _three(label: Label) -> list[str]:
    return [label["ko"], label["zh"], label["en"]]


def _grid(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
