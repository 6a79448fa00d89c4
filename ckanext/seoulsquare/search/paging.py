"""Links to other pages of hits: numbers among the first ones, and neighbours however deep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ckanext.seoulsquare.search.neighbours import END
from ckanext.seoulsquare.search.page import DEEPEST, ROWS, Address


@dataclass(frozen=True)
class Paging:
    """Where else to go.

    `number` is this page's, None where the address does not tell; `count` that of all pages; `numbers` those
    to link to, None for some that are left out. `previous`, `next` and `last` are addresses or None; `last`
    only where the last page has no number to link to.
    """

    number: int | None
    count: int
    numbers: Sequence[int | None]
    previous: str | None
    next: str | None
    last: str | None

    @classmethod
    def of(cls, address: Address, total: int, names: Sequence[str]) -> Paging:
        """For the page at an address, which shows the records of these names out of so many."""
        count = -(-total // ROWS)
        deep = address.place is not None
        number = address.page if address.page > DEEPEST or not deep else None
        return cls(
            number=number,
            count=count,
            numbers=[1] if deep else _numbers(min(count, DEEPEST), address.page),
            previous=_previous(address, number, names),
            next=_next(address, number, count, names),
            last=address.beside("before", END, count) if DEEPEST < count != number else None,
        )


def _previous(address: Address, number: int | None, names: Sequence[str]) -> str | None:
    if number is not None and number - 1 <= DEEPEST:
        return address.on_page(number - 1) if number > 1 else None
    first = names[0] if names else END
    return address.beside("before", first, number - 1 if number else None)


def _next(address: Address, number: int | None, count: int, names: Sequence[str]) -> str | None:
    if not names or (len(names) < ROWS if number is None else number >= count):
        return None
    if number is not None and number < DEEPEST:
        return address.on_page(number + 1)
    return address.beside("after", names[-1], number + 1 if number else None)


def _numbers(last: int, page: int) -> list[int | None]:
    """First, last and the neighbours of this page."""
    wanted = sorted({1, last, *range(page - 2, page + 3)} & set(range(1, last + 1)))
    found: list[int | None] = []
    for number in wanted:
        if found and number - (found[-1] or 0) > 1:
            found.append(None)
        found.append(number)
    return found if last > 1 else []
