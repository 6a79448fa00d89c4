"""The registers as tables and as files for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest

from ckanext.seoulsquare.disclosure.law.messages import untranslated
from ckanext.seoulsquare.disclosure.registers import (
    OBJECTIONS,
    REQUESTS,
    Column,
    ObjectionEntry,
    RequestEntry,
    Table,
    objection_table,
    request_table,
)
from ckanext.seoulsquare.disclosure.registers_files import write_csv, write_xlsx
from ckanext.seoulsquare.disclosure.states import load_table

STATES = load_table().tracks["request"].states

REQUEST = RequestEntry(
    receipt_number="2026-0000123",
    received_on=date(2026, 11, 2),
    requester="가**",
    title="공원 시설물 안전점검 결과",
    methods=["file", "copy"],
    deliveries=["network"],
    agency="서울특별시",
    department="공원여가정책과",
    officer="한별이",
    state="refused",
    result="closed",
    due_on=date(2026, 11, 13),
    extended=True,
    decided_on=date(2026, 11, 12),
    notified_on=date(2026, 11, 12),
    grounds=[6, 5],
    third_parties=1,
    disclosed_on=None,
    fee=1350,
    fee_reduction=650,
    fee_paid=0,
    objections=1,
    transferred_to="",
    channel="online",
)
OBJECTION = ObjectionEntry(
    receipt_number="2026-0000123",
    number=1,
    filed_on=date(2026, 11, 30),
    objector="가**",
    title="공원 시설물 안전점검 결과",
    agency="서울특별시",
    department="공원여가정책과",
    decision="closed",
    notified_on=date(2026, 11, 12),
    due_on=date(2026, 12, 8),
    extended=False,
    council_on=None,
    council_exemption="repeated",
    decided_on=date(2026, 12, 7),
    result="dismissed",
    reason="검토가 끝나지 않았습니다.",
)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_xlsx(content: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("language", "result", "methods"),
    [("ko", "비공개", "전자파일, 사본·출력물"), ("zh", "非公开", "电子文件, 复印件、打印件")],
)
def test_requests_read_in_each_language(language, result, methods):
    table = request_table([REQUEST], STATES, language, untranslated)
    row = table.rows[0]
    assert (row["result"], row["methods"], row["grounds"]) == (result, methods, "5, 6")
    assert {column.name for column in REQUESTS} <= row.keys()


def test_objections_name_the_exemption_from_the_council():
    row = objection_table([OBJECTION], "en", untranslated).rows[0]
    assert (row["decision"], row["result"], row["council_exemption"]) == (
        "Closed",
        "Dismissed",
        "A simple repeat",
    )
    assert {column.name for column in OBJECTIONS} <= row.keys()


class TestFiles:
    table = request_table([REQUEST], STATES, "ko", untranslated)

    def test_csv_opens_in_a_spreadsheet(self):
        content = write_csv(self.table, untranslated)
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in content
        heading, row = read_csv(content)
        assert heading[0] == "Receipt number"
        assert dict(zip(heading, row, strict=True))["Received on"] == "2026-11-02"

    def test_workbook_keeps_dates_and_amounts(self):
        heading, row = read_xlsx(write_xlsx(self.table, "정보공개 처리대장", untranslated))
        values = dict(zip(heading, row, strict=True))
        assert values["Received on"].date() == date(2026, 11, 2)
        assert values["Fee"] == 1350

    @pytest.mark.parametrize(
        "text", ["=1+1", "+82-2", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']
    )
    def test_no_text_becomes_a_formula(self, text):
        table = Table([Column("title", "Title"), Column("fee", "Fee")], [{"title": text, "fee": -5}])
        assert read_csv(write_csv(table, untranslated))[1] == [f"'{text}", "-5"]
        sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(table, "x", untranslated))).active
        assert sheet["A2"].data_type == "s"
        assert sheet["B2"].value == -5

    def test_what_a_workbook_cannot_hold_is_left_out(self):
        table = Table([Column("title", "Title")], [{"title": "a\x00\x0bb" + "가" * 40_000}, {"title": None}])
        rows = read_xlsx(write_xlsx(table, "[a]:*?/\\'" + "긴" * 40, untranslated))
        assert rows[1][0].startswith("ab가")
        assert len(rows[1][0]) == 32_767

    def test_no_rows_leave_the_heading(self):
        empty = Table(OBJECTIONS, [])
        assert read_csv(write_csv(empty, untranslated)) == [[column.label for column in OBJECTIONS]]
        assert len(read_xlsx(write_xlsx(empty, "x", untranslated))) == 1
