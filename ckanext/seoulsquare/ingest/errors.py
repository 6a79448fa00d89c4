"""What can go wrong with a list: with the whole file, or with one row of it."""

from __future__ import annotations

from dataclasses import dataclass


class ListError(Exception):
    """The file cannot be loaded at all; the message says why, for the person who gave the command."""


@dataclass(frozen=True)
class Fault(Exception):  # noqa: N818  the row is at fault, the program is not
    """One value, or one row, that cannot be taken over.

    `column` is the list's own column (empty when the whole row is meant), `value` what stood there.
    """

    column: str
    value: str
    reason: str
