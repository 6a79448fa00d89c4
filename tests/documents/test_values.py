"""Reading of values: the forms that occur, and what is refused with which words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.seoulsquare.documents import values
from ckanext.seoulsquare.documents.values import InvalidValue

DAYS = st.dates(dt.date(1971, 1, 1), dt.date(2099, 12, 31))
MOMENTS = st.builds(dt.datetime.combine, DAYS, st.times())
FORMS = ["%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d.", "%Y.%m.%d", "%Y. %m. %d.", "%Y년 %m월 %d일"]
CLOCKS = ["", " 09:30", " 09:30:15", "T09:30:15", " 09:30:15.123"]


class TestDate:
    @given(day=DAYS, form=st.sampled_from(FORMS), clock=st.sampled_from(CLOCKS))
    def test_every_form_of_every_day(self, day: dt.date, form: str, clock: str) -> None:
        assert values.parse_date(day.strftime(form) + clock) == day.isoformat()

    @given(day=DAYS)
    def test_days_and_months_without_leading_zero(self, day: dt.date) -> None:
        assert values.parse_date(f"{day.year}.{day.month}.{day.day}.") == day.isoformat()

    @given(day=DAYS)
    def test_reading_again_changes_nothing(self, day: dt.date) -> None:
        assert values.parse_date(values.parse_date(day)) == day.isoformat()

    def test_registration_stamps(self) -> None:
        assert values.parse_date("20210104130531") == "2021-01-04"

    def test_weekday_behind_the_date(self) -> None:
        assert values.parse_local_time("2021.1.11.(월) 14:00") == "2021-01-11T14:00:00"

    @pytest.mark.parametrize("value", ["19700101", "1970-01-01", "1970.1.1. 09:00", dt.date(1970, 1, 1)])
    def test_the_epoch_is_an_empty_date(self, value: object) -> None:
        with pytest.raises(InvalidValue, match="empty date"):
            values.parse_date(value)

    @pytest.mark.parametrize("value", ["12:15:09", "9:05"])
    def test_a_bare_time_is_no_date(self, value: str) -> None:
        with pytest.raises(InvalidValue, match=f"{value} is a time without a date"):
            values.parse_date(value)

    @pytest.mark.parametrize("value", ["20210230", "2021-13-01", "2021.2.29.", "2021-01-01 25:00"])
    def test_what_is_not_in_the_calendar(self, value: str) -> None:
        with pytest.raises(InvalidValue, match="does not exist"):
            values.parse_date(value)

    @pytest.mark.parametrize("value", ["", "2021", "21.1.11.", "2021-1", "11/01/2021", "어제", "20210111x"])
    def test_what_is_no_date(self, value: str) -> None:
        with pytest.raises(InvalidValue, match="is not a date"):
            values.parse_date(value)

    def test_years_far_away(self) -> None:
        with pytest.raises(InvalidValue, match="outside the years 1900 to 2100"):
            values.parse_date("0021-01-11")


class TestMoments:
    def test_a_time_without_a_zone_is_seouls(self) -> None:
        assert values.parse_instant("2021-01-11 09:00") == "2021-01-11T00:00:00Z"

    def test_a_zone_is_heeded(self) -> None:
        assert values.parse_instant("2021-01-11T09:00:00+01:00") == "2021-01-11T08:00:00Z"
        assert values.parse_local_time("2021-01-11T20:00:00Z") == "2021-01-12T05:00:00"
        assert values.parse_date("2021-01-11T20:00:00Z") == "2021-01-12"

    @given(moment=MOMENTS)
    def test_reading_again_changes_nothing(self, moment: dt.datetime) -> None:
        once = values.parse_instant(moment)
        assert values.parse_instant(once) == once

    @pytest.mark.parametrize("value", ["2021", "2021년", "2021년도", 2021])
    def test_years(self, value: object) -> None:
        assert values.parse_year(value) == "2021"

    @pytest.mark.parametrize("value", ["1970", "21", "20211", ""])
    def test_what_is_no_year(self, value: str) -> None:
        with pytest.raises(InvalidValue, match="is not a year"):
            values.parse_year(value)


class TestMoney:
    @given(amount=st.integers(-(10**15), 10**15))
    def test_whole_won_with_and_without_separators(self, amount: int) -> None:
        assert values.parse_money(amount) == values.parse_money(f"{amount:,}원") == amount

    @given(amount=st.integers(0, 10**12), minus=st.sampled_from(["△", "▲", "-", "−", "△ "]))
    def test_signs_of_less(self, amount: int, minus: str) -> None:
        assert values.parse_money(f"{minus}{amount:,}") == -amount

    @pytest.mark.parametrize(
        ("value", "won"),
        [
            ("5,000천원", 5_000_000),
            ("12백만원", 12_000_000),
            ("12.5억원", 1_250_000_000),
            ("3억", 300_000_000),
            ("(1,000)", -1000),
            ("₩1,000", 1000),
            ("11,013,160,000\r", 11_013_160_000),
            ("금113,560원(금일십일만삼천오백육십원)", 113_560),
            ("금 1,000원정", 1000),
            ("0", 0),
        ],
    )
    def test_forms_that_occur(self, value: str, won: int) -> None:
        assert values.parse_money(value) == won

    def test_a_bare_number_has_the_unit_of_its_header(self) -> None:
        assert values.parse_money("1,234", "thousand_won") == 1_234_000
        assert values.parse_money("1,234원", "thousand_won") == 1_234

    def test_words_and_digits_must_agree(self) -> None:
        with pytest.raises(InvalidValue, match="one amount in digits and another in words"):
            values.parse_money("금113,561원(금일십일만삼천오백육십원)")

    def test_parts_of_a_won_are_refused(self) -> None:
        with pytest.raises(InvalidValue, match="not a whole number of won"):
            values.parse_money("0.5")

    @pytest.mark.parametrize("value", ["", "-", "1,00", "많이", "12달러", "(1,000", "1 000"])
    def test_what_is_no_amount(self, value: str) -> None:
        with pytest.raises(InvalidValue, match="is not an amount"):
            values.parse_money(value)

    @given(number=st.integers(1, 10**16 - 1))
    def test_numerals_spell_their_number(self, number: int) -> None:
        assert values.read_numeral(_spell(number)) == number

    @pytest.mark.parametrize("value", ["천원", "(단위: 천원)", "단위 : 천원", "thousand_won"])
    def test_units(self, value: str) -> None:
        assert values.parse_unit(value) == "thousand_won"

    def test_what_is_no_unit(self) -> None:
        with pytest.raises(InvalidValue, match="명 is not a unit of money"):
            values.parse_unit("명")

    @pytest.mark.parametrize(
        ("value", "number"),
        [("1,234.50", "1234.50"), ("△3.1%", "-3.1"), (7, "7"), ("07", "7"), ("0.5", "0.5")],
    )
    def test_numbers(self, value: object, number: str) -> None:
        assert values.parse_number(value) == number


def _spell(number: int) -> str:
    """Sino-Korean words of a number, every digit spoken (일십, not 십), as official letters write amounts."""
    digits = "영일이삼사오육칠팔구"
    words = ""
    for power, myriad in ((12, "조"), (8, "억"), (4, "만"), (0, "")):
        group = number // 10**power % 10**4
        spoken = "".join(
            digits[group // 10**place % 10] + unit
            for place, unit in ((3, "천"), (2, "백"), (1, "십"), (0, ""))
            if group // 10**place % 10
        )
        words += spoken + myriad if spoken else ""
    return words


class TestClasses:
    @pytest.mark.parametrize(
        ("value", "code"),
        [
            ("공개", "open"),
            ("대시민공개", "open"),
            ("부분공개", "partial"),
            ("부분공개(5)", "partial"),
            ("부분 공개 (5, 6호)", "partial"),
            ("비공개", "closed"),
            ("열람제한", "restricted"),
            ("1", "open"),
            ("2", "partial"),
            ("3", "closed"),
            ("5", "restricted"),
            ("open", "open"),
            (" ", ""),
        ],
    )
    def test_disclosure(self, value: str, code: str) -> None:
        assert values.parse_disclosure(value) == code

    @pytest.mark.parametrize("value", ["4", "공개함", "미정"])
    def test_an_unknown_class_is_never_guessed(self, value: str) -> None:
        with pytest.raises(InvalidValue, match=f"{value} is not a disclosure class"):
            values.parse_disclosure(value)

    @pytest.mark.parametrize(
        "value",
        [
            "5,6",
            "6, 5",
            "부분공개(5,6)",
            "제5호, 제6호",
            ["6", 5],
            '["5", "6"]',
            "제9조제1항제5호·제6호",
            "5 6",
        ],
    )
    def test_grounds(self, value: object) -> None:
        assert values.parse_grounds(value) == ["5", "6"]

    @pytest.mark.parametrize("value", ["9", "0", "부분공개(12)", "개인정보", ["5", "x"]])
    def test_grounds_that_the_article_does_not_have(self, value: object) -> None:
        with pytest.raises(InvalidValue, match="items 1 to 8"):
            values.parse_grounds(value)

    @pytest.mark.parametrize(
        ("value", "code"),
        [("1년", "1y"), ("3년", "3y"), ("5 년", "5y"), ("10년", "10y"), ("30", "30y"),
         ("준영구", "semi-permanent"), ("영구", "permanent"), ("permanent", "permanent")],
    )  # fmt: skip
    def test_retention(self, value: str, code: str) -> None:
        assert values.parse_retention(value) == code

    @pytest.mark.parametrize("value", ["2년", "", "영원"])
    def test_retention_that_the_rules_do_not_have(self, value: str) -> None:
        with pytest.raises(InvalidValue, match="is not a retention period"):
            values.parse_retention(value)


class TestIdentifiers:
    @pytest.mark.parametrize(
        ("value", "number"),
        [
            ("정수시설과-119", "정수시설과-119"),
            (" 친환경급식과 – 6067 ", "친환경급식과-6067"),
            ("도시안전본부-도로과-12", "도시안전본부-도로과-12"),
            ("민생경제과-123(2)", "민생경제과-123(2)"),
        ],
    )
    def test_document_numbers(self, value: str, number: str) -> None:
        assert values.parse_document_number(value) == number

    @pytest.mark.parametrize("value", ["", "119", "-119", "정수시설과", "행정1부시장 방침 제70호"])
    def test_what_is_no_document_number(self, value: str) -> None:
        with pytest.raises(InvalidValue, match="is not a document number"):
            values.parse_document_number(value)

    @pytest.mark.parametrize(
        ("value", "phone"),
        [
            ("02-2133-9473", "02-2133-9473"),
            ("02-841-3119", "02-841-3119"),
            ("2133-7908", "2133-7908"),
            ("0221337670", "02-2133-7670"),
            ("026490-6153", "02-6490-6153"),
            ("02)2133-7197~8", "02-2133-7197~8"),
            ("031.123.4567", "031-123-4567"),
            ("1588-1234", "1588-1234"),
            ("120", "120"),
        ],
    )
    def test_phones(self, value: str, phone: str) -> None:
        assert values.parse_phone(value) == phone

    @pytest.mark.parametrize("value", ["", "12", "02-2133", "02-2133-7670, 7671", "없음"])
    def test_what_is_no_phone(self, value: str) -> None:
        with pytest.raises(InvalidValue, match="is not a telephone number"):
            values.parse_phone(value)

    def test_coordinates_within_korea(self) -> None:
        assert (values.parse_latitude("37.5665"), values.parse_longitude(126.978)) == ("37.5665", "126.978")

    @pytest.mark.parametrize("value", ["126.978", "0.0", "", "북위 37도"])
    def test_what_is_no_latitude(self, value: str) -> None:
        with pytest.raises(InvalidValue, match="is not a latitude in Korea; expected 33 to 39"):
            values.parse_latitude(value)


class TestErrors:
    def test_the_message_can_be_translated_before_the_value_goes_in(self) -> None:
        with pytest.raises(InvalidValue) as refused:
            values.parse_retention("7년")
        assert "{value}" in refused.value.message
        assert refused.value.facts == {"value": "7년"}
