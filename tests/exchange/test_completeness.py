"""The page of completeness names the gaps that there are, and no others."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.lib.search.common import make_connection
from ckan.tests import factories

from ckanext.seoulsquare.exchange import completeness
from ckanext.seoulsquare.exchange.completeness import Count, Period
from ckanext.seoulsquare.ingest.bulk.tables import DAYS
from tests.exchange.copies import act

DAY = dt.date(2024, 3, 4)


class TestCount:
    def test_more_in_the_index_than_stored_is_no_gap(self) -> None:
        assert Count("a", "A", DAY, received=3, stored=3, indexed=5).complete

    def test_what_was_refused_and_what_is_not_found_is_missing(self) -> None:
        count = Count("a", "A", DAY, received=7, stored=5, indexed=2)
        assert (count.refused, count.missing, count.complete) == (2, 3, False)

    def test_one_agencys_surplus_does_not_hide_anothers_gap(self) -> None:
        [day] = completeness.by_day([Count("a", "A", DAY, 5, 5, 3), Count("b", "B", DAY, 5, 5, 9)])
        assert (day.stored, day.missing) == (10, 2)


class TestPeriod:
    @pytest.mark.parametrize(
        ("start", "end"),
        [("2024-03-05", "2024-03-04"), ("2024-01-01", "2024-02-01"), ("x", ""), ("", "0001-01-01")],
    )
    def test_what_is_no_period_is_refused(self, start: str, end: str) -> None:
        with pytest.raises((ValueError, OverflowError)):
            Period.of_texts(start, end)

    def test_a_day_and_a_month(self) -> None:
        assert Period.of_texts("2024-03-04", "2024-03-04") == Period(DAY, DAY)
        assert Period.of_texts("", "2024-01-31").start == dt.date(2024, 1, 1)
        assert Period.of_texts("2024-01-01", "").end == dt.date(2024, 1, 31)


@pytest.mark.usefixtures("clean_db", "clean_index")
class TestPage:
    @pytest.fixture
    def records(self, clean_db: None, clean_index: None) -> dict[str, list[str]]:
        """Ids of four records of each of two agencies on DAY, which lists brought; one more was refused."""
        found = {}
        for name, rejected in (("water", 0), ("roads", 1)):
            agency = factories.Organization(name=name, title=f"Office of {name}")["id"]
            found[name] = [self._record(agency, number)["id"] for number in range(4)]
            row = {"organization_id": agency, "day": DAY, "run_id": 1, "created": 4, "rejected": rejected}
            model.Session.execute(sa.insert(DAYS).values(**row, updated=0, unchanged=0, withdrawn=0))
        model.Session.commit()
        return found

    def _record(self, agency: str, number: int) -> dict[str, Any]:
        key = factories.fake.unique.numerify("########")
        return factories.Dataset(
            type="proactive",
            item_id=key,
            name=f"proactive-{key}",
            title=f"사전공표 {number}",
            owner_org=agency,
            production_date=DAY.isoformat(),
        )

    def test_only_the_refused_record_is_missing(self, records: dict[str, list[str]]) -> None:
        roads, water = completeness.counts(Period(DAY, DAY))
        assert (water.title, water.received, water.stored, water.indexed) == ("Office of water", 4, 4, 4)
        assert (roads.received, roads.stored, roads.indexed, roads.refused) == (5, 4, 4, 1)

    def test_a_gap_made_on_purpose_is_named(self, records: dict[str, list[str]], shared_app: Any) -> None:
        page = shared_app.get(f"/completeness?from={DAY}&to={DAY}", status=200).body
        assert "not found by search" not in page
        make_connection().delete(q=f"id:({' OR '.join(records['water'][:2])})", commit=True)
        page = shared_app.get(f"/completeness?from={DAY}&to={DAY}", status=200).body
        assert "2 stored records are not found by search yet." in page
        assert "1 record was refused" in page
        table = shared_app.get(f"/completeness.csv?from={DAY}&to={DAY}&agency=water", status=200).body
        [row] = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
        assert row == {
            "day": "2024-03-04",
            "agency": "water",
            "agency_title": "Office of water",
            "received": "4",
            "refused": "0",
            "stored": "4",
            "indexed": "2",
            "missing": "2",
        }

    def test_a_deleted_record_stays_counted_and_the_page_says_so(
        self, records: dict[str, list[str]], shared_app: Any
    ) -> None:
        act("package_delete", id=records["water"][0])
        make_connection().commit()
        page = shared_app.get(f"/completeness?from={DAY}&to={DAY}&agency=water", status=200).body
        assert "1 stored record is not found by search yet." in page
        assert "still counted where its list had it" in page

    def test_without_a_period_the_newest_days_are_shown(
        self, records: dict[str, list[str]], shared_app: Any
    ) -> None:
        assert "Office of roads" in shared_app.get("/completeness", status=200).body

    def test_a_period_too_long_is_explained(self, shared_app: Any) -> None:
        assert "31 days" in shared_app.get("/completeness?from=2012-01-01&to=2024-01-01", status=400).body
