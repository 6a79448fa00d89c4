"""What time brings: holidays that change, reminders, silence, what expires, and what is erased."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import daily
from tests.disclosure.office import Office, Time


@pytest.fixture
def ordinary_days(office: Office) -> Iterator[None]:
    """Take back what a test changes in the calendar."""
    yield
    office.call("holiday_update", office.sysadmin, reset=["2026-11-04", "2026-12-25"])


def actions(office: Office, case: dict) -> list[str]:
    return [event["action"] for event in office.history(case)]


class TestHolidays:
    @pytest.mark.usefixtures("ordinary_days")
    def test_a_new_one_moves_running_clocks_and_tells_people(self, office: Office) -> None:
        case, over = office.processing(), office.step(office.filed(), "withdraw", office.requester)
        day = {"day": "2026-11-04", "name": "임시공휴일"}
        assert office.call("holiday_update", office.sysadmin, add=[day])["cases"] >= 1
        moved = office.call("show", office.requester, id=case["id"])
        assert moved["due_on"] == "2026-11-16"
        event = next(e for e in office.history(case) if e["detail"].get("clock") == "decision")
        assert (event["action"], event["before"], event["after"]) == (
            "due_changed",
            "2026-11-13",
            "2026-11-16",
        )
        assert "due_changed" in [mail["kind"] for mail in office.mails(case, "requester")]
        assert "due_changed" not in actions(office, over)
        listed = office.call("holiday_list", year=2026)
        assert {"day": "2026-11-04", "kind": "added", "name": "임시공휴일"} in listed

    @pytest.mark.usefixtures("ordinary_days")
    def test_only_a_public_holiday_can_be_taken_away(self, office: Office) -> None:
        office.call("holiday_update", office.sysadmin, remove=["2026-12-25"])
        with pytest.raises(tk.ValidationError) as refused:
            office.call("holiday_update", office.sysadmin, remove=["2026-11-05"])
        assert list(refused.value.error_dict) == ["remove"]


class TestDailyRun:
    def test_reminds_warns_and_tells_of_silence_each_once(self, office: Office, time: Time) -> None:
        case = office.processing()
        seen = {}
        for day in ("2026-11-09", "2026-11-10", "2026-11-12", "2026-11-16", "2026-11-30"):
            time.to(day)
            daily.run(time.now)
            daily.run(time.now)
            seen[day] = actions(office, case)[2:]
        assert seen == {
            "2026-11-09": [],
            "2026-11-10": ["reminded"],
            "2026-11-12": ["reminded", "reminded"],
            "2026-11-16": ["reminded", "reminded", "overdue"],
            "2026-11-30": ["reminded", "reminded", "overdue", "silence_reached"],
        }
        kinds = [mail["kind"] for mail in office.mails(case)]
        assert (kinds.count("reminder"), kinds.count("overdue"), kinds.count("silence")) == (2, 1, 1)

    def test_tells_of_what_waits_to_be_collected(self, office: Office, time: Time) -> None:
        case = office.decided("open")
        time.to("2026-11-11")
        daily.run(time.now)
        daily.run(time.now)
        assert [mail["kind"] for mail in office.mails(case)].count("uncollected") == 1

    def test_removes_files_that_have_expired(self, office: Office, time: Time) -> None:
        case = office.decided("open")
        office.attach(case, "answer", office.officer)
        office.step(case, "disclose", office.officer, expires_on="2026-11-20")
        time.to("2026-11-21")
        daily.run(time.now)
        daily.run(time.now)
        assert office.call("show", office.requester, id=case["id"])["files"] == []
        assert actions(office, case).count("expired") == 1

    def test_erases_people_when_retention_ends_and_keeps_the_case(self, office: Office, time: Time) -> None:
        case = office.decided("closed")
        office.attach(case, "objection", office.requester)
        time.to("2031-11-02")
        daily.run(time.now)
        daily.run(time.now)
        kept = office.call("show", office.officer, id=case["id"])
        assert kept["erased"]
        assert (kept["result"], kept["requester"]["name"], kept["content"]) == ("closed", "", "")
        assert (kept["items"][0]["result"], kept["files"]) == ("closed", [])
        with pytest.raises(tk.ObjectNotFound):
            office.call("show", office.requester, id=case["id"])

    def test_deletes_what_nobody_went_on_with(self, office: Office, time: Time) -> None:
        case = office.draft()
        time.to("2030-01-01")
        daily.run(time.now)
        with pytest.raises(tk.ObjectNotFound):
            office.call("show", office.requester, id=case["id"])
