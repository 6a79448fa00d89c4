"""Names of the room's codes in three languages, and the statutory item each ground stands for. No CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from ckanext.seoulsquare.disclosure.law.messages import Label

CLOSING_ARTICLES = {
    "decided_before": "Act 11-2(1)1",
    "petition_before": "Act 11-2(1)2",
    "published": "Act 11-2(2)1",
    "impossible_method": "Act 11-2(2)2",
    "not_held": "Act 11(5)1",
    "complaint": "Act 11(5)2",
}
"""The article behind each code of `closing_grounds`."""


@cache
def load_vocabulary() -> Mapping[str, Mapping[str, Label]]:
    """Every list of codes: list → code → name by language (`ko`, `zh`, `en`)."""
    return yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


def names(codes: str, language: str) -> dict[str, str]:
    """One list's names in a language, in the list's order; `KeyError` for an unknown list."""
    return {code: label[language] for code, label in load_vocabulary()[codes].items()}
