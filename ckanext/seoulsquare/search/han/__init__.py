"""Chinese characters: traditional as simplified. Pure functions on strings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
HANGUL = re.compile(r"[가-힣]")
_TABLE = Path(__file__).with_name("simplified.tsv")


@cache
def _simplified() -> dict[int, str]:
    """Code point of a traditional character -> its simplified form."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {ord(traditional): simplified for traditional, simplified in pairs}


def simplify(text: str) -> str:
    """The text with each traditional character written as simplified, as the index writes it."""
    return text.translate(_simplified())
