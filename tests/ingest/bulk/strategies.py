"""Records of every kind for property-based tests: values in many spellings, and wrong ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ckanext.seoulsquare.documents.kinds import KINDS
from tests.documents.records import LEFT_OUT, sample

# What people and systems write into cells. Surrogates and zeros cannot be stored by anyone.
TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "가",
            " 두 말 ",
            "a\tb",
            "a\\b",
            "줄\n바꿈",
            "\\N",
            "'\"<b>&",
            "<a",
            "0",
            "[]",
            "{}",
            '["x"',
            "null",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40),
)
DATES = st.sampled_from(
    ["2021.1.11.", "20210111", "2021-02-30", "2021년 1월 11일", "어제", "1900-01-01", "9999-12-31"]
)
AMOUNTS = st.one_of(
    st.integers(-(10**15), 10**15), st.sampled_from(["1,000", "천원", "△5", "5.5", "1e3", "-0"])
)
LISTS = st.lists(TEXTS, max_size=3)
OTHERS = st.one_of(
    TEXTS,
    DATES,
    AMOUNTS,
    LISTS,
    st.sampled_from([None, 0, False, 1.5, {"ko": "가"}, "공개", "부분공개(5,6)"]),
)


def values(field: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values for one field of a schema, most of them of the right sort."""
    right, _ = sample(field)
    if "repeating_subfields" in field:
        parts = st.fixed_dictionaries(
            {}, optional={sub["field_name"]: values(sub) for sub in field["repeating_subfields"]}
        )
        return st.one_of(st.just(right), st.lists(parts, min_size=1, max_size=2))
    choices = [choice["value"] for choice in field.get("choices", [])]
    likely = [st.just(right), *([st.sampled_from(choices)] if choices else [])]
    return st.one_of(*likely, *likely, TEXTS, OTHERS)


def fields(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Fields of a record of the schema's kind, without its key."""
    kind = KINDS[schema["dataset_type"]]
    given = {
        field["field_name"]: values(field)
        for field in schema["dataset_fields"]
        if field["field_name"] not in LEFT_OUT and field["field_name"] not in kind.key
    }
    title = given.pop("title")
    few = st.sets(st.sampled_from(sorted(given)), max_size=8)
    return few.flatmap(
        lambda names: st.fixed_dictionaries(
            {name: given[name] for name in sorted(names)}, optional={"title": title}
        )
    )


LINKS = st.lists(
    st.fixed_dictionaries(
        {"name": TEXTS, "role": st.sampled_from(["original", "attachment", "table", "무엇"])},
        optional={
            "url": st.sampled_from(
                ["https://example.org/a.hwpx", " http://e.org/b.pdf ", "e.org/c", "", "https://e.org/가.csv"]
            ),
            "format": st.sampled_from(["HTML", "hwp", "csv", "text/csv", "", "PNG", "json"]),
            "description": TEXTS,
            "disclosure": st.sampled_from(["open", "공개", "비공개", "", "모름"]),
            "source_digest": TEXTS,
            "size": st.sampled_from(["12", "x", 5]),
        },
    ),
    max_size=2,
)
