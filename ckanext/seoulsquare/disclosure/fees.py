"""What a requester pays: the tariff in force, reduction, rounding, postage (Act 17, Decree 17)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ckanext.seoulsquare.disclosure.law.messages import Label


@dataclass(frozen=True)
class Tariff:
    """A price: `free` units, then `first_units` for `first` won, then `each` won per `per` units begun."""

    unit: str
    per: int
    each: int
    free: int = 0
    first_units: int = 0
    first: int = 0
    halved: bool = False

    def price(self, quantity: Decimal) -> int:
        """Won for a quantity in the tariff's unit; half won are dropped."""
        beyond_free = quantity - self.free
        if beyond_free <= 0:
            return 0
        further = max(beyond_free - self.first_units, Decimal(0))
        won = self.first + math.ceil(further / self.per) * self.each
        return won // 2 if self.halved else won


@dataclass(frozen=True)
class Table:
    """The tariffs in force since a day, by object and method."""

    name: str
    since: date
    tariffs: Mapping[str, Mapping[str, Tariff]]


@dataclass(frozen=True)
class Schedule:
    """A fees file: its tables, the reduction and the names of what is counted."""

    tables: tuple[Table, ...]
    reduction_percent: int
    reduction_grounds: Mapping[int, Label]
    drop_below: int
    objects: Mapping[str, Label]
    methods: Mapping[str, Label]
    units: Mapping[str, Label]

    def table_in_force(self, day: date) -> Table:
        """The table of that day; `LookupError` when the file has none so early."""
        tables = [table for table in self.tables if table.since <= day]
        if not tables:
            raise LookupError(f"no fee table was in force on {day.isoformat()}")
        return max(tables, key=lambda table: table.since)


@dataclass(frozen=True)
class Order:
    """A quantity of one object given in one way, in the tariff's unit."""

    object: str
    method: str
    quantity: Decimal


@dataclass(frozen=True)
class Line:
    """An order, the tariff that was applied and its price in won."""

    order: Order
    tariff: Tariff
    price: int


@dataclass(frozen=True)
class Costs:
    """What is charged at cost and never reduced, in won: postage, and media such as disks."""

    postage: int = 0
    media: int = 0


@dataclass(frozen=True)
class Fee:
    """A sum that shows how it came about, in won."""

    table: Table
    lines: tuple[Line, ...]
    reduction: int
    dropped: int
    costs: Costs

    @property
    def subtotal(self) -> int:
        """The prices of the lines together."""
        return sum(line.price for line in self.lines)

    @property
    def total(self) -> int:
        """What has to be paid."""
        return self.subtotal - self.reduction - self.dropped + self.costs.postage + self.costs.media


def load_schedule(path: Path | None = None) -> Schedule:
    """Read a fees file, the bundled national one without a path; `ValueError` where it is malformed."""
    return _national() if path is None else _schedule(path.read_text(encoding="utf-8"))


def calculate(
    schedule: Schedule,
    day: date,
    orders: Sequence[Order],
    costs: Costs | None = None,
    reduction_ground: int | None = None,
) -> Fee:
    """The fee for what was asked for on `day`.

    `reduction_ground` is an item of Decree 17(3). Raises `LookupError` for a day without a table and for an
    object, method or ground that the schedule lacks, `ValueError` for a negative quantity or cost.
    """
    costs = costs or Costs()
    if min([costs.postage, costs.media, *(order.quantity for order in orders)]) < 0:
        raise ValueError("quantities and costs cannot be negative")
    if reduction_ground is not None and reduction_ground not in schedule.reduction_grounds:
        raise LookupError(f"no ground {reduction_ground} for a reduction")
    table = schedule.table_in_force(day)
    lines = tuple(_line(table, order) for order in orders)
    subtotal = sum(line.price for line in lines)
    reduction = subtotal * schedule.reduction_percent // 100 if reduction_ground is not None else 0
    return Fee(table, lines, reduction, (subtotal - reduction) % schedule.drop_below, costs)


def _line(table: Table, order: Order) -> Line:
    try:
        tariff = table.tariffs[order.object][order.method]
    except KeyError:
        raise LookupError(f"{table.name}: no tariff for {order.object}, {order.method}") from None
    return Line(order, tariff, tariff.price(order.quantity))


@cache
def _national() -> Schedule:
    return _schedule(Path(__file__).with_name("fees.yaml").read_text(encoding="utf-8"))


def _schedule(text: str) -> Schedule:
    try:
        raw = yaml.safe_load(text)
        schedule = Schedule(
            tables=tuple(_table(entry) for entry in raw["tables"]),
            reduction_percent=raw["reduction"]["percent"],
            reduction_grounds=raw["reduction"]["grounds"],
            drop_below=raw["drop_below"],
            objects=raw["objects"],
            methods=raw["methods"],
            units=raw["units"],
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"malformed fees file: {error}") from error
    if unnamed := _unnamed(schedule):
        raise ValueError(f"malformed fees file: no name for {', '.join(sorted(unnamed))}")
    return schedule


def _unnamed(schedule: Schedule) -> set[str]:
    """Objects, methods and units that have a tariff but no name."""
    tariffs = [table.tariffs for table in schedule.tables]
    methods = {method for table in tariffs for methods in table.values() for method in methods}
    units = {tariff.unit for table in tariffs for methods in table.values() for tariff in methods.values()}
    objects = {name for table in tariffs for name in table}
    return (
        (objects - schedule.objects.keys())
        | (methods - schedule.methods.keys())
        | (units - schedule.units.keys())
    )


def _table(entry: dict[str, Any]) -> Table:
    tariffs = {name: _tariffs(methods) for name, methods in entry["tariffs"].items()}
    return Table(entry["name"], entry["since"], tariffs)


def _tariffs(methods: dict[str, dict[str, Any]]) -> dict[str, Tariff]:
    return {
        name: Tariff(**methods[terms["half_of"]], halved=True) if "half_of" in terms else Tariff(**terms)
        for name, terms in methods.items()
    }
