"""All declared formats, and which of them a table is."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.formats.declaration import Format, read_format

FORMATS: dict[str, Format] = {
    path.stem: read_format(path) for path in sorted(Path(__file__).parent.glob("*.yaml"))
}
"""Formats by name, which is that of their file."""

NEAR = 0.65
"""Share of the needed columns from which on a table is a damaged copy of a format, not another table."""


def is_heading(names: list[str]) -> bool:
    """Whether a row of names is the heading of a declared format."""
    return any(_fits(declared, names) for declared in FORMATS.values() if not declared.generic)


def recognise(headings: list[str], *, kind: str = "", name: str = "", about: Collection[str] = ()) -> Format:
    """The format of a table with these headings: the one that knows most of its columns.

    `name` demands a format, `kind` one of a kind; `about` are the names of what the file says of itself. A
    table that no format knows is open data, unless it looks like a damaged copy of a known list. Raises
    ListError with the columns that are missing.
    """
    if name:
        return _demanded(name, headings)
    candidates = [declared for declared in FORMATS.values() if kind in ("", declared.kind)]
    fitting = [declared for declared in candidates if not declared.generic and _fits(declared, headings)]
    if fitting:
        return max(fitting, key=lambda declared: (len(declared.resolve(headings)), len(declared.needs)))
    near = _nearest(headings, candidates)
    generic = [
        declared
        for declared in candidates
        if declared.generic and (kind or (len(headings) > 1 and set(declared.about) <= set(about)))
    ]
    if generic and (kind or near is None):
        return max(generic, key=lambda declared: len(declared.about))
    if near:
        raise ListError(
            f"looks like {near.name}, but has no {_missing(near, headings)}; "
            "name the format with --format, or load it as a plain table with --kind dataset"
        )
    raise ListError(f"no format of kind {kind or 'any'} knows the columns {', '.join(headings[:8])}")


def _demanded(name: str, headings: list[str]) -> Format:
    declared = FORMATS.get(name)
    if declared is None:
        raise ListError(f"there is no format {name}; there are {', '.join(FORMATS)}")
    if not _fits(declared, headings):
        raise ListError(f"is not {name}: it has no {_missing(declared, headings)}")
    return declared


def _fits(declared: Format, headings: list[str]) -> bool:
    found = declared.resolve(headings)
    return set(declared.needs) <= set(found) and not (declared.exclusive and len(found) < len(headings))


def _missing(declared: Format, headings: list[str]) -> str:
    found = declared.resolve(headings)
    return ", ".join(declared.columns[column][0] for column in declared.needs if column not in found)


def _nearest(headings: list[str], candidates: list[Format]) -> Format | None:
    """The format whose needed columns the table has most of, if that is nearly all."""
    best, share = None, NEAR
    for declared in candidates:
        if declared.generic or len(declared.needs) < 3:
            continue
        found = set(declared.needs) & set(declared.resolve(headings))
        if len(found) / len(declared.needs) >= share:
            best, share = declared, len(found) / len(declared.needs)
    return best
