"""Puts the newest result of each size side by side, into a document and as a picture.

python -m bench.summary docs/performance.md docs/images/performance.svg
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.plot import svg
from bench.report import newest, number, row

_MARKED = re.compile(r"(<!-- results -->\n).*(<!-- end of results -->)", re.S)
_PART_OF_OTHERS = 0.2
"""Part of the machine from which on a section's figures are marked as disturbed."""

Result = Mapping[str, Any]


def table(results: Sequence[Result]) -> str:
    """A Markdown table: a line for each rate and each figure that has a target or a base."""
    heads = ["figure", *(f"[{_count(result)}](../bench/results/{_name(result)}.md)" for result in results)]
    lines = [row(heads), row(["---"] * len(heads))]
    for section, name in _figures(results):
        lines.append(row([name, *(_cell(result, section, name) for result in results)]))
    lines.append(row(["machine, load average at the start", *map(_conditions, results)]))
    return "\n".join(lines) + "\n"


def _figures(results: Sequence[Result]) -> list[tuple[str, str]]:
    found = (
        (section, figure["name"])
        for result in results
        for section, figures in result["sections"].items()
        for figure in figures
        if section != "doors"
        and (figure["targets"] or figure["base"] is not None or figure["unit"].endswith("/s"))
    )
    return list(dict.fromkeys(found))


def _cell(result: Result, section: str, name: str) -> str:
    """Value, ratio and what became of the target. `~`: others took much of the machine meanwhile."""
    for figure in result["sections"].get(section, []):
        if figure["name"] == name:
            disturbed = "~" if result["conditions"][section]["others"] > _PART_OF_OTHERS else ""
            ratio = f" ({number(figure['ratio'])} ×)" if figure["ratio"] is not None else ""
            met = {True: " met", False: " **missed**", None: ""}[figure["met"]]
            return f"{disturbed}{number(figure['value'])} {figure['unit']}{ratio}{met}"
    return ""


def _conditions(result: Result) -> str:
    machine = result["machine"]
    return f"{machine['cores']} cores, {machine['load_at_start'][0]:.1f}, nice {machine['priority']}"


def _count(result: Result) -> str:
    return f"{result['count']:,}"


def _name(result: Result) -> str:
    return f"{result['machine']['time'][:10]}-{result['count']}"


def main() -> None:
    """Write both."""
    document, picture = map(Path, sys.argv[1:3])
    results = newest()
    made = table(results)
    document.write_text(_MARKED.sub(lambda found: found[1] + made + found[2], document.read_text()))
    picture.write_text(svg(results))


if __name__ == "__main__":
    main()
