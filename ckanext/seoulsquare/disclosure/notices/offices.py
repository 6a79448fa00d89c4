"""Who signs a notice, where to pay, and the committee and court that can be turned to, read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ckanext.seoulsquare.disclosure.notices.parts import Agency, Office

_FILE = "offices.yaml"


@dataclass(frozen=True)
class Offices:
    """What notices of one agency say: itself, how to reach it, how to pay, where to contest its decisions."""

    agency: Agency
    phone: str
    email: str
    account: str
    appeal_at: Office
    lawsuit_at: Office


def load_offices(title: str, kind: str = "", name: str = "", folder: Path | None = None) -> Offices:
    """What the file says of an agency with this title, kind and name.

    `folder` is the city's folder of forms; its `offices.yaml` comes before the bundled one. Raises
    `ValueError` when the file is malformed.
    """
    own = folder / _FILE if folder else None
    path = own if own and own.is_file() else Path(__file__).with_name(_FILE)
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        found: dict[str, Any] = {
            **raw["default"],
            **raw.get(kind, {}),
            **(raw.get("agencies") or {}).get(name, {}),
        }
        return Offices(
            agency=Agency(
                name=title,
                head=found["head"].format(agency=title),
                postcode=found["postcode"],
                address=found["address"],
                website=found["website"],
            ),
            phone=found["phone"],
            email=found["email"],
            account=found["account"],
            appeal_at=Office(**found["appeal"]),
            lawsuit_at=Office(**found["lawsuit"]),
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"malformed {path}: {error}") from error
