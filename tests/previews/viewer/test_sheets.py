"""Cells of workbooks: what the sheets show, and nothing of what they hide. No CKAN in here."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from ckanext.seoulsquare.previews import service, sheets


def workbook(**options: object) -> bytes:
    """An XLSX file with a title, a frozen head, and hidden things: a sheet, a row, a column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "예산"
    for row in [
        ["2026년 예산", None, None, None],
        ["부서", "비밀열", "금액", "날짜"],
        ["총무과", "비밀1", 1_250_000, date(2026, 3, 1)],
        ["비밀행", "비밀2", 5, None],
        ["감사과", "비밀3", 87.25, datetime.fromisoformat("2026-03-02T09:30")],
        ["합계", "비밀4", True, time(18, 0)],
    ]:
        sheet.append(row)
    sheet.freeze_panes = options.get("freeze", "A3")  # type: ignore[assignment]
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[4].hidden = True
    away = book.create_sheet("숨김")
    away["A1"] = "비밀장"
    away.sheet_state = "hidden"
    book.create_sheet("둘째")["B2"] = "뒤"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_values_as_a_reader_expects_them() -> None:
    first = sheets.read(workbook())[0]
    assert first.name == "예산"
    assert first.rows == [
        ["2026년 예산", "", ""],
        ["부서", "금액", "날짜"],
        ["총무과", 1_250_000, "2026-03-01"],
        ["감사과", 87.25, "2026-03-02 09:30"],
        ["합계", "TRUE", "18:00"],
    ]


def test_hidden_things_stay_hidden() -> None:
    found = sheets.read(workbook())
    assert [sheet.name for sheet in found] == ["예산", "둘째"]
    assert "비밀" not in json.dumps([sheet.rows for sheet in found], ensure_ascii=False)


@pytest.mark.parametrize("freeze", ["A3", None])
def test_the_head_is_what_is_frozen_or_what_names_the_columns(freeze: str | None) -> None:
    assert sheets.read(workbook(freeze=freeze))[0].head == 2


def test_an_empty_corner_keeps_its_place() -> None:
    assert sheets.read(workbook())[1].rows == [["", ""], ["", "뒤"]]


def test_a_long_sheet_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS", 3)
    first = sheets.read(workbook())[0]
    assert (len(first.rows), first.cut) == (3, True)


def test_csv_of_korean_offices() -> None:
    [sheet] = sheets.read("이름,금액\n가,1\n나,2\n".encode("cp949"))
    assert (sheet.rows, sheet.head) == ([["이름", "금액"], ["가", "1"], ["나", "2"]], 1)


def test_xls_records_tell_what_is_hidden() -> None:
    stream = b"".join(
        [
            _record(0x809, b"\0" * 16),
            _record(0x85, (48).to_bytes(4, "little") + b"\0\0\1\0a"),
            _record(0x0A, b""),
        ]
    )
    stream = stream.ljust(48, b"\0") + b"".join(
        [
            _record(0x809, b"\0" * 16),
            _record(0x7D, b"\1\0\2\0" + b"\0" * 4 + b"\1\0"),
            _record(0x208, b"\5\0" + b"\0" * 10 + b"\x20\0\0\0"),
            _record(0x809, b"\0" * 16),  # a chart inside
            _record(0x7D, b"\7\0\7\0" + b"\0" * 4 + b"\1\0"),
            _record(0x0A, b""),
            _record(0x0A, b""),
        ]
    )
    [hidden] = sheets.hidden_in_stream(stream)
    assert (hidden.columns, hidden.rows) == ({1, 2}, {5})


def test_a_preview_of_a_workbook_has_its_cells(tmp_path: Path) -> None:
    source = tmp_path / "예산.xlsx"
    source.write_bytes(workbook())
    service.preview(source, tmp_path / "out", ocr=False)
    kept = json.loads((tmp_path / "out" / "sheets.json").read_text(encoding="utf-8"))
    assert [sheet["name"] for sheet in kept] == ["예산", "둘째"]


def test_a_preview_of_a_text_has_none(tmp_path: Path) -> None:
    source = tmp_path / "글.txt"
    source.write_text("한 줄", encoding="utf-8")
    service.preview(source, tmp_path / "out", ocr=False)
    assert not (tmp_path / "out" / "sheets.json").exists()


def _record(kind: int, body: bytes) -> bytes:
    return kind.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body
