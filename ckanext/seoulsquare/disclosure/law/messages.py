"""Translatable text without a translation system: msgids are marked here and translated by the caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Gettext = Callable[[str], str]
"""Turns an English msgid into the reader's language; CKAN's `tk._` is one."""

Label = Mapping[str, str]
"""A name kept as data, in Korean, Chinese and English by the codes `ko`, `zh`, `en`."""


def N_(msgid: str) -> str:  # noqa: N802 - the name that extraction tools look for
    """Mark a msgid for extraction where it is declared; it is translated where it is shown."""
    return msgid


def untranslated(msgid: str) -> str:
    """The gettext of a program without translations: English."""
    return msgid
