"""Names and addresses of records."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.seoulsquare.documents.kinds import KINDS, dataset_name, kind_of_address

KEYS = st.text(min_size=1, max_size=150).filter(lambda text: text.strip())


class TestDatasetName:
    @pytest.mark.parametrize(
        ("kind", "key", "name"),
        [
            ("approval_document", ("210145102721000",), "approval-document-210145102721000"),
            ("approval_document", ("D0000056769804",), "approval-document-d0000056769804"),
            ("expenditure", ("A_1", "2021-03"), "expenditure-a-1-2021-03"),
        ],
    )
    def test_is_type_and_key(self, kind: str, key: tuple[str, ...], name: str) -> None:
        assert dataset_name(kind, *key) == name

    @given(key=KEYS)
    def test_is_one_that_ckan_takes(self, key: str) -> None:
        assert re.fullmatch(r"[a-z0-9-]{2,100}", dataset_name("meeting", key))

    def test_keys_that_differ_in_other_letters_have_different_names(self) -> None:
        assert dataset_name("meeting", "도시계획위원회-1") != dataset_name("meeting", "건축위원회-1")
        assert dataset_name("meeting", "x" * 200) != dataset_name("meeting", "x" * 201)

    @pytest.mark.parametrize("key", [(), ("a",), ("a", " ")])
    def test_needs_the_whole_key(self, key: tuple[str, ...]) -> None:
        with pytest.raises(ValueError, match="identified by project_id and period"):
            dataset_name("expenditure", *key)


class TestKinds:
    def test_there_are_seventeen(self) -> None:
        assert len(KINDS) == 17

    def test_addresses_lead_back(self) -> None:
        assert [kind_of_address(kind.address) for kind in KINDS.values()] == list(KINDS.values())
        assert kind_of_address("letters") is None
