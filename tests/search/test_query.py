"""What is made of typed text, without CKAN and Solr."""

from __future__ import annotations

import pytest

from ckanext.seoulsquare.search import query, question, service
from ckanext.seoulsquare.search.question import Kind
from ckanext.seoulsquare.search.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.of(service.shipped())


class TestKind:
    @pytest.mark.parametrize(
        "typed",
        [
            "title:예산",
            "title:예산 AND notes:도로",
            "예산 OR 결산",
            "예산 -결산",
            "name:[a TO b]",
            "extras_x:1",
            "(예산 OR 결산) AND 도로",
        ],
    )
    def test_an_explicit_query_stays_as_it_is(self, typed, vocabulary):
        built = query.build(typed, vocabulary)
        assert built.kind is Kind.LUCENE
        assert built.params == {"q": typed, "defType": "lucene"}
        assert built.filters == []

    @pytest.mark.parametrize(
        "typed",
        ["AND", "예산 OR", "(예산 OR 결산", '"예산 AND', "Q: 예산", "12:30", "http://a.kr/b:c", "방법:무엇"],
    )
    def test_what_only_looks_explicit_is_text(self, typed, vocabulary):
        assert query.build(typed, vocabulary).params["defType"] == "dismax"

    @pytest.mark.parametrize(
        "typed",
        [
            "병원비 지원은 어떻게 받나요",
            "예산이 얼마인지 알려주세요.",
            "도로 공사: 언제 끝나나요?!",
            "how do I request disclosure",
            "首尔市预算有多少",
            "강남구 도로 굴착 복구 공사",
        ],
    )
    def test_questions_and_long_texts_need_no_word(self, typed, vocabulary):
        built = query.build(typed, vocabulary)
        assert built.kind is Kind.QUESTION
        assert built.filters == []

    @pytest.mark.parametrize(
        "typed", ["노인 복지", "도시농업 참가", "공시지가", "park budget", "预算 公园", "정보공개"]
    )
    def test_a_few_words_must_all_occur(self, typed, vocabulary):
        built = query.build(typed, vocabulary)
        assert built.kind is Kind.KEYWORDS
        assert built.filters

    def test_no_special_character_reaches_solr_unescaped(self, vocabulary):
        built = query.build("카드 (법인) [이송] {!func}x ~* a:b", vocabulary)
        assert not set(':"(){}[]!*~') & set(built.params["q"])


class TestSubject:
    def test_words_that_only_ask_are_left_out(self):
        assert question.subject("병원비 지원을 받으려면 어떻게 하나요?") == "병원비 지원을"

    def test_words_that_begin_alike_are_kept(self):
        asked = "이의신청 제한 제도 나이 이하 이해 그림"
        assert question.subject(asked) == asked

    def test_a_question_of_such_words_only_stays_whole(self):
        assert question.subject("어떻게 하나요?") == "어떻게 하나요?"

    def test_a_citizen_s_word_adds_the_records_word(self):
        assert "노인" in query.administrative_words("어르신을 위한 시설")
        assert query.administrative_words("노인 시설과 어르신") == query.administrative_words("노인 시설과")


class TestPrefixesAndPhrases:
    def test_a_star_asks_how_words_begin(self, vocabulary):
        assert query.build("정수시설과-1*", vocabulary).params["q"] == r"exact:정수시설과\-1*"

    def test_a_document_number_is_one_word(self, vocabulary):
        (only,) = query.build("정수시설과-119", vocabulary).filters
        assert r"exact:(정수시설과\-119)" in only

    def test_quoted_keywords_are_a_phrase(self, vocabulary):
        assert 'text:"정보 공개"' in query.build('"정보 공개" 청구', vocabulary).filters[0]

    def test_quotes_in_a_question_ask_for_no_phrase(self, vocabulary):
        assert query.build('"디딤돌대출"을 받으려면 어떻게 하나요?', vocabulary).filters == []


class TestTerms:
    @pytest.mark.parametrize(
        ("typed", "korean"),
        [
            ("budget", ["예산"]),
            ("Budgets", ["예산"]),
            ("预算", ["예산"]),
            ("預算", ["예산"]),
            ("审批文件", ["결재문서"]),
            ("審批文件", ["결재문서"]),
            ("approval documents", ["결재문서"]),
            ("업추비", ["업무추진비"]),
            ("Mapo-gu budget", ["마포구", "예산"]),
            ("麻浦区预算", ["마포구", "예산"]),
            ("Vice Mayor for Political Affairs", ["정무부시장"]),
            ("where is the Mapo-gu budget?", ["마포구", "예산"]),
            ("budget of mapo gu", ["마포구", "예산"]),
            ("예산", []),
        ],
    )
    def test_the_korean_term_is_added(self, typed, korean, vocabulary):
        found = [segment.korean[0] for segment in query.build(typed, vocabulary).expansions]
        assert sorted(found) == sorted(korean)

    def test_a_term_can_be_taken_off(self, vocabulary):
        built = query.build("Mapo-gu budget", vocabulary, off=["예산"])
        assert [segment.korean for segment in built.expansions] == [("마포구",)]

    def test_the_typed_words_remain_an_alternative(self, vocabulary):
        (only,) = query.build("budget", vocabulary).filters
        assert "text:(예산)" in only
        assert "text:(budget)" in only

    def test_misspelt_korean_finds_its_term(self, vocabulary):
        assert vocabulary.similar("업무추징비") == "업무추진비"
        assert vocabulary.similar("업무추진비") is None

    def test_beginnings_are_offered(self, vocabulary):
        assert "마포구" in {row.ko for row in vocabulary.starting_with("mapo", 20)}
        assert vocabulary.starting_with("?", 5) == []
