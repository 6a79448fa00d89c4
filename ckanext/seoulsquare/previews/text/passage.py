"""The one form in which every reader gives text: a passage and the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

# Places whose text a reader of the pages can see; the others are where people forget (see docs/previews.md).
VISIBLE = frozenset(
    {"body", "table", "text_box", "footnote", "endnote", "header", "footer", "caption", "sheet", "slide"}
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text of a file.

    `place` is a code such as `body`, `footnote` or `hidden_sheet`; within an embedded file it begins with
    `attachment/`. `page` counts pages, sheets or slides from 1. `context` holds words that belong to the text
    but stand elsewhere, such as the head of a table's columns.
    """

    place: str
    text: str
    page: int | None = None
    context: str = ""


@dataclass
class Reading:
    """What the reader of a file found. `status`: ok, encrypted, damaged, unsupported or too_large."""

    format: str
    reader: str
    status: str = "ok"
    note: str = ""
    passages: list[Passage] = field(default_factory=list)

    def visible(self) -> str:
        """The text that the pages show, in reading order."""
        return "\n".join(passage.text for passage in self.passages if passage.place in VISIBLE)


def rows(place: str, table: Iterable[Sequence[str]], page: int | None = None) -> Iterator[Passage]:
    """One passage for each row of a table, with the words of its first two rows as context."""
    head: list[str] = []
    for row in table:
        text = "\t".join(row).strip()
        if not text:
            continue
        yield Passage(place, text, page, " ".join(head))
        if len(head) < 2:
            head.append(text[:500])


def embedded(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages of a file inside another one."""
    for passage in passages:
        yield replace(passage, place=f"attachment/{passage.place}")
