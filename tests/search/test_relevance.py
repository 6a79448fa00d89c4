"""Questions get good answers. Figures and how they came about: docs/search.md.

`SEOULSQUARE_RELEVANCE=full` asks all 7,637 welfare questions instead of every twentieth.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.search import relevance
from tests.search.conftest import PLUGINS, package

pytestmark = [pytest.mark.ckan_config("ckan.plugins", PLUGINS), pytest.mark.usefixtures("with_plugins")]

OWN = Path(__file__).parents[1] / "data/search/questions.json"
FULL = os.environ.get("SEOULSQUARE_RELEVANCE") == "full"


@pytest.fixture
def sets(shared_data: Path) -> Path:
    return shared_data / "relevance"


@pytest.mark.slow
@pytest.mark.parametrize("titled", [False, True], ids=["under their names", "under their first lines"])
class TestPublishedSets:
    def test_pages_of_documents(self, sets: Path, index_records: Callable[..., None], titled: bool) -> None:
        collection = relevance.autorag(sets / "autorag_ko")
        index_records(*collection.packages(titled=titled))
        score, empty = relevance.measure(collection)
        print(  # noqa: T201  the figure is what one runs this for
            f"autorag_ko {len(collection.questions)} questions: nDCG@10 {score:.4f}, without result {empty}"
        )
        assert empty == 0
        assert score >= 0.94

    def test_welfare_services(self, sets: Path, index_records: Callable[..., None], titled: bool) -> None:
        collection = relevance.welfare(sets / "welfare_ko", 1 if FULL else 20)
        index_records(*collection.packages(titled=titled))
        score, empty = relevance.measure(collection)
        print(  # noqa: T201  the figure is what one runs this for
            f"welfare_ko {len(collection.questions)} questions: nDCG@10 {score:.4f}, without result {empty}"
        )
        assert empty == 0
        assert score >= (0.865 if FULL else 0.845)  # every twentieth question is harder than the mean


def test_own_records_in_three_languages(index_records: Callable[..., None]) -> None:
    data = json.loads(OWN.read_text(encoding="utf-8"))
    index_records(
        *(package(row["title"], row["notes"], id=row["id"], name=row["id"]) for row in data["records"])
    )
    missed = {
        row["question"]: found
        for row in data["questions"]
        if (found := relevance.answers(row["question"])[:1]) != [row["answer"]]
    }
    assert missed == {}
