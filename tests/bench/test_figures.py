"""Figures, targets and reports of the benchmark; none of them needs CKAN."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from bench import measure, needs, plot, report, summary
from bench.figures import Figure, at_least, at_most
from bench.queries import Queries


class TestFigure:
    def test_all_targets_must_be_met(self) -> None:
        targets = at_least(value=3000, ratio=200)
        assert Figure("load", "documents/s", 3000, 15, targets=targets).met() is True
        assert Figure("load", "documents/s", 3000, 16, targets=targets).met() is False
        assert Figure("load", "documents/s", 2999, 10, targets=targets).met() is False

    def test_a_ratio_without_a_base_is_not_judged(self) -> None:
        assert Figure("search", "ms", 10, targets=at_most(ratio=1)).met() is None
        assert Figure("search", "ms", 10).met() is None

    def test_an_upper_bound(self) -> None:
        assert Figure("page", "ms", 300, targets=at_most(value=300)).met() is True
        assert Figure("page", "ms", 301, targets=at_most(value=300)).met() is False


class TestReport:
    def test_a_line_says_what_was_missed(self) -> None:
        figure = Figure("page", "ms", 412.3, 103, "idle", at_most(ratio=2))
        assert (
            report.line(figure)
            == "  page: 412 ms | beside 103 (idle): ratio 4.00 | target ratio ≤ 2.00: **no**"
        )

    def test_a_line_without_base_and_target_is_short(self) -> None:
        assert report.line(Figure("index", "MiB", 1.234)) == "  index: 1.23 MiB"


def test_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert measure.percentile(values, 0.95) == 95
    assert measure.percentile(values, 0.5) == 50
    assert measure.percentile([7.0], 0.95) == 7


def test_more_documents_need_more_disk() -> None:
    assert needs.disk(10_000) < needs.disk(1_000_000) < needs.disk(11_187_861)


class TestQueries:
    def test_the_same_seed_asks_the_same(self) -> None:
        assert [Queries(5000).page() for _ in range(5)] == [Queries(5000).page() for _ in range(5)]

    def test_a_stream_does_not_repeat_itself(self) -> None:
        queries = Queries(5000)
        assert len({queries.page() for _ in range(50)}) > 40

    @pytest.mark.parametrize("count", [1, 20_000, 11_187_861])
    def test_periods_lie_within_the_archive(self, count: int) -> None:
        queries = Queries(count)
        for first, last in (queries.period() for _ in range(50)):
            assert 0 <= (first - Queries(1).period()[0]).days <= (last - first).days + queries.days


def test_the_summary_marks_what_was_missed_and_what_was_disturbed() -> None:
    def result(count: int, rate: float, others: float) -> dict:
        figure = Figure("load a list", "documents/s", rate, 10, targets=at_least(value=3000)).as_json()
        return {
            "count": count,
            "sections": {"load": [figure]},
            "conditions": {"load": {"others": others}},
            "machine": {"time": "2026-11-25T", "cores": 2, "load_at_start": [0.5], "priority": 0},
        }

    table = summary.table([result(10_000, 2000, 0.5), result(100_000, 3500, 0.01)])
    assert "| load a list | ~2,000 documents/s (200 ×) **missed** | 3,500 documents/s (350 ×) met |" in table
    assert "[10,000](../bench/results/2026-11-25-10000.md)" in table


def test_the_picture_has_a_line_for_each_figure_of_the_results() -> None:
    def result(count: int, rate: float) -> dict:
        figure = Figure("load a list", "documents/s", rate, 10).as_json()
        return {"count": count, "sections": {"load": [figure]}}

    root = ET.fromstring(plot.svg([result(10_000, 2000), result(100_000, 2500)]))
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"load", "package_create", "10k", "100k"} <= set(texts)
    assert "verify" not in texts
