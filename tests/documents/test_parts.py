"""Parts of records as plain values."""

from __future__ import annotations

import pytest

from ckanext.seoulsquare.documents import parts


class TestApprovalLine:
    def test_signers_keep_their_order_and_cooperators_stand_apart(self) -> None:
        line, cooperation = parts.approval_line(
            [
                {"position": "주무관", "signer": "김하나", "role": "drafter", "mark": "proposer"},
                {"position": "예산담당관", "signer": "박둘", "role": "cooperator"},
                {"position": "과장", "signer": "이셋", "role": "approver", "date": "2020-06-09"},
            ]
        )
        assert [signer.name for signer in line] == ["김하나", "이셋"]
        assert [signer.name for signer in cooperation] == ["박둘"]

    @pytest.mark.parametrize(
        ("mark", "symbol"),
        [("proposer", "★"), ("reporter", "⊙"), ("proxy", "代"), ("delegated", ""), (None, "")],
    )
    def test_marks_are_those_of_the_document_rules(self, mark: str | None, symbol: str) -> None:
        (signer,), _ = parts.approval_line([{"position": "팀장", "mark": mark}])
        assert signer.symbol == symbol

    def test_date_is_month_and_day(self) -> None:
        (signer,), _ = parts.approval_line([{"date": "2020-06-09"}])
        assert signer.date == "06/09"

    def test_unsigned_cell_is_kept(self) -> None:
        (signer,), _ = parts.approval_line([{"position": "시민"}])
        assert (signer.position, signer.name, signer.date) == ("시민", "", "")


class TestChange:
    def test_rise(self) -> None:
        assert parts.change(1_100, 1_000) == parts.Change(100, 10.0)

    def test_fall(self) -> None:
        assert parts.change(750, 1_000) == parts.Change(-250, -25.0)

    def test_new_project_has_no_percentage(self) -> None:
        assert parts.change(500, 0) == parts.Change(500, None)

    def test_sources_difference_goes_first(self) -> None:
        assert parts.change(1_100, 1_000, 50) == parts.Change(50, 5.0)

    def test_last_year_follows_from_the_difference(self) -> None:
        assert parts.change(1_100, None, 100) == parts.Change(100, 10.0)

    @pytest.mark.parametrize(("now", "before"), [(None, 1), (1, None), (None, None)])
    def test_nothing_is_said_without_both_years(self, now: int | None, before: int | None) -> None:
        assert parts.change(now, before) is None


class TestSpeeches:
    def test_speakers_roles_and_texts(self) -> None:
        text = (
            "개의 14시\n\n○ 위원장 김하나 (위원장)\n회의를 시작합니다.\n이의 있습니까?\n\n○ 박둘: 없습니다.\n"
        )
        assert parts.speeches(text) == [
            parts.Speech("", "", "개의 14시"),
            parts.Speech("위원장 김하나", "위원장", "회의를 시작합니다.\n이의 있습니까?"),
            parts.Speech("박둘", "", "없습니다."),
        ]

    def test_speeches_as_lists_are_loaded(self) -> None:
        text = "**위원장 김하나** 개의합니다.\n이의 있습니까?\n\n**박둘** 금액은 3**2입니다."
        assert parts.speeches(text) == [
            parts.Speech("위원장 김하나", "", "개의합니다.\n이의 있습니까?"),
            parts.Speech("박둘", "", "금액은 3**2입니다."),
        ]

    def test_text_without_speakers_is_one_piece(self) -> None:
        assert parts.speeches("원안대로 의결함.") == [parts.Speech("", "", "원안대로 의결함.")]

    def test_no_text_no_speech(self) -> None:
        assert parts.speeches(" \n") == []
