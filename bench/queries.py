"""What people ask the archive, drawn from the words of real titles, always the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
import re
from typing import Any
from urllib.parse import urlencode

from bench.generate import A_DAY, FIRST_DAY, real_rows

FACETS = [
    "organization", "dataset_type", "license_id", "res_format",
    "department", "disclosure", "language", "category",
]  # fmt: skip
"""Fields that both schemas have, eight of them."""

_WORD = re.compile(r"[가-힣]{2,}")
_QUESTIONS = (
    "{0} {1} 계획은 어디에서 볼 수 있나요?",
    "{0} {1} 신청은 어떻게 하나요?",
    "{0}에 관한 {1} 문서를 찾고 싶습니다",
    "{0} {1} 예산은 얼마인가요?",
)


class Queries:
    """An endless stream of searches in an archive of so many generated documents."""

    def __init__(self, count: int, seed: int = 20151031) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.titles = [words for row in real_rows() if len(words := _WORD.findall(row["title"])) > 1]
        self.days = max(0, count - 1) // A_DAY * 7 // 5

    def words(self, number: int) -> str:
        """Words that stand in one title."""
        words = self.draw.choice(self.titles)
        return " ".join(self.draw.sample(words, min(number, len(words))))

    def question(self) -> str:
        """A question as a citizen asks it."""
        words = self.words(2).split()
        return self.draw.choice(_QUESTIONS).format(words[0], words[-1])

    def period(self) -> tuple[dt.date, dt.date]:
        """Two days within the archive's, in order."""
        first, last = sorted(self.draw.randint(0, self.days) for _ in range(2))
        return FIRST_DAY + dt.timedelta(days=first), FIRST_DAY + dt.timedelta(days=last)

    def page(self) -> str:
        """The query string of a search page: mostly words, at times a question or a filter."""
        kind = self.draw.random()
        params: dict[str, Any] = {"q": self.question() if kind < 0.2 else self.words(1 if kind < 0.6 else 2)}
        if self.draw.random() < 0.25:
            params["disclosure"] = self.draw.choice(("open", "partial"))
        if self.draw.random() < 0.2:
            params["from"], params["to"] = map(str, self.period())
        if self.draw.random() < 0.2:
            params["sort"] = "newest"
        return urlencode(params)

    def cases(self, times: int) -> dict[str, list[dict[str, Any]]]:
        """Parameters of `package_search` by what is measured."""
        rows = {"rows": 20}
        faceted = {**rows, "facet.field": FACETS, "facet.limit": 40}
        return {
            "everything, 8 facets": [{"q": "*:*", **faceted} for _ in range(times)],
            "one word": [{"q": self.words(1), **rows} for _ in range(times)],
            "two words, 8 facets": [{"q": self.words(2), **faceted} for _ in range(times)],
            "one word, 8 facets": [{"q": self.words(1), **faceted} for _ in range(times)],
            "question": [{"q": self.question(), **rows} for _ in range(times)],
            "period, 8 facets": [
                {"q": "*:*", "fq": _within(*self.period()), **faceted} for _ in range(times)
            ],
            "one word, newest first": [
                {"q": self.words(1), "sort": "production_date desc", **rows} for _ in range(times)
            ],
            "results 9,981 to 10,000": [
                {"q": "*:*", "sort": "metadata_modified desc", "start": 9980, **rows} for _ in range(times)
            ],
        }


def _within(first: dt.date, last: dt.date) -> str:
    return f"production_date:[{first}T00:00:00Z TO {last}T23:59:59Z]"
