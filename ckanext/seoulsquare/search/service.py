"""The term list: what the extension ships, what administrators made of it, and the vocabulary of both."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from ckan import model

from ckanext.seoulsquare.search.model import Term
from ckanext.seoulsquare.search.vocabulary import Row, Vocabulary

TERMS = Path(__file__).parent / "terms" / "terms.tsv"
COLUMNS = ("ko", "zh_hans", "en", "group", "aliases")

_cache: dict[str, tuple[Any, Vocabulary]] = {}


class TermExistsError(ValueError):
    """Another term already has this Korean name."""


def read(lines: Iterable[str]) -> list[Row]:
    """Rows of a term list (tab-separated, with a header; spellings in `aliases` are separated by `|`)."""
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"a term list has the columns {', '.join(COLUMNS)}")
    return [
        Row(row["ko"], row["zh_hans"], row["en"], row["group"], split_aliases(row["aliases"]))
        for row in reader
    ]


def split_aliases(text: str | None) -> tuple[str, ...]:
    """Spellings written in one cell."""
    return tuple(dict.fromkeys(alias for part in (text or "").split("|") if (alias := part.strip())))


def shipped() -> list[Row]:
    """The term list that comes with the extension."""
    with TERMS.open(encoding="utf-8", newline="") as lines:
        return read(lines)


def vocabulary() -> Vocabulary:
    """The terms that queries are looked up in: the table's, or the shipped ones before it was seeded.

    Kept in memory until a term changes, in whichever process.
    """
    stamp = Term.stamp()
    cached = _cache.get("vocabulary")
    if cached is None or cached[0] != stamp:
        rows = map(_row, Term.all()) if stamp[0] else shipped()
        cached = _cache["vocabulary"] = (stamp, Vocabulary.of(rows))
    return cached[1]


def no_vocabulary() -> Vocabulary:
    """A vocabulary without terms, for who wants none added."""
    return Vocabulary.of(())


def _row(term: Term) -> Row:
    return Row(term.ko, term.zh_hans, term.en, term.group, tuple(term.aliases))


def seed(rows: Iterable[Row]) -> dict[str, int]:
    """Bring the table up to these rows; what an administrator changed or removed stays so. Does not commit.

    :returns: how many terms were `created`, `updated`, `unchanged` and `kept` as an administrator has them
    """
    counts: dict[str, int] = dict.fromkeys(("created", "updated", "unchanged", "kept"), 0)
    known = {term.ko: term for term in model.Session.query(Term)}
    for row in rows:
        counts[_seed_row(row, known.get(row.ko))] += 1
    model.Session.flush()
    return counts


def _seed_row(row: Row, term: Term | None) -> str:
    values = _values(row)
    if term is None:
        model.Session.add(Term(ko=row.ko, **values))
        return "created"
    if term.edited or term.removed:
        return "kept"
    if all(getattr(term, name) == value for name, value in values.items()):
        return "unchanged"
    _assign(term, values)
    return "updated"


def export(target: IO[str]) -> int:
    """Write the terms in use as a term list; returns their number."""
    rows = vocabulary().rows
    target.write("\t".join(COLUMNS) + "\n")
    for row in rows:
        target.write("\t".join([row.ko, row.zh_hans, row.en, row.group, "|".join(row.aliases)]) + "\n")
    return len(rows)


def create(row: Row) -> Term:
    """Add a term. The shipped list is written to the table first, so that this one does not hide it.

    :raises TermExistsError: a term of this Korean name is there
    """
    if not Term.stamp()[0]:
        seed(shipped())
    term = Term.by_korean(row.ko)
    if term is not None and not term.removed:
        raise TermExistsError(row.ko)
    if term is None:
        term = Term(ko=row.ko)
        model.Session.add(term)
    _assign(term, _values(row) | {"edited": True, "removed": False})
    model.Session.flush()
    return term


def update(term: Term, row: Row) -> Term:
    """Change a term.

    :raises TermExistsError: another term of this Korean name is there
    """
    other = Term.by_korean(row.ko)
    if other is not None and other.id != term.id:
        raise TermExistsError(row.ko)
    _assign(term, _values(row) | {"ko": row.ko, "edited": True})
    model.Session.flush()
    return term


def remove(term: Term) -> None:
    """Take a term out of use; seeding does not bring it back."""
    _assign(term, {"removed": True, "edited": True})
    model.Session.flush()


def _values(row: Row) -> dict[str, Any]:
    return {"zh_hans": row.zh_hans, "en": row.en, "group": row.group, "aliases": list(row.aliases)}


def _assign(term: Term, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(term, name, value)
    term.touch()
