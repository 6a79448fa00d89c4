"""The leak screen on planted documents: every kind of data, at every place of every format."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ckanext.seoulsquare.previews.leaks.kinds import BLOCK, KINDS, Subject
from ckanext.seoulsquare.previews.leaks.normal import normal
from ckanext.seoulsquare.previews.leaks.rules import find
from ckanext.seoulsquare.previews.screen import Report, screen
from ckanext.seoulsquare.previews.text.reader import read
from tests.previews.documents import PLACES
from tests.previews.documents.office import xlsx
from tests.previews.numbers import Numbers, harmless

TODAY = date(2026, 11, 24)
LATIN = {
    "rrn": "RRN 900101-1234567",
    "frn": "no 900101-5234567",
    "passport": "Passport M12345678",
    "card": "4111-1111-1111-1111",
}
LATIN |= {
    "licence": "11-12-123456-12",
    "account": "account no 110-123-456789",
    "mobile": "010-1234-5678",
    "email": "a@example.com",
    "brn": "123-45-67891",
}


def _kinds(text: str) -> set[str]:
    return {match.kind for match in find(Subject(normal(text)), today=TODAY)}


def _screen(data: bytes, name: str = "문서") -> Report:
    return screen(read(data), name, today=TODAY)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_planted_values_are_found_however_they_are_written(kind: str) -> None:
    source = Numbers(7)
    planted = [source.make(kind) for _ in range(300)]
    missed = [text for text in planted if kind not in _kinds(f"담당 부서 안내\n{text}\n끝.")]
    assert len(missed) <= 0.01 * len(planted), missed[:5]


@pytest.mark.parametrize(("form", "place"), sorted(PLACES))
def test_planted_values_are_found_at_every_place(form: str, place: str) -> None:
    source = Numbers(len(place))
    for kind in sorted(KINDS):
        # The words of these places are Latin: their test documents embed no Korean font.
        text = LATIN.get(kind, "") if form == "pdf" else source.make(kind)
        if form == "zip" and place == "file_name":
            text = text.replace("\t", " ")
        if not text:
            continue
        report = _screen(PLACES[form, place](text))
        found = [finding for finding in report.findings if finding.kind == kind]
        assert found, (kind, text, report)
        assert place.split(",", maxsplit=1)[0] in {finding.place for finding in found}, (kind, report)
        assert report.verdict == ("block" if kind in BLOCK else "warn") or form in ("jpeg", "png")


def test_harmless_texts_are_clear() -> None:
    source = Numbers(3)
    wrong = [(text, kinds) for _ in range(40) for text in harmless(source) if (kinds := _kinds(text))]
    assert wrong == []


def test_marks_of_footnotes_do_not_hide_a_number() -> None:
    assert _kinds("외국인등록번호 900101-52345671") == {"frn"}
    assert _kinds("외국인등록번호 900101-5234567²") == {"frn"}
    assert _kinds("①900101-5234567") == {"frn"}
    assert _kinds("문서 900101-52345671") == set()


def test_values_are_masked() -> None:
    report = _screen("주민등록번호 900101-1234567, hong@example.com, 010-1234-5678".encode())
    shown = " ".join(finding.masked for finding in report.findings)
    assert [finding.masked for finding in report.findings] == [
        "90****-*******",
        "h***@***.com",
        "01*-****-****",
    ]
    assert "1234567" not in shown


def test_the_name_of_a_file_is_screened_and_masked() -> None:
    report = _screen("본문".encode(), "홍길동_900101-1234567.txt")
    assert report.verdict == "block"
    assert report.findings[0].place == "file_name"
    assert "1234567" not in report.file


def test_unreadable_counts_as_block() -> None:
    for data in (b"", b"\x9b DRMONE  This Document is encrypted", PLACES["docx", "body"]("가")[:-60]):
        report = _screen(data)
        assert report.verdict == "unreadable"
        assert report.blocks


def test_bare_numbers_are_codes_where_most_are_no_dates() -> None:
    numbers = random.Random(1)
    codes = "\n".join(f"{numbers.randrange(10**12, 10**13)}" for _ in range(400))
    assert _screen(codes.encode()).findings == []
    assert _screen(f"{codes}\n주민등록번호 9001011234567".encode()).verdict == "block"


def test_heads_of_columns_are_context() -> None:
    table = "성명,은행,계좌번호\n" + "".join(f"홍길동,없음,110-123-45678{n}\n" for n in range(9))
    assert {finding.kind for finding in _screen(table.encode()).findings} == {"account"}
    assert _screen(table.replace("계좌번호", "관리번호").encode()).findings == []


def test_numbers_in_cells_are_read_as_they_are_shown() -> None:
    """A spreadsheet keeps 010101-3234567 as the number 101013234567 and a format."""
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="000000\\-0000000"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    cell = '<row><c r="A1" s="1"><v>101013234567</v></c><c r="B1"><v>9.001011234567E12</v></c></row>'
    report = _screen(xlsx(cell, more={"xl/styles.xml": styles}))
    assert [finding.masked for finding in report.findings] == ["01****-*******", "90***********"]


def test_false_alarms_on_real_documents(shared_data: Path) -> None:
    """At most one in a hundred pages; the samples have about a thousand."""
    alarms: Counter[str] = Counter()
    for path in sorted(path for path in (shared_data / "files").rglob("*") if path.is_file()):
        alarms.update(finding.kind for finding in _screen(path.read_bytes()).findings)
    assert {kind: count for kind, count in alarms.items() if kind in BLOCK} == {}
    assert alarms.total() <= 10, alarms
