"""The database counts what the definitions count."""

from __future__ import annotations

import datetime as dt
import random
import uuid

import pytest

import ckan.plugins.toolkit as tk
from ckan import model as core

from ckanext.seoulsquare.disclosure import statistics_now
from ckanext.seoulsquare.disclosure.clock import SEOUL
from ckanext.seoulsquare.disclosure.law import Calendar
from ckanext.seoulsquare.disclosure.model import Case, Clock, Item
from ckanext.seoulsquare.disclosure.statistics import DECIDED, RESULTS, Request, cells_of
from ckanext.seoulsquare.disclosure.statistics_query import read_cells
from tests.disclosure.office import Office

pytestmark = [
    pytest.mark.usefixtures("with_plugins"),
    pytest.mark.ckan_config("ckanext.seoulsquare.portal.cache_seconds", 0),
]


def stored(agency: str, dice: random.Random) -> Request:
    """A request made up and written, and what is to be counted of it."""
    received = dt.date(2024, 1, 1) + dt.timedelta(days=dice.randrange(900))
    result = dice.choice(RESULTS)
    concluded = received + dt.timedelta(days=dice.randrange(45)) if result else None
    due = received + dt.timedelta(days=dice.choice([10, 14, 28])) if dice.random() < 0.8 else None
    extended = due is not None and dice.random() < 0.3
    case = Case(
        receipt_number=str(uuid.uuid4()),
        request="closed" if result else "processing",
        agency_id=agency,
        result=result,
        extended=extended,
        # 23:30 in Seoul is still the same day there, and the day before in UTC at 00:30.
        received_at=dt.datetime.combine(received, dt.time(dice.choice([0, 23]), 30), SEOUL),
        decided_on=concluded if result in DECIDED else None,
        closed_on=concluded,
    )
    core.Session.add(case)
    core.Session.flush()
    if due is not None:
        if extended:
            first = dt.timedelta(days=5)
            core.Session.add(
                Clock(
                    case_id=case.id,
                    clock="decision",
                    started=received,
                    due=due - first,
                    stopped_on=received,
                )
            )
        core.Session.add(
            Clock(
                case_id=case.id,
                clock="extension" if extended else "decision",
                started=received,
                due=due,
                stopped_on=concluded,
            )
        )
        core.Session.add(Clock(case_id=case.id, clock="silence", started=received, due=due))
    if result in ("partial", "closed"):
        core.Session.add(Item(case_id=case.id, result=result, grounds=[5, 6]))
        core.Session.add(Item(case_id=case.id, result=result, grounds=[6]))
    return Request(agency, received, result, concluded if result != "withdrawn" else None, due, extended)


@pytest.mark.usefixtures("non_clean_db")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_as_the_definitions_do(seed):
    agency, dice = f"made-up-{uuid.uuid4()}", random.Random(seed)
    requests = [stored(agency, dice) for _ in range(200)]
    core.Session.flush()
    found = read_cells(Calendar()).of(agency=agency)
    assert sorted(map(str, found.requests)) == sorted(map(str, cells_of(requests, Calendar())))
    withheld = sum(request.result in ("partial", "closed") for request in requests)
    by_ground = {ground: sum(c.requests for c in found.grounds if c.ground == ground) for ground in (5, 6)}
    assert by_ground == {5: withheld, 6: withheld}
    core.Session.rollback()


def test_drafts_are_not_counted(office: Office):
    before = read_cells(Calendar()).of(agency=office.agency)
    office.draft()
    assert read_cells(Calendar()).of(agency=office.agency) == before


def test_a_case_s_life_shows(office: Office):
    def now() -> dict:
        return office.call("statistics", agency=office.agency, year=2026)

    before = now()
    office.filed()
    case = office.processing()
    office.step(case, "extend", office.officer, ground=1, reason="많습니다.")
    office.submitted(case, "closed")
    office.time.to("2026-11-20")
    office.decide(case, "closed")
    office.step(case, "object", office.requester, purport="공개", reason="공익")
    after = now()
    grown = {
        key: after["total"][key] - before["total"][key]
        for key in ("received", "pending", "closed", "in_time", "extended", "days", "within_20")
    }
    assert grown == {
        "received": 2, "pending": 1, "closed": 1, "in_time": 1, "extended": 1, "days": 15, "within_20": 1,
    }  # fmt: skip
    assert after["grounds"]["5"] == before["grounds"]["5"] + 1
    assert after["objections"]["pending"] == before["objections"]["pending"] + 1


def test_an_objection_decided_in_time_is_in_time(office: Office):
    case = office.decided("closed")
    before = office.call("statistics", agency=office.agency)["objections"]
    office.step(case, "object", office.requester, purport="공개", reason="공익")
    office.time.to("2026-11-10")
    office.step(case, "uphold_objection", office.manager)
    after = office.call("statistics", agency=office.agency)["objections"]
    assert (after["upheld"] - before["upheld"], after["in_time"] - before["in_time"]) == (1, 1)


def test_everybody_may_ask(office: Office):
    assert office.call("statistics", year="2026", month="11")["month"] == 11


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"year": "x"}, "year"),
        ({"year": 1900}, "year"),
        ({"month": 3}, "month"),
        ({"year": 2026, "month": 13}, "month"),
    ],
)
def test_periods_that_are_none_are_refused(office: Office, asked, key):
    with pytest.raises(tk.ValidationError) as refused:
        office.call("statistics", **asked)
    assert key in refused.value.error_dict


def test_figures_are_kept_a_while(office: Office, reset_redis, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.seoulsquare.portal.cache_seconds", 60)
    reset_redis("seoulsquare:*")
    before = statistics_now.current()
    office.filed()
    assert statistics_now.current() == before
    reset_redis("seoulsquare:*")
