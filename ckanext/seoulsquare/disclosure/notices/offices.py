"""The committee and the court that stand in every notice which can be contested, read from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ckanext.seoulsquare.disclosure.notices.parts import Office, Remedies

_FILE = "offices.yaml"


def load_offices(agency_kind: str = "", folder: Path | None = None) -> Remedies:
    """Where decisions of an agency of that kind are contested outside it.

    `folder` is the city's folder of forms; its `offices.yaml` comes before the bundled one. Raises
    `ValueError` when the file is malformed.
    """
    own = folder / _FILE if folder else None
    path = own if own and own.is_file() else Path(__file__).with_name(_FILE)
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        offices: dict[str, Any] = {**raw["default"], **raw.get(agency_kind, {})}
        return Remedies(appeal_at=Office(**offices["appeal"]), lawsuit_at=Office(**offices["lawsuit"]))
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"malformed {path}: {error}") from error
