"""What may be done with a disclosure request, by whom and when, from one declared table (table.yaml)."""

from __future__ import annotations

from .case import Case, Item, ItemResult, ThirdParty
from .lawful import StepRefusedError, advance, check, lawful_steps, refusal
from .table import Step, Table, load_table

__all__ = [
    "Case",
    "Item",
    "ItemResult",
    "Step",
    "StepRefusedError",
    "Table",
    "ThirdParty",
    "advance",
    "check",
    "lawful_steps",
    "load_table",
    "refusal",
]
