"""Text as the rules read it: one kind of digit, one kind of dash, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_DASHES = "‐‑‒–—―−⁃﹘﹣－ーㅡ╶─━"
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
# Numbers of lists and notes: they stand beside other numbers and are no part of them.
_MARKERS = re.compile(
    r"[\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u325f\u3280-\u3289\u32b1-\u32bf]"
)
_DIGITS = re.compile(r"[^\x00-\x7f]")


def normal(text: str) -> str:
    """The text in Unicode form NFKC with ASCII digits, hyphens and blanks."""
    text = _MARKERS.sub(" ", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFKC", text.translate(dict.fromkeys(map(ord, _DASHES), "-")))
    return _DIGITS.sub(_digit, text)


def _digit(match: re.Match[str]) -> str:
    value = unicodedata.decimal(match[0], None)
    if value is not None:
        return str(value)
    return " " if match[0].isspace() else match[0]
