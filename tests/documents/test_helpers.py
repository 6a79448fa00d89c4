"""Tables on record pages, with the DataStore."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ckan.tests.factories import Organization

from tests.documents.records import act

pytestmark = pytest.mark.usefixtures("with_plugins", "non_clean_db")

MOMENT = "2019-09-02T12:30:00"
ROWS = [
    {"purpose": f"간담회 {n}" if n % 2 else f"자문회의 {n}", "year": 2019, "amount": n * 1000, "at": MOMENT}
    for n in range(1, 31)
]
FIELDS = [
    {"id": "purpose", "type": "text", "info": {"label": "집행목적"}},
    {"id": "year", "type": "int"},
    {"id": "amount", "type": "numeric", "info": {"label": "집행금액", "unit": "원"}},
    {"id": "at", "type": "timestamp"},
]


def make(**fields: Any) -> tuple[str, str]:
    """A record with a table: its name and the resource's id."""
    pkg = act(
        "package_create",
        type="expense",
        post_id=uuid.uuid4().hex[:12],
        title="업무추진비",
        owner_org=Organization()["id"],
        resources=[{"name": "집행내역", "url": "https://example.org/table", "role": "table"}],
        **fields,
    )
    resource = pkg["resources"][0]["id"]
    act("datastore_create", resource_id=resource, fields=FIELDS, records=ROWS, force=True)
    return pkg["name"], resource


def read(app: Any, address: str) -> BeautifulSoup:
    return BeautifulSoup(app.get(address).body, "html.parser")


def column(soup: BeautifulSoup, number: int) -> list[str]:
    return [row.find_all("td")[number].get_text(strip=True) for row in soup.select("tbody tr")]


class TestTable:
    def test_first_rows_stand_on_the_page(self, shared_app: Any) -> None:
        name, _ = make()
        soup = read(shared_app, f"/expense/{name}")
        assert column(soup, 0)[:2] == ["간담회 1", "자문회의 2"]
        assert len(column(soup, 0)) == 25
        assert column(soup, 3)[0] == "2019-09-02 12:30"
        assert [th.get_text(strip=True) for th in soup.select("thead th")] == [
            "집행목적",
            "year",
            "집행금액 (원)",
            "at",
        ]
        assert "Rows 1–25 of 30" in soup.get_text()

    def test_address_sorts_finds_and_turns_pages(self, shared_app: Any) -> None:
        name, resource = make()
        at = f"/expense/{name}?table={resource}"
        assert column(read(shared_app, f"{at}&sort=amount&order=desc"), 2)[0] == "30,000"
        assert column(read(shared_app, f"{at}&page=2"), 0)[0] == "자문회의 26"
        found = read(shared_app, f"{at}&find=자문")
        assert len(column(found, 0)) == 15

    def test_amounts_are_summed_and_years_are_not(self, shared_app: Any) -> None:
        name, resource = make()
        sums = read(shared_app, f"/expense/{name}").select("tfoot td, tfoot th")
        assert [cell.get_text(strip=True) for cell in sums] == ["Sum of all rows", "", "465,000", ""]
        found = read(shared_app, f"/expense/{name}?table={resource}&find=자문").select_one("tfoot .ss-number")
        assert found.get_text(strip=True) == "240,000"

    def test_every_control_leads_to_an_address_that_works_without_scripts(self, shared_app: Any) -> None:
        name, resource = make()
        soup = read(shared_app, f"/expense/{name}")
        for link in soup.select(".ss-data a[hx-get]"):
            assert read(shared_app, link["href"]).find(id=f"table-{resource}")
            fragment = read(shared_app, link["hx-get"])
            assert fragment.find(id=f"table-{resource}")
            assert fragment.find("html") is None

    @pytest.mark.parametrize(
        "asked", ["sort=nothing", "order=desc", "find=%27%26%7C!%3A*", "page=-3", "page=x"]
    )
    def test_senseless_requests_still_show_the_table(self, shared_app: Any, asked: str) -> None:
        _, resource = make()
        assert read(shared_app, f"/table/{resource}?{asked}").find("tbody")

    def test_page_past_the_end_says_so(self, shared_app: Any) -> None:
        _, resource = make()
        assert column(read(shared_app, f"/table/{resource}?page=99"), 0) == ["There are no rows here."]

    def test_withheld_table_is_not_there(self, shared_app: Any) -> None:
        name, resource = make(disclosure="closed")
        shared_app.get(f"/table/{resource}", status=404)
        assert "간담회" not in shared_app.get(f"/expense/{name}").body

    def test_no_table_no_page(self, shared_app: Any) -> None:
        shared_app.get(f"/table/{uuid.uuid4()}", status=404)
