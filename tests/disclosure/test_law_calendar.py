"""Korea's days off, against days known from the official gazette, and the days an admin adds or removes."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.seoulsquare.disclosure import law
from ckanext.seoulsquare.disclosure.law.calendar import SUBSTITUTE_PREFIX, _public_holidays

TEMPORARY = ["2015-08-14", "2016-05-06", "2017-10-02", "2020-08-17", "2023-10-02", "2024-10-01", "2025-01-27"]
ELECTIONS = ["2016-04-13", "2017-05-09", "2018-06-13", "2020-04-15", "2022-03-09", "2025-06-03", "2026-06-03"]
SUBSTITUTES = [
    "2014-09-10",
    "2021-08-16",
    "2022-10-10",
    "2023-05-29",
    "2026-03-02",
    "2026-08-17",
    "2027-02-09",
]
WORKING = ["2014-05-07", "2020-05-01", "2021-06-07", "2022-12-26", "2025-05-07", "2026-11-02", "2026-06-08"]


def day(text: str) -> date:
    return date.fromisoformat(text)


class TestDaysOff:
    @pytest.mark.parametrize("text", TEMPORARY + ELECTIONS + SUBSTITUTES)
    def test_known_holiday_on_a_weekday_is_off(self, text):
        assert day(text).weekday() < 5
        assert law.Calendar().day_off(day(text)).names

    @pytest.mark.parametrize("text", WORKING)
    def test_known_working_day_is_not_off(self, text):
        assert law.Calendar().day_off(day(text)) is None

    def test_saturday_and_sunday_are_off_by_their_name(self):
        calendar = law.Calendar()
        assert calendar.day_off(date(2026, 11, 7)).msgid == "Saturday"
        assert calendar.day_off(date(2026, 11, 8)).msgid == "Sunday"

    def test_every_name_can_be_translated(self):
        names = {
            name for year in range(2004, 2051) for names in _public_holidays(year).values() for name in names
        }
        assert {name.removeprefix(SUBSTITUTE_PREFIX) for name in names} == set(law.HOLIDAY_NAMES)

    def test_two_holidays_on_one_day_are_both_named(self):
        reason = law.Calendar().day_off(date(2025, 5, 5))
        assert set(reason.names) == {"Buddha's Birthday", "Children's Day"}


class TestAdminsDays:
    def test_added_day_is_off_under_its_name(self):
        calendar = law.Calendar(added={date(2026, 11, 4): "City anniversary"})
        assert calendar.day_off(date(2026, 11, 4)).text(str) == "holiday set by the agency: City anniversary"

    def test_removed_holiday_is_a_working_day(self):
        assert law.Calendar(removed=[date(2026, 7, 17)]).day_off(date(2026, 7, 17)) is None

    def test_removing_does_not_make_a_sunday_a_working_day(self):
        calendar = law.Calendar(removed=[date(2026, 3, 1)])
        assert calendar.day_off(date(2026, 3, 1)).msgid == "Sunday"

    def test_a_day_cannot_be_added_and_removed(self):
        with pytest.raises(ValueError, match="2026-05-01"):
            law.Calendar({date(2026, 5, 1): "x"}, [date(2026, 5, 1)])
