"""Readers: from the bytes of a file to rows, whatever the encoding, dialect or envelope."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.readers import Table, read_tables

ROWS = [{"이름": "가", "금액": "1"}, {"이름": "나, 다", "금액": "2"}]
TEXT = '이름,금액\n가,1\n"나, 다",2\n'


def tables(path: Path) -> list[tuple[Table, list[dict[str, Any]]]]:
    return [(table, [row.values for row in table.rows]) for table in read_tables(path)]


def rows(path: Path) -> list[dict[str, Any]]:
    ((_, found),) = tables(path)
    return found


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        assert rows(put(tmp_path / "a.csv", TEXT.encode(encoding))) == ROWS

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends(self, tmp_path: Path, end: str) -> None:
        assert rows(put(tmp_path / "a.csv", TEXT.replace("\n", end))) == ROWS

    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
    def test_delimiters(self, tmp_path: Path, delimiter: str) -> None:
        lines = [
            delimiter.join(['"이름"', '"금액"']),
            delimiter.join(['"가"', "1"]),
            delimiter.join(['"나, 다"', "2"]),
        ]
        assert rows(put(tmp_path / "a.csv", "\n".join(lines))) == ROWS

    def test_blank_lines_and_trailing_blanks_are_no_rows(self, tmp_path: Path) -> None:
        assert rows(put(tmp_path / "a.csv", '이름,금액,,\n\n,,\n가,1\n"나, 다",2,,\n\n')) == ROWS

    def test_a_newline_in_a_cell_stays_in_its_cell(self, tmp_path: Path) -> None:
        path = put(tmp_path / "a.csv", '이름,금액\n"가\n나",1\n다,2\n')
        ((table, _),) = tables(path)
        found = [(row.line, row.values) for table in read_tables(path) for row in table.rows]
        assert table.columns == ["이름", "금액"]
        assert found == [(2, {"이름": "가\n나", "금액": "1"}), (4, {"이름": "다", "금액": "2"})]

    def test_a_stray_carriage_return_breaks_no_row(self, tmp_path: Path) -> None:
        assert rows(put(tmp_path / "a.csv", "이름,금액\n가\r나,1\n다,2\n")) == [
            {"이름": "가 나", "금액": "1"},
            {"이름": "다", "금액": "2"},
        ]

    def test_a_heading_that_does_not_fit_is_an_error_with_both_counts(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="the heading has 3 columns, but its rows have 4"):
            tables(put(tmp_path / "a.csv", "a,b,c\n1,2,3,4\n5,6,7,8\n"))

    def test_a_list_without_heading_is_an_error(self, tmp_path: Path) -> None:
        row = "210145102721000,20210114,업무,https://opengov.seoul.go.kr/sanction/1\n"
        with pytest.raises(ListError, match="has no heading"):
            tables(put(tmp_path / "a.csv", row * 3))

    def test_a_single_row_that_does_not_fit_is_told_apart(self, tmp_path: Path) -> None:
        path = put(tmp_path / "a.csv", "a,b\n1,2\n1,2,3\n1\n4,5\n")
        misfits = [row.misfit for table in read_tables(path) for row in table.rows]
        assert misfits == ["", "the row has 3 cells, the heading 2", "the row has 1 cells, the heading 2", ""]

    def test_what_is_neither_utf8_nor_cp949_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="neither UTF-8 nor CP949"):
            tables(put(tmp_path / "a.csv", b"a,b\n\xff\xff\xff,1\n"))


class TestWorkbook:
    def book(self, path: Path, *sheets: list[list[Any]], merged: str = "") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for number, cells in enumerate(sheets, 1):
            sheet = book.create_sheet(f"시트{number}")
            for row in cells:
                sheet.append(row)
            for area in merged.split():
                sheet.merge_cells(area)
        book.save(path)
        return path

    def test_sheets_are_tables_and_whole_numbers_have_no_point(self, tmp_path: Path) -> None:
        path = self.book(
            tmp_path / "a.xlsx", [["이름", "금액"], ["가", 1.0], ["나, 다", 2]], [["x", "y"], [1, 2.5]]
        )
        (first, found), (second, others) = tables(path)
        assert (first.name, second.name) == ("시트1", "시트2")
        assert found == [{"이름": "가", "금액": 1}, {"이름": "나, 다", "금액": 2}]
        assert others == [{"x": 1, "y": 2.5}]

    def test_a_title_above_the_heading_is_no_heading(self, tmp_path: Path) -> None:
        path = self.book(tmp_path / "a.xlsx", [["2025년 예산"], ["부서", "예산", "비고"], ["총무과", 1, "-"]])
        ((table, _),) = tables(path)
        assert table.columns == ["부서", "예산", "비고"]

    def test_a_merged_heading_of_two_rows_is_joined(self, tmp_path: Path) -> None:
        path = self.book(
            tmp_path / "a.xlsx",
            [["의원", "1차", None, "2차", None], [None, "출석", "결석", "출석", "결석"], ["가", 1, 0, 1, 0]],
            merged="A1:A2 B1:C1 D1:E1",
        )
        ((table, found),) = tables(path)
        assert table.columns == ["의원", "1차 출석", "1차 결석", "2차 출석", "2차 결석"]
        assert len(found) == 1

    def test_codes_explained_in_the_second_row(self, tmp_path: Path) -> None:
        path = self.book(
            tmp_path / "a.xlsx",
            [["RECORD_ID", "TITLE", "LANG"], ["기록물건ID", "제목", "언어"], ["1", "가", "ko"]],
        )
        ((table, found),) = tables(path)
        assert table.labels == {"RECORD_ID": "기록물건ID", "TITLE": "제목", "LANG": "언어"}
        assert len(found) == 1

    def test_a_lock_file_is_not_a_workbook(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="is not a workbook but the lock file of an open one"):
            tables(put(tmp_path / "~$a.xlsx", b"\x05user" + b" " * 160))

    def test_a_web_page_named_xls_is_not_a_workbook(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="is not a workbook but an HTML page"):
            tables(put(tmp_path / "a.xls", "<html><table></table></html>"))


class TestJson:
    @pytest.mark.parametrize(
        "wrap",
        [
            lambda rows: rows,
            lambda rows: {"rtnTotal": 2, "rtnList": rows},
            lambda rows: {"ListOne": {"list_total_count": 2, "RESULT": {"CODE": "INFO-000"}, "row": rows}},
            lambda rows: {"years": [1, 2], "names": ["가", "나"], "result": {"data": rows}},
        ],
    )
    def test_envelopes(self, tmp_path: Path, wrap: Any) -> None:
        assert rows(put(tmp_path / "a.json", json.dumps(wrap(ROWS)))) == ROWS

    def test_one_object_a_line(self, tmp_path: Path) -> None:
        assert rows(put(tmp_path / "a.jsonl", "\n".join(json.dumps(row) for row in ROWS))) == ROWS

    def test_escapes_and_pieces(self, tmp_path: Path) -> None:
        many = [{"이름": f'\u3131 {number} \\ " 가' * 20, "수": number / 7} for number in range(3000)]
        assert rows(put(tmp_path / "a.json", json.dumps(many))) == many

    def test_a_text_that_breaks_off_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="is not JSON"):
            tables(put(tmp_path / "a.json", json.dumps(ROWS)[:-4]))

    def test_no_list_at_all(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="no list of objects"):
            tables(put(tmp_path / "a.json", '{"a": [1, 2]}'))


class TestXml:
    def test_records_with_names_of_their_own(self, tmp_path: Path) -> None:
        path = put(
            tmp_path / "a.xml",
            '<?xml version="1.0"?><data><Document0><이름>&#xAC00;</이름><금액>1</금액></Document0>'
            "<Document1><이름>나, 다</이름><금액>2</금액></Document1></data>",
        )
        assert rows(path) == ROWS

    def test_the_open_data_service(self, tmp_path: Path) -> None:
        path = put(
            tmp_path / "a.xml",
            "<L><list_total_count>1</list_total_count><RESULT><CODE>INFO-000</CODE><MESSAGE>m</MESSAGE></RESULT>"
            "<row><이름>가</이름><금액>1</금액></row></L>",
        )
        assert rows(path) == ROWS[:1]

    def test_entities_of_its_own_are_refused(self, tmp_path: Path) -> None:
        bomb = '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><d><r><n>&b;</n><m>1</m></r></d>'
        with pytest.raises(ListError, match="entities"):
            tables(put(tmp_path / "a.xml", bomb))

    def test_broken_markup(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="not well-formed"):
            tables(put(tmp_path / "a.xml", "<data><r><n>1</n><m>2</m></r>"))


class TestArchives:
    def test_gz_and_zip(self, tmp_path: Path) -> None:
        packed = put(tmp_path / "a.csv.gz", gzip.compress(TEXT.encode("cp949")))
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("one.csv", TEXT)
            archive.writestr("__MACOSX/._one.csv", b"junk")
        assert rows(packed) == ROWS
        assert rows(tmp_path / "a.zip") == ROWS

    def test_texts_with_tripled_headings(self, tmp_path: Path) -> None:
        path = tmp_path / "programmes.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for number in (1, 2):
                text = f'부서부서부서\n총무과\n예산예산예산\n"{number},000"\n유아이디\n61{number}\n목적목적목적\n\n내용내용내용\n가\n\n나\n'  # noqa: E501
                info = tarfile.TarInfo(f"p/{number}.txt")
                info.size = len(text.encode())
                archive.addfile(info, io.BytesIO(text.encode()))
        assert rows(path)[1] == {
            "부서": "총무과",
            "예산": "2,000",
            "유아이디": "612",
            "목적": "",
            "내용": "가\n\n나",
        }

    def test_a_broken_gz(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="cannot be unpacked to its end"):
            tables(put(tmp_path / "a.csv.gz", b"\x1f\x8b\x08\x00 no"))


class TestNoLists:
    @pytest.mark.parametrize(
        ("name", "content"), [("a.pdf", b"%PDF-1.7 ..."), ("a.csv", b"\n\n\n"), ("a.csv", b"")]
    )
    def test_refused_with_a_reason(self, tmp_path: Path, name: str, content: bytes) -> None:
        with pytest.raises(ListError):
            tables(put(tmp_path / name, content))

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("a.csv", b"<!DOCTYPE html>\n<html><body>expired</body></html>", "HTML page"),
            ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a list"),
            ("a.json", b'{"errors": [{"code": 500, "message": "x"}]}', "error message"),
            ("a.json", b'[{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]", "in item 1"),
            ("a.jsonl", b'{"a": 1}\n{oops}\n', "in item 2"),
            ("a.zip", b"PK\x03\x04 and no more", "ZIP"),
        ],
    )
    def test_the_reason_says_what_it_is(self, tmp_path: Path, name: str, content: bytes, reason: str) -> None:
        with pytest.raises(ListError, match=reason):
            tables(put(tmp_path / name, content))

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(ListError, match="folder"):
            tables(tmp_path)

    @pytest.mark.parametrize("cut", ['a,b\n1,"2', 'a,b\n1,2\n3,"4\n5,6\n'])
    def test_a_quote_that_is_never_closed(self, tmp_path: Path, cut: str) -> None:
        with pytest.raises(ListError, match="breaks off"):
            tables(put(tmp_path / "a.csv", cut))

    def test_a_gz_that_breaks_off_within_its_rows(self, tmp_path: Path) -> None:
        packed = gzip.compress("".join(f"{n},{n * 7919 % 10007}\n" for n in range(20_000)).encode())
        with pytest.raises(ListError, match="unpacked"):
            tables(put(tmp_path / "a.csv.gz", packed[:-100]))

    def test_what_unpacks_to_far_more_than_a_list(self, tmp_path: Path) -> None:
        with gzip.open(tmp_path / "a.csv.gz", "wb") as stream:
            for _ in range(110):
                stream.write(b"0" * (1 << 20))
        with pytest.raises(ListError, match="times its size"):
            tables(tmp_path / "a.csv.gz")


class TestDirt:
    def test_a_stray_zero_does_not_make_it_utf16(self, tmp_path: Path) -> None:
        content = "이름,금액\n" + "가나다라,1\n" * 20 + "마\x00바,2\n"
        assert rows(put(tmp_path / "a.csv", content))[-1] == {"이름": "마바", "금액": "2"}

    def test_byte_order_marks_of_files_put_together(self, tmp_path: Path) -> None:
        assert rows(put(tmp_path / "a.csv", "\ufeff\ufeff" + TEXT)) == ROWS

    def test_an_upper_case_heading_is_not_explained_by_its_first_row(self, tmp_path: Path) -> None:
        path = put(
            tmp_path / "a.csv", "ID,DATE,TITLE,NAME,DEPT\n1,20210114,제목,이름,부서\n2,20210115,가,나,다\n"
        )
        assert len(rows(path)) == 2

    @pytest.mark.parametrize("declared", ["EUC-KR", "cp949", "UTF-8", "ks_c_5601-1987"])
    def test_xml_in_cp949_whatever_it_says(self, tmp_path: Path, declared: str) -> None:
        text = f'<?xml version="1.0" encoding="{declared}"?><d><r><이름>가</이름><금액>1</금액></r></d>'
        assert rows(put(tmp_path / "a.xml", text.encode("cp949"))) == [{"이름": "가", "금액": "1"}]

    def test_a_sheet_of_notes_is_no_table(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.worksheets[0].append(["안내"])
        listed = book.create_sheet("목록")
        for row in (["이름", "금액"], ["가", "1"], ["나, 다", "2"]):
            listed.append(row)
        book.save(tmp_path / "a.xlsx")
        assert rows(tmp_path / "a.xlsx") == ROWS
