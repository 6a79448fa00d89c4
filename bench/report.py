"""Figures as a table to read and as JSON to keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench.figures import Figure, Target
from bench.options import RESULTS

_HEAD = ("what", "result", "unit", "beside", "ratio", "target", "met")


def line(figure: Figure) -> str:
    """One figure for the screen."""
    cells = _cells(figure)
    beside = f" | beside {cells[3]}: ratio {cells[4]}" if figure.base is not None else ""
    target = f" | target {cells[5]}: {cells[6]}" if figure.targets else ""
    return f"  {cells[0]}: {cells[1]} {cells[2]}{beside}{target}"


def markdown(facts: Mapping[str, Any], sections: Mapping[str, Iterable[Figure]]) -> str:
    """The whole run as a Markdown text with a table for each section."""
    text = [f"# Benchmark with {facts['count']:,} documents", "", *_about(facts)]
    for name, figures in sections.items():
        text += ["", f"## {name}", "", row(_HEAD), row(["---"] * len(_HEAD))]
        text += [row(_cells(figure)) for figure in figures]
        notes = [f"- {figure.name}: {figure.note}" for figure in figures if figure.note]
        text += ["", *notes] if notes else []
    return "\n".join(text) + "\n"


def save(folder: Path, facts: Mapping[str, Any], sections: Mapping[str, list[Figure]]) -> Path:
    """Write JSON and Markdown of a run; gives the Markdown's path."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{facts['machine']['time'][:10]}-{facts['count']}.json"
    shown = {name: [figure.as_json() for figure in figures] for name, figures in sections.items()}
    path.write_text(json.dumps({**facts, "sections": shown}, ensure_ascii=False, indent=1) + "\n")
    text = path.with_suffix(".md")
    text.write_text(markdown(facts, sections))
    return text


def newest() -> list[Mapping[str, Any]]:
    """The newest kept result of each size, by size."""
    found = {}
    for path in sorted(RESULTS.glob("*.json")):
        result = json.loads(path.read_text())
        found[result["count"]] = result
    return [found[count] for count in sorted(found)]


def _about(facts: Mapping[str, Any]) -> list[str]:
    machine = facts["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    busy = ", ".join(f"{name} {section['others']:.0%}" for name, section in facts["conditions"].items())
    return [
        f"{machine['time']}, commit {machine['commit']}"
        + (" with uncommitted changes" if machine["uncommitted changes"] else "")
        + f". {machine['cores']} cores ({machine['processor']}), {machine['memory_mib'] / 1024:.0f} GiB of"
        f" memory, disk {machine['disk']}, {machine['system']}. {versions}. Priority (nice)"
        f" {machine['priority']}; load average at the start {machine['load_at_start'][0]:.2f}. Part of the"
        f" machine's processor time that other programs took: {busy}. Stock CKAN was given"
        f" {facts['sample']:,} documents one by one.",
    ]


def _cells(figure: Figure) -> list[str]:
    met = {True: "yes", False: "**no**", None: ""}[figure.met()]
    beside = "" if figure.base is None else f"{number(figure.base)} ({figure.base_name})"
    ratio = "" if figure.ratio is None else f"{number(figure.ratio)}"
    targets = ", ".join(_target(target) for target in figure.targets)
    return [figure.name, number(figure.value), figure.unit, beside, ratio, targets, met]


def _target(target: Target) -> str:
    bound = (
        f"≥ {number(target.at_least)}" if target.at_least is not None else f"≤ {number(target.at_most or 0)}"
    )
    return f"ratio {bound}" if target.of == "ratio" else bound


def number(value: float) -> str:
    """Three digits that count, or a whole number."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def row(cells: Iterable[str]) -> str:
    """A line of a Markdown table."""
    return "| " + " | ".join(cells) + " |"
