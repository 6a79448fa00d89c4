"""Words found in pages as they are written there. No CKAN in here."""

from __future__ import annotations

import pytest

from ckanext.seoulsquare.previews.viewer import finding
from ckanext.seoulsquare.previews.viewer.finding import find, listed

PAGES = [
    "서울시 열린시정위원\n회 개최 계획",
    "Annual budget of the city\nis approved.",
    "위원회 위원회 예산(안) a.b",
]


@pytest.mark.parametrize(
    ("query", "pages", "total"),
    [
        ("위원회", [1, 3], 3),  # a line breaks in the middle of the word
        ("열린시정 위원회", [1], 1),  # and blanks count for nothing beside Hangul
        ("BUDGET of the  city", [2], 1),
        ("city is", [2], 1),  # a line's end is a blank
        ("cityis", [], 0),
        ("a.b", [3], 1),  # no sign has a meaning of its own
        ("a?b", [], 0),
        ("예산(안)", [3], 1),
        ("예산 열린시정", [1, 3], 2),  # nowhere together, so one by one
        ('"위원회 예산"', [3], 1),
        ('"위원회 예산" city', [2, 3], 2),
        ("없는말", [], 0),
        ("", [], 0),
        ("***", [], 0),
        ('"', [], 0),
    ],
)
def test_pages_with_the_words(query: str, pages: list[int], total: int) -> None:
    spans = find(PAGES, query)
    assert (list(spans), sum(map(len, spans.values()))) == (pages, total)


def test_a_hit_shows_what_stands_around_it() -> None:
    hit = listed(PAGES, "위원회", find(PAGES, "위원회")).hits[0]
    assert (hit.page, hit.number, hit.before, hit.match, hit.after) == (
        1,
        1,
        "서울시 열린시정",
        "위원 회",
        " 개최 계획",
    )


def test_the_list_is_bounded_and_says_so() -> None:
    pages = ["가나 " * 30, "가나"]
    found = listed(pages, "가나", find(pages, "가나"), most=10)
    assert len(found.hits) == 10
    assert found.cut
    assert (found.total, found.pages) == (31, [1, 2])


def test_a_long_question_is_cut_not_run() -> None:
    assert len(find(["가" * 5_000], "가" * 5_000)[1]) == 5_000 // finding.LONGEST


def test_marks_cover_the_part_of_the_word_that_was_found() -> None:
    text = "서울시청 앞"
    words = [[0, 4, 0.1, 0.2, 0.5, 0.3], [5, 6, 0.6, 0.2, 0.7, 0.3]]
    [(number, box)] = finding.marks(find([text], "울시")[1], words)
    assert number == 1
    assert box == pytest.approx((0.2, 0.2, 0.4, 0.3))


def test_marks_of_a_phrase_cover_each_of_its_words() -> None:
    text = "서울시청 앞"
    words = [[0, 4, 0.1, 0.2, 0.5, 0.3], [5, 6, 0.6, 0.2, 0.7, 0.3]]
    assert [number for number, _box in finding.marks(find([text], "시청 앞")[1], words)] == [1, 1]
