"""Compares the index of pages with the files, and rebuilds it: by file, content and number of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews.model import Upload
from ckanext.seoulsquare.previews.pagecore import documents, follow, holding
from ckanext.seoulsquare.search.verify import batches

STRETCH = 500
"""Files that are compared at a time."""


@dataclass
class Comparison:
    """One comparison. `counts`: missing, orphaned (hidden or gone) and stale files."""

    files: int = 0
    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def differences(self) -> Iterator[tuple[str, str]]:
        """What is wrong and the file's id, in the order of ids."""
        holding.settle()
        low = ""
        for ids in [*batches(_files(), STRETCH), []]:
            wanted = {one: holding.expected(documents.public(one)) for one in ids}
            expected = {resource_id: held for resource_id, held in wanted.items() if held}
            model.Session.remove()
            high = ids[-1] if ids else None
            held = holding.held_between(low, high)
            self.files += len(expected)
            self.pages += sum(count for _, count in held.values())
            for resource_id in sorted({*expected, *held}):
                kind = _difference(expected.get(resource_id), held.get(resource_id))
                if kind:
                    self.counts[kind] += 1
                    yield kind, resource_id
            low = high or low

    def summary(self) -> str:
        """The counts in one line."""
        counts = {"files": self.files, "pages": self.pages}
        counts |= {kind: self.counts[kind] for kind in ("missing", "orphaned", "stale")}
        return " ".join(f"{name}={count}" for name, count in counts.items())


def rebuild() -> Iterator[int]:
    """Index the pages of all files anew; gives the number of files after each stretch."""
    for ids in batches(_files(), STRETCH):
        follow.bring(ids, anew=True)
        model.Session.remove()
        yield len(ids)


def _files() -> Iterator[str]:
    """Ids of all files with a preview, ordered by bytes, as Solr orders them."""
    order = Upload.resource_id.collate("C")
    query = sa.select(Upload.resource_id).where(Upload.state == "made").order_by(order)
    with model.ensure_engine().connect() as connection:
        for part in connection.execution_options(yield_per=STRETCH).execute(query).scalars().partitions():
            yield from part


def _difference(expected: holding.Held | None, held: holding.Held | None) -> str:
    if expected == held:
        return ""
    return "missing" if held is None else "orphaned" if expected is None else "stale"
