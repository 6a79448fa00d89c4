"""What can go wrong with a request besides the law: sentences as msgids, translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.seoulsquare.disclosure.law.messages import N_, Gettext, untranslated


class InvalidError(Exception):
    """Data that cannot be taken: the key they stand under and the reason."""

    def __init__(self, field: str, msgid: str, **values: Any) -> None:
        self.field = field
        self.msgid = msgid
        self.values: Mapping[str, Any] = values
        super().__init__(self.text())

    def text(self, _: Gettext = untranslated, language: str = "en") -> str:
        """The reason in the reader's language; `language` picks the names that are data."""
        values = {
            name: value[language] if isinstance(value, Mapping) else value
            for name, value in self.values.items()
        }
        return _(self.msgid).format(**values)


class ConflictError(InvalidError):
    """Somebody else changed the case in between."""

    def __init__(self) -> None:
        super().__init__(
            "version", N_("Somebody else changed this request in the meantime. Look at it again.")
        )


class LimitError(InvalidError):
    """Too many calls, or a form that a machine filled in."""

    def __init__(self) -> None:
        super().__init__("limit", N_("Too many requests from your address. Try again in an hour."))
