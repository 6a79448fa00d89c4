"""All names of codes that pages and programs need, in three languages."""

from __future__ import annotations

from typing import Any

from ckanext.seoulsquare.disclosure import config, fees
from ckanext.seoulsquare.disclosure.states import load_table
from ckanext.seoulsquare.disclosure.vocabulary import load_vocabulary


def every() -> dict[str, Any]:
    """List → code → name by language; states by track."""
    table, schedule = load_table(), fees.load_schedule(config.fees_file())
    return {
        **load_vocabulary(),
        "states": {name: dict(track.states) for name, track in table.tracks.items()},
        "steps": {name: dict(step.label) for name, step in table.steps.items()},
        "roles": dict(table.roles),
        "inputs": dict(table.inputs),
        "forms": dict(table.forms),
        "fee_objects": dict(schedule.objects),
        "fee_methods": dict(schedule.methods),
        "units": dict(schedule.units),
        "reductions": {str(ground): dict(name) for ground, name in schedule.reduction_grounds.items()},
    }
