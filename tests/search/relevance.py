"""How good the answers to questions are: nDCG@10 through CKAN's `package_search`, as anybody would ask it."""

from __future__ import annotations

import gzip
import json
import math
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ckan.tests.helpers import call_action

from tests.search.conftest import package

DEPTH = 10


@dataclass(frozen=True)
class Question:
    """A question and the names of the texts that answer it."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Collection:
    """Texts by name, and questions about them."""

    texts: dict[str, str]
    questions: list[Question]

    def packages(self, *, titled: bool) -> Iterable[dict]:
        """A dataset for each text: under its first line as title, or under its name only."""
        for number, (name, text) in enumerate(self.texts.items()):
            title = text.split("\n")[0][:100] if titled else name
            yield package(title, text, name=f"text-{number}", id=record_id(name))


def autorag(folder: Path) -> Collection:
    """Pages of PDF documents and people's questions (relevance/autorag_ko)."""
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["doc_id"]: row["contents"] for row in map(json.loads, lines)}
    rows = map(json.loads, (folder / "queries.a.jsonl").read_text(encoding="utf-8").splitlines())
    return Collection(texts, [Question(row["query"], frozenset(row["relevant"])) for row in rows])


def welfare(folder: Path, step: int = 1) -> Collection:
    """Welfare services and citizens' questions (relevance/welfare_ko), every `step`th of them."""
    texts, questions, relevant = (
        json.loads(gzip.decompress((folder / f"{name}.json.gz").read_bytes()))
        for name in ("corpus", "train_queries", "train_relevant_docs")
    )
    return Collection(
        texts,
        [Question(text, frozenset(relevant[key])) for key, text in list(questions.items())[::step]],
    )


def record_id(name: str) -> str:
    """The id of the dataset that holds the text of this name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def answers(question: str) -> list[str]:
    """Ids of the first records found."""
    return [record["id"] for record in call_action("package_search", q=question, rows=DEPTH)["results"]]


def ndcg(found: list[str], relevant: frozenset[str]) -> float:
    """Normalized discounted cumulative gain of a list of ids, each relevant or not."""
    gain = sum(1 / math.log2(place + 2) for place, name in enumerate(found[:DEPTH]) if name in relevant)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(relevant))))


def measure(collection: Collection) -> tuple[float, int]:
    """Mean nDCG@10 of the questions, and how many found nothing."""
    found = [
        (answers(question.text), frozenset(map(record_id, question.relevant)))
        for question in collection.questions
    ]
    return sum(ndcg(*pair) for pair in found) / len(found), sum(not ids for ids, _ in found)
