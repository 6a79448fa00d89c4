"""Pages behind and before a record: together they are all hits, each once, in every order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.seoulsquare.search import page, paging
from tests.search.conftest import package

pytestmark = pytest.mark.usefixtures("with_plugins")

COUNT, ROWS = 23, 5


@pytest.fixture
def records(index_records: Callable[..., None]) -> None:
    """Records of which several share a day and two have none."""
    dates = [f"2024-03-{1 + number // 4:02}" for number in range(COUNT - 2)] + [None, None]
    index_records(
        *(
            package(
                f"예산 {number}",
                "예산 " * (number % 3 + 1),
                name=f"r{number:02}",
                **({"production_date": date} if date else {}),
            )
            for number, date in enumerate(dates)
        )
    )


def ask(**params: Any) -> dict[str, Any]:
    return call_action("seoulsquare_document_search", {"ignore_auth": True}, rows=ROWS, **params)


def names(answer: dict[str, Any]) -> list[str]:
    return [hit["name"] for hit in answer["results"]]


@pytest.mark.usefixtures("records")
class TestNeighbours:
    @pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
    @pytest.mark.parametrize("q", ["", "예산"])
    def test_forwards_and_backwards_they_are_the_numbered_pages(self, sort: str, q: str) -> None:
        numbered = [names(ask(q=q, sort=sort, page=number)) for number in range(1, 6)]
        assert len({name for some in numbered for name in some}) == COUNT

        forwards = [numbered[0]]
        while more := names(answer := ask(q=q, sort=sort, after=forwards[-1][-1])):
            assert answer["count"] == COUNT
            forwards.append(more)
        backwards = [names(ask(q=q, sort=sort, before="*"))]
        while more := names(ask(q=q, sort=sort, before=backwards[0][0])):
            backwards.insert(0, more)

        assert forwards == numbered
        assert backwards == numbered

    def test_a_record_that_is_no_hit_is_no_place(self) -> None:
        with pytest.raises(tk.ValidationError) as error:
            ask(after="gone")
        assert "first page" in error.value.error_dict["after"][0]

    def test_a_number_too_deep_is_refused_with_what_to_do(self) -> None:
        with pytest.raises(tk.ValidationError) as error:
            ask(page=501)
        assert "`after`" in error.value.error_dict["page"][0]

    def test_the_months_of_a_year_and_the_days_of_a_month_are_counted(self) -> None:
        year = ask(**{"from": "2024-01-01", "to": "2024-12-31"})
        assert year["dates"] == [{"from": "2024-03-01", "to": "2024-03-31", "count": COUNT - 2}]
        month = ask(**{"from": "2024-03-01", "to": "2024-03-31"})
        assert month["dates"][0] == {"from": "2024-03-01", "to": "2024-03-01", "count": 4}
        assert sum(day["count"] for day in month["dates"]) == COUNT - 2
        assert ask()["dates"] == []


class TestPage:
    @pytest.fixture
    def sees_all(self, clean_db: None) -> dict[str, str]:
        """Records that exist in the index alone have no permission labels: only sysadmins find them."""
        return {"Authorization": factories.SysadminWithToken()["token"]}

    def test_every_record_is_reached_by_following_next(
        self, sees_all: dict[str, str], records: None, shared_app: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With the last numbered page near, so that few records are enough."""
        for module in (page, paging):
            monkeypatch.setattr(module, "ROWS", ROWS)
            monkeypatch.setattr(module, "DEEPEST", 2)
        address, seen = "/search?sort=oldest", []
        while address:
            body = shared_app.get(address, headers=sees_all, status=200).body
            seen.append([name for number in range(COUNT) if f"/{(name := f'r{number:02}')}" in body])
            [address] = _links(body, "next") or [None]
        assert sorted(name for some in seen for name in some) == [f"r{number:02}" for number in range(COUNT)]
        assert "Page 5 of 5" in body
        [back] = _links(body, "prev")
        assert "before=" in back

    def test_a_place_that_is_gone_is_explained(self, records: None, shared_app: Any) -> None:
        assert "first page" in shared_app.get("/search?after=gone", status=400).body


def _links(body: str, relation: str) -> list[str]:
    marker = f'<link rel="{relation}" href="'
    return [part.split('"', 1)[0].replace("&amp;", "&") for part in body.split(marker)[1:]]
