"""Recognising lists and mapping their rows; no CKAN involved."""

from __future__ import annotations

import csv
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.seoulsquare.documents.service import KINDS
from ckanext.seoulsquare.ingest.errors import ListError
from ckanext.seoulsquare.ingest.formats import FORMATS, recognise
from ckanext.seoulsquare.ingest.loading import Options, load
from ckanext.seoulsquare.ingest.records import Outcome, Record, Written
from ckanext.seoulsquare.ingest.report import Report
from tests.ingest.conftest import SAMPLES, counts


class Collector:
    """A writer that keeps what it gets; a record whose name it has seen is unchanged."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.tables: dict[str, str] = {}

    def write(self, records: Iterable[Record]) -> Iterator[Written]:
        for record in records:
            known = record.name in self.records
            self.records[record.name] = record
            for table in record.tables:
                self.tables[record.name] = table.path.read_text(encoding="utf-8")
            fresh = Outcome.WITHDRAWN if record.withdrawn else Outcome.CREATED
            yield Written(record, Outcome.UNCHANGED if known else fresh)


def one(run: Any, path: Path, **options: str) -> Record:
    writer = Collector()
    run(path, writer, **options)
    (record,) = writer.records.values()
    return record


def put(path: Path, content: Any) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


class TestRecognition:
    def test_both_spellings_of_the_citys_columns(self) -> None:
        described = "package_id,doc_prdctn_dt,trck_card_nm,title,src_dept_doc_id,writer,othnd_pd,dept_nm,othbs_se,cpyrht,url"  # noqa: E501
        published = "package_id,doc_prdctn_dt,tkcrd_nm,title,src_dept_doc_no,writer,othbc_pd,rspnber_dept_nm,othbc_se,cpyrht,url"  # noqa: E501
        for heading in (described, published):
            assert recognise(heading.split(",")).name == "seoul_info_list"

    def test_order_and_further_columns_do_not_matter(self) -> None:
        heading = ["extra", "url", "TITLE ", "nid", "taxonomy", "regist_dt", "메모"]
        assert recognise(heading).name == "seoul_public_list"

    def test_a_damaged_copy_of_a_list_is_not_taken_for_open_data(self) -> None:
        heading = ["package_id", "doc_prdctn_dt", "title", "src_dept_doc_no", "writer", "rspnber_dept_nm"]
        with pytest.raises(ListError, match="looks like seoul_info_list, but has no othbc_se"):
            recognise(heading)

    def test_other_tables_are_open_data_or_what_the_user_says(self) -> None:
        assert recognise(["역", "호선"]).kind == "dataset"
        assert recognise(["역", "호선"], kind="statistic").kind == "statistic"
        assert recognise(["구분", "값"], about=["통계표ID"]).kind == "statistic"

    def test_a_kind_whose_lists_look_otherwise(self) -> None:
        with pytest.raises(ListError, match="no format of kind research"):
            recognise(["역", "호선"], kind="research")

    def test_every_format_fills_the_key_of_its_kind(self) -> None:
        for declared in FORMATS.values():
            if declared.kind != "agency":
                assert set(KINDS[declared.kind].key or ("name",)) <= set(declared.fields), declared.name


class TestLists:
    def test_a_workbook_gives_what_the_text_gives(self, run: Any, tmp_path: Path) -> None:
        heading, *rows = csv.reader((SAMPLES / "info_list.csv").open(encoding="utf-8"))
        book = openpyxl.Workbook()
        book.active.append(heading)
        for row in rows:  # spreadsheets turn keys and dates into numbers
            book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(tmp_path / "a.xlsx")
        text, sheet = Collector(), Collector()

        run(SAMPLES / "info_list.csv", text)
        run(tmp_path / "a.xlsx", sheet)

        assert [r.fields for r in sheet.records.values()] == [r.fields for r in text.records.values()]

    def test_formats_agree(self, run: Any) -> None:
        writers = {ending: Collector() for ending in ("csv", "json", "xml")}
        for ending, writer in writers.items():
            run(SAMPLES / f"public_list.{ending}", writer)
        shared = set(writers["xml"].records)
        assert len(shared) == 5
        for name in shared:
            fields = [writers[ending].records[name].fields for ending in writers]
            assert fields[0] == fields[1] == fields[2]

    def test_titles_lose_outer_blanks_and_entities(self, run: Any, tmp_path: Path) -> None:
        row = {
            "nid": "1",
            "title": "  &lt;120문자&gt;\n민원  ",
            "regist_dt": "20210101000000",
            "taxonomy": "가>나 > 다",
        }
        record = one(run, put(tmp_path / "a.json", [row]))
        assert record.fields["title"] == "<120문자> 민원"
        assert record.fields["taxonomy"] == ["가", "나", "다"]

    def test_expense_lines_keep_equal_ones_and_sum_up(self, run: Any, tmp_path: Path) -> None:
        lines = (SAMPLES / "expense_list.csv").read_text(encoding="utf-8").splitlines()
        path = put(tmp_path / "a.csv", "\n".join([lines[0], "", lines[1], lines[1]]))
        writer = Collector()
        report = run(path, writer)
        (record,) = writer.records.values()
        assert counts(report) == {"created": 2}
        assert record.fields["line_count"] == 2
        assert record.fields["amount_executed"] == 2 * 148000
        table = writer.tables[record.name].splitlines()
        assert len(table) == 3
        assert table[1] == table[2]

    def test_a_time_in_the_date_column_rejects_the_line_only(self, run: Any, tmp_path: Path) -> None:
        heading = "부서_메타,부서명,사용일,사용시간,사용장소,식당명,주소,사용목적,사용금액,사용자,결제방법,비목,source_file"  # noqa: E501
        rows = [
            "구로구 총무팀,,12:15:09,,식당,식당,,,79000,,,,g",
            "구로구 총무팀,,2026-03-04,,식당,식당,,,1000,,,,g",
        ]
        writer = Collector()
        report = run(put(tmp_path / "a.csv", "\n".join([heading, *rows])), writer)
        assert counts(report) == {"created": 1, "rejected": 1}
        rejected = list(csv.DictReader(report.rejects.open(encoding="utf-8-sig")))
        assert [(r["line"], r["column"], r["value"]) for r in rejected] == [("2", "사용일", "12:15:09")]
        assert "time" in rejected[0]["reason"]

    def test_a_unit_in_the_heading_only_is_kept(self, run: Any, tmp_path: Path) -> None:
        heading = "No.,회계연도,소관,회계,계정,분야,부문,프로그램,단위사업,세부사업,경비구분,지출구분,정부안금액(천원),국회확정금액(천원)"  # noqa: E501
        rows = [
            '1,2023,감사원,일반회계,,행정,일반,가,나,다,주요,일반,"433,000",433000',
            "2,2023,감사원,일반회계,,행정,일반,가,나,라,주요,일반,1,7",
        ]
        record = one(run, put(tmp_path / "a.csv", "\n".join([heading, *rows])))
        assert record.fields["amount_this_year"] == 433_007_000
        assert [(c.id, c.unit, c.type) for c in record.tables[0].columns[-2:]] == [
            ("proposed", "천원", "numeric"),
            ("approved", "천원", "numeric"),
        ]

    def test_speeches_of_a_day_are_one_meeting(self, run: Any, tmp_path: Path) -> None:
        rows = (
            "assembly,date,committee,speaker,role,speaker_name,member_id,speech_order,speech\n"
            + "\n".join(
                f"22,2024-06-{day},과방위,위원 {day},legislator,가,1,{order},발언 {order}"
                for day in (11, 12)
                for order in (1, 2)
            )
        )
        writer = Collector()
        run(put(tmp_path / "a.csv", rows), writer)
        first, _ = writer.records.values()
        assert first.fields["minutes_text"] == "**위원 11** 발언 1\n\n**위원 11** 발언 2"
        assert first.fields["starts_at"] == "2024-06-11T00:00:00"

    def test_construction_in_hundred_million_won(self, run: Any, tmp_path: Path) -> None:
        row = {
            "BIZ_CD": "A1", "BIZ_NM": "보행교", "PROCS_PRFMNC": "58.4", "INST_NM": "도시기반시설본부",
            "AMT_BIZ": "240", "LAT": "37.54",
            "CSTRN_PRD": "2025-03-02~2027-08-31", "CMCN_YN2": "0",
        }  # fmt: skip
        path = put(tmp_path / "a.json", {"ListOnePMISBizInfo": {"list_total_count": 1, "row": [row]}})
        record = one(run, path)
        assert record.fields["amount_project"] == 24_000_000_000
        assert (record.fields["start_date"], record.fields["end_date"]) == ("2025-03-02", "2027-08-31")
        assert record.fields["status"] == "ongoing"

    def test_scientific_numbers_and_stray_returns_of_amounts(self, run: Any, tmp_path: Path) -> None:
        row = {
            "orig_name": "가",
            "money": "3.25179E+11",
            "sibal": "1.36614E+12\r",
            "ctg1": "사회복지",
            "ctg2": "나",
            "ctg3": "다",
        }
        record = one(run, put(tmp_path / "a.json", [row]))
        assert record.fields["amount_this_year"] == 325_179_000_000
        assert record.fields["budget_field"] == "080"

    def test_open_data_is_typed_by_its_values(self, run: Any, tmp_path: Path) -> None:
        record = one(
            run,
            put(
                tmp_path / "역 정보_20230101120000.csv",
                '역,코드,승객(명),비율\n가,0150,"1,200",0.5\n나,0151,30,\n',
            ),
        )
        assert [(c.id, c.unit, c.type) for c in record.tables[0].columns] == [
            ("역", "", "text"), ("코드", "", "text"), ("승객(명)", "명", "numeric"), ("비율", "", "numeric"),
        ]  # fmt: skip
        assert record.fields["title"] == "역 정보"

    def test_long_names_of_columns_fit_the_datastore(self, run: Any, tmp_path: Path) -> None:
        long = "아주 긴 열 이름이라서 데이터베이스가 받아 주지 않는 이름"
        record = one(run, put(tmp_path / "a.csv", f"{long} 하나,{long} 둘,값\n1,2,3\n"))
        names = [column.id for column in record.tables[0].columns]
        assert len(set(names)) == 3
        assert all(len(name.encode()) <= 63 for name in names)


cell = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
values = st.fixed_dictionaries(
    {
        "nid": st.one_of(st.sampled_from(["1", "2", ""]), cell),
        "title": cell,
        "regist_dt": st.one_of(st.sampled_from(["20210104200039", "19700101", "12:30", ""]), cell),
        "taxonomy": cell,
        "telno": st.one_of(st.sampled_from(["02-2133-7908", "2133-7908", "없음"]), cell),
        "job_se": st.sampled_from(["I", "U", "D", ""]),
    }
)


class TestAccounting:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(values, min_size=1, max_size=25))
    def test_every_row_has_one_outcome_and_a_second_load_changes_nothing(
        self, rows: list[dict[str, str]]
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = put(Path(folder) / "list.json", rows)
            writer = Collector()
            reports = []
            for number in (1, 2):
                report = Report(Path(folder) / f"rejected-{number}.csv")
                load(path, writer, report, Options())
                report.close()
                reports.append(report)

            first, again = reports
            assert first.read == again.read == len(rows)
            assert first.accounted == again.accounted == len(rows)
            assert again.counts[Outcome.REJECTED] == first.counts[Outcome.REJECTED]
            assert again.counts[Outcome.UNCHANGED] == len(rows) - first.counts[Outcome.REJECTED]


def document(**changes: str) -> dict[str, str]:
    return {
        "package_id": "210145102721000",
        "doc_prdctn_dt": "20210114",
        "title": "업무보고",
        "src_dept_doc_no": "총무과-1",
        "rspnber_dept_nm": "총무과",
        "othbc_se": "공개",
        "cpyrht": "CC BY",
        "url": "https://opengov.seoul.go.kr/sanction/22038874",
        **changes,
    }


class TestHostileRows:
    def load(self, run: Any, path: Path, *rows: Any) -> tuple[Collector, dict[str, int]]:
        writer = Collector()
        report = run(put(path, list(rows)), writer)
        assert report.read == report.accounted
        return writer, counts(report)

    @pytest.mark.parametrize(
        "changes",
        [
            {"package_id": "2.10146E+14"},
            {"title": "\ud800"},
            {"url": "javascript:alert(1)"},
            {"url": "-"},
            {"doc_prdctn_dt": "12:00"},
            {"job_se": "D", "doc_prdctn_dt": "19700101"},
        ],
    )
    def test_rejected(self, run: Any, tmp_path: Path, changes: dict[str, str]) -> None:
        _, counted = self.load(run, tmp_path / "a.json", document(**changes))
        assert counted == {"rejected": 1}

    @pytest.mark.parametrize("amount", ["9" * 30, "1E+999999999"])
    def test_amounts_that_no_list_has(self, run: Any, tmp_path: Path, amount: str) -> None:
        line = {"nid": "1", "title": "집행", "exec_yr": "2020", "exec_month": "1"}
        line |= {"exec_dt": "2020-01-02 12:00", "exec_amount": amount}
        _, counted = self.load(run, tmp_path / "a.json", line, line | {"exec_amount": "45,000원"})
        assert counted == {"created": 1, "rejected": 1}

    def test_a_number_that_got_a_point_is_the_same_key(self, run: Any, tmp_path: Path) -> None:
        rows = (document(), document(package_id="210145102721000.0"))
        writer, _ = self.load(run, tmp_path / "a.json", *rows)
        assert list(writer.records) == ["approval-document-210145102721000"]

    def test_keys_that_make_the_same_name_are_one_record(self, run: Any, tmp_path: Path) -> None:
        rows = [document(package_id=key) for key in ("21_01", "21-01")]
        _, counted = self.load(run, tmp_path / "a.json", *rows)
        assert counted == {"created": 1, "unchanged": 1}

    @pytest.mark.parametrize("mark", ["D", "d"])
    def test_a_row_that_withdraws_need_only_name_its_record(
        self, run: Any, tmp_path: Path, mark: str
    ) -> None:
        bare = dict.fromkeys(document(), "") | {"package_id": "1", "job_se": mark}
        assert self.load(run, tmp_path / "a.json", bare)[1] == {"withdrawn": 1}

    @pytest.mark.parametrize(
        "url", ["https://opengov.seoul.go.kr/sanction", "https://opengov.seoul.go.kr/view?nid="]
    )
    def test_an_address_without_an_id_is_no_original(self, run: Any, tmp_path: Path, url: str) -> None:
        writer, _ = self.load(run, tmp_path / "a.json", document(url=url))
        (record,) = writer.records.values()
        assert [resource["url"] for resource in record.resources] == [""]

    def test_lines_of_the_archives_own_list(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "lists").mkdir()
        (tmp_path / "secret").write_text("x", encoding="utf-8")
        (tmp_path / "lists" / "link").symlink_to(tmp_path / "secret")
        own = {"type": "faq", "faq_id": "1", "agency": "seoul", "title": "질문"}
        file = {"name": "a", "role": "original"}
        wrong = (
            {"type": ["faq"]},
            {"faq_id": {"a": 1}},
            {"resources": "x"},
            {"resources": [5]},
            {"resources": [{"file": "link"}]},
            *(
                {"resources": [{**file, "file": path}]}
                for path in ("../secret", "/etc/passwd", "link", "a\0b", 3)
            ),
            {"tables": [{"title": "x"}]},
            {"tables": [{"title": "x", "columns": [{"id": "a"}], "rows": [3]}]},
        )
        _, counted = self.load(run, tmp_path / "lists" / "a.json", own, *({**own, **more} for more in wrong))
        assert counted == {"created": 1, "rejected": len(wrong)}


class TestSeveralLists:
    def test_a_broken_one_costs_the_others_of_its_archive_nothing(self, run: Any, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("broken.csv", "a,b\n1,2,3\n1,2,3\n")
            archive.writestr("empty.csv", "")
            archive.writestr("good.json", json.dumps([document()]))
        writer = Collector()
        with pytest.raises(ListError, match=r"broken\.csv.*heading has 2 columns.*rows have 3.*empty\.csv"):
            run(tmp_path / "a.zip", writer)
        assert list(writer.records) == ["approval-document-210145102721000"]

    def test_a_text_is_no_open_data(self, run: Any, tmp_path: Path) -> None:
        with pytest.raises(ListError):
            run(put(tmp_path / "a.csv", "안녕하세요\n목록이 아닙니다\n"), Collector())
