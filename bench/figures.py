"""What a section finds out: figures, each beside what it is compared with and what was aimed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

STOCK = "stock CKAN"


@dataclass(frozen=True)
class Target:
    """A bound of a figure (`of="value"`) or of its ratio to what it is compared with (`of="ratio"`)."""

    of: str
    at_least: float | None = None
    at_most: float | None = None

    def met_by(self, number: float) -> bool:
        """Whether the number keeps the bound."""
        return (self.at_least is None or number >= self.at_least) and (
            self.at_most is None or number <= self.at_most
        )


@dataclass(frozen=True)
class Figure:
    """One figure. `base` is what `base_name` gave for the same; `detail` is kept in the JSON only."""

    name: str
    unit: str
    value: float
    base: float | None = None
    base_name: str = STOCK
    targets: tuple[Target, ...] = ()
    note: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """How many times the base the value is."""
        return self.value / self.base if self.base else None

    def met(self) -> bool | None:
        """Whether all targets are met; None without targets, or without what they need."""
        numbers = {"value": self.value, "ratio": self.ratio}
        if not self.targets or any(numbers[target.of] is None for target in self.targets):
            return None
        return all(target.met_by(numbers[target.of] or 0.0) for target in self.targets)

    def as_json(self) -> dict[str, Any]:
        """The figure with its ratio and whether its targets are met."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met()}


def at_least(value: float | None = None, ratio: float | None = None) -> tuple[Target, ...]:
    """Targets that are lower bounds, of the value, of the ratio or of both."""
    return tuple(
        Target(of, at_least=bound) for of, bound in (("value", value), ("ratio", ratio)) if bound is not None
    )


def at_most(value: float | None = None, ratio: float | None = None) -> tuple[Target, ...]:
    """Targets that are upper bounds, of the value, of the ratio or of both."""
    return tuple(
        Target(of, at_most=bound) for of, bound in (("value", value), ("ratio", ratio)) if bound is not None
    )
