"""The error that every reader of values raises."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802  the name by which message extraction knows it
    """Mark a message for translation; whoever shows it translates it."""
    return message


class InvalidValue(ValueError):  # noqa: N818  a value is invalid; the class of error is ValueError
    """A value that cannot be read.

    `message` is an English message with named places, `facts` what to put in them: so that it can be
    translated where a person reads it. `str()` gives it in English.
    """

    def __init__(self, message: str, **facts: object) -> None:
        self.message = message
        self.facts = facts
        super().__init__(message.format(**facts))
