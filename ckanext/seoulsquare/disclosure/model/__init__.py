"""The tables of the room, one noun a module. See docs/disclosure.md."""

from __future__ import annotations

from .calendar import Holiday, Number
from .case import Case, Clock, Item
from .event import Event
from .file import CaseFile as File
from .message import Message
from .person import Access, Link, Party
from .review import Objection, Review

__all__ = [
    "Access",
    "Case",
    "Clock",
    "Event",
    "File",
    "Holiday",
    "Item",
    "Link",
    "Message",
    "Number",
    "Objection",
    "Party",
    "Review",
]
