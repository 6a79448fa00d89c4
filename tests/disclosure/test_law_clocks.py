"""The clocks: worked examples, open edge cases, and an independent counter over sixteen years of days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.seoulsquare.disclosure import law
from ckanext.seoulsquare.disclosure.law import Clock, Settings

FIRST, LAST = date(2015, 1, 1), date(2030, 12, 31)
SEOUL = timezone(timedelta(hours=9))

WORKED = [
    (Clock.DECISION, "2026-11-02", "2026-11-13"),
    (Clock.EXTENSION, "2026-11-02", "2026-11-27"),
    (Clock.SILENCE, "2026-11-02", "2026-11-27"),
    (Clock.OBJECTION, "2026-11-13", "2026-12-14"),
    (Clock.OBJECTION_DECISION, "2026-11-30", "2026-12-08"),
    (Clock.OBJECTION_EXTENSION, "2026-11-30", "2026-12-17"),
    (Clock.THIRD_PARTY, "2026-11-04", "2026-11-09"),
    # By hand with the wall calendar: Seollal 2026-02-16 to 18, 3-1 Day and its substitute 03-02.
    (Clock.DECISION, "2026-02-12", "2026-03-03"),
    # Chuseok 2025 with National Foundation Day, a substitute day and Hangul Day: 10-03 to 10-09.
    (Clock.DECISION, "2025-10-02", "2025-10-22"),
    (Clock.DISCLOSURE, "2026-11-13", "2026-11-23"),
    (Clock.DISCLOSURE_GAP, "2026-11-13", "2026-12-14"),
    (Clock.THIRD_PARTY_OBJECTION, "2026-11-13", "2026-11-20"),
    (Clock.PAYMENT, "2026-11-17", "2026-11-23"),
    (Clock.UNCOLLECTED, "2026-11-18", "2026-11-30"),
    (Clock.PARTIAL_DELIVERY, "2026-12-31", "2027-03-02"),
]


def due(clock: Clock, start: str, **kwargs) -> str:
    return law.deadline(clock, date.fromisoformat(start), **kwargs).due.isoformat()


class TestWorkedExamples:
    @pytest.mark.parametrize(("clock", "start", "expected"), WORKED)
    def test_due_date(self, clock, start, expected):
        assert due(clock, start) == expected

    def test_extension_runs_from_the_day_after_the_first_period(self):
        first, second = law.deadline(Clock.EXTENSION, date(2026, 11, 2)).legs
        assert (first.last, second.starts) == (date(2026, 11, 13), date(2026, 11, 14))


class TestOpenEdgeCases:
    def test_request_of_a_sunday_has_its_first_day_on_monday_by_default(self):
        assert law.deadline(Clock.DECISION, date(2026, 11, 1)).legs[0].first == date(2026, 11, 2)

    def test_request_of_a_sunday_may_count_from_that_day(self):
        settings = Settings(first_day="same_day")
        leg = law.deadline(Clock.DECISION, date(2026, 11, 1), settings=settings).legs[0]
        assert (leg.first, leg.last) == (date(2026, 11, 1), date(2026, 11, 12))

    def test_request_after_hours_in_seoul_counts_from_the_next_working_day(self):
        friday_evening = datetime(2026, 10, 30, 9, 0, tzinfo=UTC)  # 18:00 in Seoul
        leg = law.deadline(Clock.DECISION, friday_evening).legs[0]
        assert (leg.first, leg.last) == (date(2026, 11, 2), date(2026, 11, 13))
        assert [skip.day.day for skip in leg.skipped[:3]] == [30, 31, 1]

    def test_request_within_hours_counts_from_that_day(self):
        moment = datetime(2026, 11, 2, 17, 59, tzinfo=SEOUL)
        assert law.deadline(Clock.DECISION, moment) == law.deadline(Clock.DECISION, date(2026, 11, 2))

    def test_moment_without_time_zone_is_refused(self):
        with pytest.raises(ValueError, match="time zone"):
            law.deadline(Clock.DECISION, datetime(2026, 11, 2, 9))  # noqa: DTZ001 - that is the case

    def test_objection_after_silence_runs_from_the_day_after_by_default(self):
        assert due(Clock.OBJECTION_AFTER_SILENCE, "2026-11-02") == "2026-12-28"
        assert due(Clock.OBJECTION_AFTER_SILENCE, "2026-11-03") == "2026-12-31"

    def test_objection_after_silence_may_run_from_the_twentieth_day(self):
        settings = Settings(silence_ends="twentieth_day")
        assert due(Clock.OBJECTION_AFTER_SILENCE, "2026-11-03", settings=settings) == "2026-12-30"
        assert due(Clock.OBJECTION_AFTER_SILENCE, "2026-11-04", settings=settings) == "2026-12-31"


class TestRuleSets:
    def test_counting_before_article_29_is_the_operators_choice(self):
        civil = Settings(before_article_29="civil")
        assert due(Clock.DECISION, "2020-12-21", settings=civil) == "2020-12-31"
        assert due(Clock.DECISION, "2020-12-22", settings=civil) == "2021-01-06"
        assert due(Clock.DECISION, "2020-12-21") == "2021-01-05"

    def test_civil_extension_runs_on_from_the_end_of_the_first_period(self):
        civil = Settings(before_article_29="civil")
        assert due(Clock.EXTENSION, "2019-03-05", settings=civil) == "2019-03-25"

    def test_paragraph_is_that_of_the_decree_in_force(self):
        article = {
            day: law.deadline(Clock.UNCOLLECTED, day).legs[0].rule.article
            for day in (date(2016, 12, 12), date(2016, 12, 13))
        }
        assert list(article.values()) == ["Decree 12(3)", "Decree 12(4)"]

    def test_clock_without_a_rule_on_that_day_is_refused(self):
        with pytest.raises(law.NotInForceError, match="'payment' was in force on 2016-12-12"):
            law.deadline(Clock.PAYMENT, date(2016, 12, 12))

    def test_every_rule_cites_readable_articles(self):
        assert all(law.cite(rule.article).text(str) for rule in law.RULES)


class TestShorterExtension:
    def test_fewer_days_than_the_law_allows(self):
        assert due(Clock.EXTENSION, "2026-11-02", amount=3) == "2026-11-18"

    @pytest.mark.parametrize(
        ("clock", "amount"), [(Clock.EXTENSION, 11), (Clock.EXTENSION, 0), (Clock.DECISION, 9)]
    )
    def test_other_lengths_are_refused(self, clock, amount):
        with pytest.raises(ValueError, match="is not allowed"):
            due(clock, "2026-11-02", amount=amount)


class TestWorkingDaysLeft:
    @pytest.mark.parametrize(("today", "left"), [(5, 6), (13, 0), (16, -1), (14, 0)])
    def test_counts_after_today(self, today, left):
        assert law.working_days_left(date(2026, 11, today), date(2026, 11, 13), law.Calendar()) == left


# An independent counter: it enumerates days and filters them, and knows nothing of the code under test.
OFF = set(holidays.country_holidays("KR", years=range(2014, 2034), categories=("public",)))


def working(day: date, off: set[date]) -> bool:
    return day.weekday() < 5 and day not in off


def days_from(day: date):
    return (day + timedelta(days=n) for n in range(400))


def nth_working(day: date, n: int, off: set[date]) -> date:
    return next(islice((each for each in days_from(day) if working(each, off)), n - 1, None))


def calendar_days(day: date, n: int, off: set[date]) -> date:
    return nth_working(day + timedelta(days=n), 1, off)


def two_months(day: date, off: set[date]) -> date:
    year, month = (day.year, day.month + 2) if day.month <= 10 else (day.year + 1, day.month - 10)
    target = day.day
    while True:
        try:
            return nth_working(date(year, month, target), 1, off)
        except ValueError:
            target -= 1


BRUTE = {
    Clock.DECISION: lambda day, off: nth_working(day, 10, off),
    Clock.EXTENSION: lambda day, off: nth_working(day, 20, off),
    Clock.SILENCE: lambda day, off: nth_working(day, 20, off),
    Clock.OBJECTION: lambda day, off: calendar_days(day, 30, off),
    Clock.OBJECTION_AFTER_SILENCE: lambda day, off: calendar_days(nth_working(day, 20, off), 31, off),
    Clock.OBJECTION_DECISION: lambda day, off: nth_working(day, 7, off),
    Clock.OBJECTION_EXTENSION: lambda day, off: nth_working(day, 14, off),
    Clock.THIRD_PARTY: lambda day, off: calendar_days(day, 3, off),
    Clock.THIRD_PARTY_OBJECTION: lambda day, off: calendar_days(day, 7, off),
    Clock.DISCLOSURE_GAP: lambda day, off: calendar_days(day, 30, off),
    Clock.DISCLOSURE: lambda day, off: calendar_days(day, 10, off),
    Clock.PAYMENT: lambda day, off: calendar_days(day, 5, off),
    Clock.UNCOLLECTED: lambda day, off: calendar_days(day, 10, off),
    Clock.PARTIAL_DELIVERY: two_months,
}

days = st.dates(date(2016, 12, 13), LAST)
changes = st.sets(st.dates(date(2016, 12, 1), date(2031, 12, 31)), max_size=60)


class TestAgainstIndependentCounter:
    @pytest.mark.parametrize("clock", list(Clock), ids=lambda clock: clock.value)
    def test_every_day_from_2015_to_2030(self, clock):
        calendar = law.Calendar()
        start = date(2016, 12, 13) if clock == Clock.PAYMENT else FIRST
        wrong = [
            day
            for day in (start + timedelta(days=n) for n in range((LAST - start).days + 1))
            if law.deadline(clock, day, calendar).due != BRUTE[clock](day, OFF)
        ]
        assert wrong == []

    @given(st.sampled_from(Clock), days, changes, changes)
    def test_with_any_holidays_added_and_removed(self, clock, start, added, removed):
        removed -= added
        calendar = law.Calendar(dict.fromkeys(added, "added"), removed)
        assert law.deadline(clock, start, calendar).due == BRUTE[clock](start, (OFF - removed) | added)

    @given(st.sampled_from(Clock), days)
    def test_never_ends_on_a_day_off_nor_before_an_earlier_start(self, clock, start):
        calendar = law.Calendar()
        due = law.deadline(clock, start, calendar).due
        assert calendar.day_off(due) is None
        assert due <= law.deadline(clock, start + timedelta(days=1), calendar).due

    @given(st.sampled_from([Clock.DECISION, Clock.SILENCE, Clock.OBJECTION_DECISION]), days, changes)
    def test_counted_and_skipped_days_are_all_the_days(self, clock, start, added):
        leg = law.deadline(clock, start, law.Calendar(dict.fromkeys(added, "added"))).legs[0]
        skipped = {skip.day for skip in leg.skipped}
        span = [start + timedelta(days=n) for n in range((leg.last - start).days + 1)]
        assert len([day for day in span if day not in skipped]) == leg.amount
        assert skipped <= set(span)
