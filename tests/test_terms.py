"""The trilingual term list: every row whole, natural in its scripts, one concept a row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TERMS = Path(__file__).parents[1] / "ckanext/seoulsquare/search/terms/terms.tsv"
HANGUL = re.compile(r"[가-힣]")
HAN = re.compile(r"[㐀-鿿]")


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    header, *lines = TERMS.read_text(encoding="utf-8").splitlines()
    assert header == "ko\tzh_hans\ten\tgroup\taliases"
    return [line.split("\t") for line in lines]


def test_every_row_has_five_cells_without_stray_blanks(rows):
    bad = [row for row in rows if len(row) != 5 or not all(row[:4]) or row != [cell.strip() for cell in row]]
    assert not bad


def test_each_language_is_in_its_own_script(rows):
    assert not [ko for ko, *_ in rows if HAN.search(ko)]
    assert not [zh for _, zh, *_ in rows if HANGUL.search(zh) or not HAN.search(zh)]
    assert not [en for _, _, en, *_ in rows if HANGUL.search(en) or HAN.search(en)]


def test_a_korean_term_has_one_row(rows):
    terms = [row[0] for row in rows]
    aliases = [alias for row in rows for alias in row[4].split("|") if HANGUL.search(alias)]
    assert len(terms) == len(set(terms))
    assert not set(terms) & set(aliases)


def test_aliases_of_a_row_differ(rows):
    bad = []
    for row in rows:
        spellings = [*row[:3], *filter(None, row[4].split("|"))]
        if len(spellings) != len(set(spellings)):
            bad.append(row)
    assert not bad


@pytest.mark.parametrize(
    "term", ["결재문서", "종로구", "상수도사업본부", "업무추진비", "정보공개청구", "과태료"]
)
def test_the_portal_s_own_words_are_there(rows, term):
    assert term in {row[0] for row in rows}
