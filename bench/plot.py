"""Draws the cost of a document against the size of the archive, as an SVG of its own; see `summary`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

_WIDTH, _HEIGHT = 460, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 150, 44, 40
_OURS, _STOCK = "#0b57a4", "#8a5a00"

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Line:
    """A named line through points of (documents, milliseconds)."""

    name: str
    points: Points
    colour: str


@dataclass(frozen=True)
class Panel:
    """A chart with logarithmic axes."""

    title: str
    lines: list[Line]

    def draw(self, left: float) -> str:
        """The chart as an SVG group whose left edge is at `left`."""
        points = [point for line in self.lines for point in line.points]
        x = _Axis([number for number, _ in points], _LEFT, _WIDTH - _RIGHT)
        y = _Axis([number for _, number in points], _HEIGHT - _BOTTOM, _TOP)
        parts = [f'<text x="{_LEFT}" y="22" class="head">{escape(self.title)}</text>']
        low, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
        for tick in x.ticks:
            parts += [
                f'<path d="M{x(tick):.1f} {_TOP}V{low}" class="grid"/>',
                f'<text x="{x(tick):.1f}" y="{low + 18}" class="x">{_short(tick)}</text>',
            ]
        for tick in y.ticks:
            parts += [
                f'<path d="M{_LEFT} {y(tick):.1f}H{right}" class="grid"/>',
                f'<text x="{_LEFT - 6}" y="{y(tick) + 4:.1f}" class="y">{_short(tick)}</text>',
            ]
        for line, label in zip(
            self.lines, _apart([y(line.points[-1][1]) for line in self.lines]), strict=True
        ):
            path = " ".join(f"{x(number):.1f},{y(cost):.1f}" for number, cost in line.points)
            place = f'x="{x(line.points[-1][0]) + 8:.1f}" y="{label + 4:.1f}"'
            parts += [
                f'<polyline points="{path}" fill="none" stroke="{line.colour}" stroke-width="2"/>',
                *(
                    f'<circle cx="{x(number):.1f}" cy="{y(cost):.1f}" r="3" fill="{line.colour}"/>'
                    for number, cost in line.points
                ),
                f'<text {place} style="fill:{line.colour}">{escape(line.name)}</text>',
            ]
        parts.append(f'<text x="{_LEFT}" y="{_HEIGHT - 4}" class="note">documents in the archive</text>')
        return f'<g transform="translate({left:.0f} 0)">{"".join(parts)}</g>'


class _Axis:
    """From values to places, by their logarithms; whole powers of ten at both ends."""

    def __init__(self, values: Iterable[float], start: float, end: float) -> None:
        logs = [math.log10(value) for value in values]
        self.low = math.floor(min(logs) + 1e-9)
        self.high = max(math.ceil(max(logs) - 1e-9), self.low + 1)
        self.start, self.step = start, (end - start) / (self.high - self.low)
        self.ticks = [10.0**power for power in range(self.low, self.high + 1)]

    def __call__(self, value: float) -> float:
        return self.start + (math.log10(value) - self.low) * self.step


def _apart(places: list[float], distance: float = 14) -> list[float]:
    """The places, moved down where two would be on top of each other."""
    found = dict.fromkeys(range(len(places)), 0.0)
    last = -math.inf
    for index in sorted(found, key=lambda index: places[index]):
        last = found[index] = max(places[index], last + distance)
    return list(found.values())


def _short(number: float) -> str:
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"


def _points(results: list[Mapping[str, Any]], section: str, name: str, key: str = "value") -> Points:
    """A figure's values by size; rates as milliseconds of one document."""
    return [
        (result["count"], 1000 / figure[key] if figure["unit"].endswith("/s") else figure[key])
        for result in results
        for figure in result["sections"].get(section, [])
        if figure["name"] == name and figure[key]
    ]


def svg(results: list[Mapping[str, Any]]) -> str:
    """The picture of these results."""
    costs = [
        ("load", "load", "load a list", "value", _OURS),
        ("reindex", "reindex", "reindex", "value", _OURS),
        ("verify", "verify", "verify", "value", _OURS),
        ("package_create", "load", "load a list", "base", _STOCK),
        ("search-index rebuild", "reindex", "reindex", "base", _STOCK),
    ]
    waits = [
        ("search page, p95", "pages", "search page, 95th percentile", "value", _OURS),
        ("search page, cold", "pages", "search page, cold: the very first", "value", _OURS),
        ("last page by cursor", "search", "the archive's last page by cursor", "value", _OURS),
        ("stock search page, p95", "pages", "search page, 95th percentile", "base", _STOCK),
    ]
    panels = [
        Panel("Milliseconds for one document", _lines(results, costs)),
        Panel("Milliseconds until an answer", _lines(results, waits)),
    ]
    drawn = "".join(panel.draw(_WIDTH * place) for place, panel in enumerate(panels) if panel.lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH * len(panels)} {_HEIGHT}" role="img">'
        "<title>Cost against the size of the archive, both axes logarithmic; blue: this extension, brown: "
        "stock CKAN</title><style>text{font:12px sans-serif;fill:#333}.head{font-weight:bold;font-size:14px}"
        ".grid{stroke:#ddd}.x{text-anchor:middle}.y{text-anchor:end}.note{fill:#666}</style>"
        f'<rect width="100%" height="100%" fill="#fff"/>{drawn}</svg>\n'
    )


def _lines(results: list[Mapping[str, Any]], wanted: list[tuple[str, str, str, str, str]]) -> list[Line]:
    made = (
        Line(name, _points(results, section, figure, key), colour)
        for name, section, figure, key, colour in wanted
    )
    return [line for line in made if line.points]
