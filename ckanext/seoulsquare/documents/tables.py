"""One screenful of a table that lies in the DataStore: sorted, filtered, with the sums of its amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import ckan.plugins.toolkit as tk

PAGE_ROWS = 25
SUM_ROWS = 32_000
"""Rows that one `datastore_search` gives at most; longer tables show no sums."""

NUMERIC = frozenset({"numeric", "int", "int4", "int8", "float8", "bigint", "integer", "double precision"})


@dataclass(frozen=True)
class Column:
    """A column as the data dictionary describes it."""

    name: str
    label: str
    unit: str = ""
    numeric: bool = False
    moment: bool = False


@dataclass(frozen=True)
class TableRequest:
    """What the reader asked of one table; `page` starts at 1."""

    sort: str = ""
    descending: bool = False
    find: str = ""
    page: int = 1

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> TableRequest:
        """Read the address's parameters; whatever makes no sense is the default."""
        page = args.get("page", "")
        return cls(
            sort=args.get("sort", ""),
            descending=args.get("order") == "desc",
            find=args.get("find", "").strip(),
            page=max(int(page), 1) if page.isdecimal() and len(page) < 7 else 1,
        )

    def args(self, **changes: Any) -> dict[str, Any]:
        """The address's parameters for this request with some changes; defaults are left out."""
        values = {
            "sort": self.sort,
            "order": "desc" if self.descending else "",
            "find": self.find,
            "page": self.page,
        }
        values |= changes
        return {key: value for key, value in values.items() if value and not (key == "page" and value == 1)}


@dataclass(frozen=True)
class TablePage:
    """The rows to show, and what the controls around them need."""

    resource_id: str
    columns: list[Column]
    rows: list[dict[str, Any]]
    total: int
    request: TableRequest
    sums: dict[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(-(-self.total // PAGE_ROWS), 1)

    @property
    def first(self) -> int:
        """Position of the first row shown, counted from 1; 0 when there is none."""
        return (self.request.page - 1) * PAGE_ROWS + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Position of the last row shown."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def read(resource_id: str, request: TableRequest) -> TablePage:
    """Read one page of a DataStore table with the current user's rights.

    :raises ckan.logic.NotFound: when the resource has no table
    :raises ckan.logic.NotAuthorized: when the reader may not see the resource
    :raises ckan.logic.ValidationError: when the DataStore refuses the request
    """
    search = tk.get_action("datastore_search")
    dictionary = search({}, {"resource_id": resource_id, "limit": 0})["fields"]
    columns = [_column(described) for described in dictionary if described["id"] != "_id"]
    names = {column.name for column in columns}
    query: dict[str, Any] = {"resource_id": resource_id}
    if words := _prefix_query(request.find):
        query |= {"q": words, "plain": False}
    order = (
        f'"{request.sort}" {"desc" if request.descending else "asc"} nulls last, '
        if request.sort in names
        else ""
    )
    answer = search(
        {},
        query | {"sort": f"{order}_id", "limit": PAGE_ROWS, "offset": (request.page - 1) * PAGE_ROWS},
    )
    return TablePage(
        resource_id=resource_id,
        columns=columns,
        rows=answer["records"],
        total=answer["total"],
        request=request,
        sums=_sums(
            query, [column.name for column in columns if column.unit and column.numeric], answer["total"]
        ),
    )


def _sums(query: dict[str, Any], names: list[str], total: int) -> dict[str, Any]:
    """Add up the columns that have a unit; years and codes have none and are left alone."""
    if not names or not total or total > SUM_ROWS:
        return {}
    rows = tk.get_action("datastore_search")(
        {}, query | {"fields": names, "limit": SUM_ROWS, "include_total": False}
    )
    return {name: sum(row[name] or 0 for row in rows["records"]) for name in names}


def _column(described: dict[str, Any]) -> Column:
    info = described.get("info") or {}
    return Column(
        name=described["id"],
        label=info.get("label") or described["id"],
        unit=info.get("unit") or "",
        numeric=described["type"] in NUMERIC,
        moment=described["type"].startswith("timestamp"),
    )


def _prefix_query(find: str) -> str:
    """PostgreSQL's text query for words that begin so; operators in the reader's words have no meaning."""
    return " & ".join(f"{word}:*" for word in re.findall(r"\w+", find))
