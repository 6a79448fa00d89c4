"""Passages with marked words, without Solr."""

from __future__ import annotations

from ckanext.seoulsquare.search.pages.passage import (
    LEFT,
    RIGHT,
    passage,
    read_marks,
    spans_as_written,
    without_marks,
)


def test_marks_become_places_in_the_text():
    text, spans = read_marks(f"{LEFT}정수{RIGHT}{LEFT}시설{RIGHT} 점검과 {LEFT}정수{RIGHT}")
    assert text == "정수시설 점검과 정수"
    assert [text[start:end] for start, end in spans] == ["정수시설", "정수"]


def test_a_text_keeps_its_places_without_the_marks_it_holds():
    assert without_marks(f"가{LEFT}나") == "가 나"


def test_the_passage_is_where_most_words_are():
    text = "예산 " + "가나다 " * 100 + "예산과 집행 내역 " + "라마바 " * 100
    shown = passage(text, spans_as_written(text, ["예산", "집행"]), 60)
    assert "<mark>예산</mark>과 <mark>집행</mark> 내역" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 120


def test_words_that_stand_together_are_shown_whole():
    text = "나무 관리\n" * 17 + "청진동 은행나무 이식 결과"
    shown = passage(text, spans_as_written(text, ["나무", "청진동", "은행나무", "이식"]))
    assert "<mark>청진동</mark> <mark>은행나무</mark> <mark>이식</mark> 결과" in shown


def test_only_marks_are_markup():
    text = "<b>예산</b> & 집행"
    assert (
        passage(text, spans_as_written(text, ["예산"])) == "&lt;b&gt;<mark>예산</mark>&lt;/b&gt; &amp; 집행"
    )


def test_lines_are_joined_and_no_word_is_needed():
    assert passage("첫 줄\n\n둘째  줄", []) == "첫 줄 둘째 줄"
    assert passage("", []) == ""


def test_a_long_word_is_never_cut():
    text = "가" * 400
    assert passage(text, [(0, 400)], 60) == f"<mark>{text}</mark>"
