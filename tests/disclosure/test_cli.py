"""`ckan seoulsquare deadlines` as an officer types it."""

from __future__ import annotations

import pytest

from ckanext.seoulsquare.cli import seoulsquare
from ckanext.seoulsquare.disclosure import crypto

pytestmark = [pytest.mark.usefixtures("with_plugins")]


@pytest.fixture
def deadlines(cli):
    def run(*arguments: str):
        return cli.invoke(seoulsquare, ["deadlines", *arguments])

    return run


class TestDeadlines:
    @pytest.mark.parametrize(
        ("clock", "start", "due"),
        [
            ("decision", "2026-11-02", "2026-11-13"),
            ("extension", "2026-11-02", "2026-11-27"),
            ("silence", "2026-11-02", "2026-11-27"),
            ("objection", "2026-11-13", "2026-12-14"),
            ("objection-decision", "2026-11-30", "2026-12-08"),
            ("objection-extension", "2026-11-30", "2026-12-17"),
            ("third-party", "2026-11-04", "2026-11-09"),
        ],
    )
    def test_last_line_is_the_due_date(self, deadlines, clock, start, due):
        result = deadlines("--explain", start, "--clock", clock)
        assert result.exit_code == 0
        assert result.stdout.splitlines()[-1] == due

    def test_added_holidays_are_named_and_move_the_date(self, deadlines):
        result = deadlines(
            *("--explain", "2026-11-02", "--clock", "decision"),
            *("--add-holiday", "2026-11-03", "--add-holiday", "2026-11-04"),
        )
        assert (
            "Not counted: Tue 2026-11-03, holiday set by the agency: added on the command line"
            in result.stdout
        )
        assert result.stdout.splitlines()[-1] == "2026-11-17"

    def test_removed_holiday_counts(self, deadlines):
        result = deadlines("--explain", "2026-07-16", "--clock", "decision", "--remove-holiday", "2026-07-17")
        assert result.stdout.splitlines()[-1] == "2026-07-29"

    def test_day_before_the_rules_is_refused(self, deadlines):
        result = deadlines("--explain", "2001-01-01", "--clock", "decision")
        assert result.exit_code == 1
        assert "no rule on the clock 'decision' was in force on 2001-01-01" in result.stderr

    def test_unknown_clock_is_refused(self, deadlines):
        assert deadlines("--explain", "2026-11-02", "--clock", "tea").exit_code == 2

    @pytest.mark.ckan_config("ckanext.seoulsquare.disclosure.first_day", "same_day")
    def test_operators_choice_is_followed(self, deadlines):
        result = deadlines("--explain", "2026-11-01", "--clock", "decision")
        assert result.stdout.splitlines()[-1] == "2026-11-12"


@pytest.mark.usefixtures("office")
class TestUpkeep:
    def test_the_daily_run_counts_what_it_did(self, deadlines):
        assert "reminded=" in deadlines().output

    def test_an_explanation_needs_day_and_clock(self, deadlines):
        assert deadlines("--clock", "decision").exit_code == 2

    def test_the_log_is_looked_through(self, cli):
        result = cli.invoke(seoulsquare, ["disclosure", "verify-events"])
        assert result.output.splitlines()[-1].startswith("problems=")

    def test_keys_of_the_environment_are_rotated_there(self, cli, monkeypatch):
        monkeypatch.setenv(crypto.VARIABLE, crypto.keys().values[0])
        result = cli.invoke(seoulsquare, ["disclosure", "rotate-keys"])
        assert (result.exit_code, crypto.VARIABLE in result.output) == (1, True)
