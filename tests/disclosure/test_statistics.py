"""The figures: what each definition counts, and that the database counts as the definitions do."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.seoulsquare.disclosure import statistics
from ckanext.seoulsquare.disclosure.law import Calendar
from ckanext.seoulsquare.disclosure.law.messages import untranslated
from ckanext.seoulsquare.disclosure.statistics import (
    Cell,
    Cells,
    GroundCell,
    ObjectionCell,
    Request,
    cells_of,
    days_taken,
    figures,
    objection_figures,
    percent,
)
from ckanext.seoulsquare.disclosure.statistics_report import annual, report

CALENDAR = Calendar()
MONDAY, DUE = date(2026, 11, 2), date(2026, 11, 13)


def one(**facts) -> statistics.Figures:
    return figures(cells_of([Request("seoul", MONDAY, **facts)], CALENDAR))


class TestDefinitions:
    def test_pending(self):
        found = one(due_on=DUE)
        assert (found.received, found.pending, found.concluded, found.judged) == (1, 1, 0, 0)
        assert found.average_days is None

    @pytest.mark.parametrize(("day", "in_time"), [(DUE, 1), (date(2026, 11, 16), 0)])
    def test_in_time_is_up_to_the_last_day(self, day, in_time):
        found = one(result="open", concluded_on=day, due_on=DUE)
        assert (found.judged, found.in_time) == (1, in_time)

    def test_without_a_clock_nothing_is_judged(self):
        found = one(result="open", concluded_on=date(2026, 12, 30))
        assert (found.decided, found.judged, found.in_time_percent) == (1, 0, None)

    @pytest.mark.parametrize("result", statistics.ENDED)
    def test_ended_without_a_decision_is_concluded_but_not_timed(self, result):
        found = one(result=result, concluded_on=DUE, due_on=DUE)
        assert (found.concluded, found.decided, found.in_time, found.timed) == (1, 0, 1, 0)

    def test_withdrawn_is_neither(self):
        found = one(result="withdrawn", concluded_on=DUE, due_on=DUE)
        assert (found.received, found.concluded, found.judged, found.pending) == (1, 0, 0, 0)

    @pytest.mark.parametrize(
        ("received", "decided", "days"),
        [
            (MONDAY, MONDAY, 1),
            (MONDAY, DUE, 10),
            (date(2026, 11, 7), date(2026, 11, 8), 1),  # a weekend: one at least
            (date(2026, 9, 23), date(2026, 9, 28), 2),  # over Chuseok
        ],
    )
    def test_days_are_the_law_s_working_days(self, received, decided, days):
        assert days_taken(received, decided, CALENDAR) == days

    def test_days_are_split_at_the_periods_of_the_act(self):
        ends = [DUE, date(2026, 11, 16), date(2026, 11, 27), date(2026, 11, 30)]
        found = figures(cells_of([Request("seoul", MONDAY, "closed", end) for end in ends], CALENDAR))
        assert (found.within_10, found.within_20, found.beyond) == (1, 2, 1)
        assert found.average_days == round((10 + 11 + 20 + 21) / 4, 1)

    def test_disclosure_rate_leaves_out_what_was_not_decided_on_its_merits(self):
        results = ["open", "immediate", "partial", "closed", "not_held", "transferred", ""]
        found = figures(cells_of([Request("seoul", MONDAY, result) for result in results], CALENDAR))
        assert found.disclosure_percent == 75.0

    def test_sums_of_parts_are_the_whole(self):
        results = [*statistics.RESULTS, "open", "closed"]
        found = figures(cells_of([Request("seoul", MONDAY, result) for result in results], CALENDAR))
        assert found.received == len(results)
        assert found.received == found.concluded + found.pending + found.results["withdrawn"]

    def test_a_share_of_nothing_is_nothing(self):
        assert percent(0, 0) is None


CELLS = Cells(
    (
        Cell(2025, 12, "gu", "open", 3, judged=3, in_time=3, timed=3, days=12, within_10=3),
        Cell(2026, 1, "seoul", "closed", 2, judged=2, in_time=1, timed=2, days=22, within_10=1, within_20=1),
        Cell(2026, 2, "seoul", "", 1),
        Cell(2026, 2, "gu", "partial", 1, extended=1, judged=1, in_time=1, timed=1, days=15, within_20=1),
    ),
    (GroundCell(2026, 1, "seoul", 5, 2), GroundCell(2026, 1, "seoul", 6, 1), GroundCell(2026, 2, "gu", 6, 1)),
    (ObjectionCell(2026, 2, "seoul", "dismissed", 1, 1, 1), ObjectionCell(2026, 2, "seoul", "", 1)),
)


class TestReport:
    def test_of_all_time(self):
        found = report(CELLS)
        assert found["total"]["received"] == 7
        assert [(row["year"], row["received"]) for row in found["years"]] == [(2025, 3), (2026, 4)]
        assert found["months"] == []

    def test_of_a_year_has_every_month(self):
        found = report(CELLS, 2026)
        assert [row["received"] for row in found["months"]] == [2, 2, *[0] * 10]
        assert {row["agency"]: row["received"] for row in found["agencies"]} == {"gu": 1, "seoul": 3}
        assert (found["grounds"]["5"], found["grounds"]["6"], found["grounds"]["1"]) == (2, 2, 0)
        assert found["objections"]["filed"] == 2

    def test_of_a_month_and_an_agency(self):
        found = report(CELLS, 2026, 2, "gu")
        assert (found["total"]["received"], found["total"]["partial"]) == (1, 1)
        assert found["grounds"]["6"] == 1
        assert found["objections"]["filed"] == 0
        assert [(row["year"], row["received"]) for row in found["years"]] == [(2025, 3), (2026, 1)]

    def test_of_nothing(self):
        found = report(Cells(), 2026)
        assert found["total"]["received"] == 0
        assert found["total"]["in_time_percent"] is None

    def test_annual_form_ends_with_the_sum(self):
        table = annual(CELLS, {"seoul": "서울특별시", "gu": "종로구"}, 2026)
        assert [row["agency"] for row in table.rows] == ["서울특별시", "종로구", ""]
        total = table.rows[-1]
        for column in table.columns[1:]:
            if column.name != "average_days":
                assert total[column.name] == sum(row[column.name] for row in table.rows[:-1])
        assert {column.name for column in table.columns} <= total.keys()
        headings = [column.heading(untranslated) for column in table.columns]
        assert len(set(headings)) == len(headings)

    def test_objections_by_result(self):
        found = objection_figures(CELLS.objections)
        assert (found["filed"], found["dismissed"], found["pending"]) == (2, 1, 1)
        assert found["in_time_percent"] == 100.0
