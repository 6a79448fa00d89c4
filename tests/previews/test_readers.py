"""Detection by content, and readers on files that are encrypted, broken or made to do harm."""

from __future__ import annotations

import random
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from ckanext.seoulsquare.previews import sandbox
from ckanext.seoulsquare.previews.detect import Format, detect
from ckanext.seoulsquare.previews.text.package import Package
from ckanext.seoulsquare.previews.text.reader import read
from tests.previews.damage import damaged
from tests.previews.documents import PLACES, hwp5, hwpx, packed

STATUSES = {"ok", "encrypted", "damaged", "unsupported", "too_large"}


@pytest.mark.parametrize(("form", "place"), sorted(PLACES))
def test_formats_are_told_by_content(form: str, place: str) -> None:
    wanted = "image" if form in ("jpeg", "png") else form
    text = "Some text" if form == "pdf" else "가나다 본문"
    assert detect(PLACES[form, place](text)) == wanted


def test_lock_files_and_rubbish_are_unknown_or_text() -> None:
    assert detect(bytes(54)) is Format.EMPTY
    assert detect(random.Random(1).randbytes(5_000)) is Format.UNKNOWN
    assert detect(b"\x9b DRMONE  This Document is encrypted") is Format.LOCKED


def test_passwords_are_told() -> None:
    manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    files = [
        hwp5(b"", flags=3),
        packed(
            {
                "mimetype": "application/hwp+zip",
                "Contents/section0.xml": "x",
                "META-INF/manifest.xml": manifest,
            }
        ),
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest}),
    ]
    assert [read(data).status for data in files] == ["encrypted"] * 3


def test_bombs_are_stopped() -> None:
    deep = "<hp:p>" * 100_000
    laughs = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>'
    bomb = packed({"mimetype": "application/hwp+zip", "Contents/section0.xml": bytes(100 << 20)})
    many = packed({f"{number}.txt": "" for number in range(1_500)})
    nested = b"text"
    for _ in range(6):
        nested = packed({"inner.zip": nested})
    assert read(bomb).status == "too_large"
    assert read(many).status == "too_large"
    assert read(nested).status == "too_large"
    assert read(hwpx(deep)).status == "too_large"
    assert (
        read(packed({"mimetype": "application/hwp+zip", "Contents/section0.xml": laughs})).status == "damaged"
    )


def test_names_of_old_korean_archivers_are_read() -> None:
    data = packed({"가나다.txt": "본문"})
    old = data.replace("가나다".encode(), "가나다".encode("cp949") + b"abc")
    info = zipfile.ZipInfo("가나다.txt".encode("cp949").decode("cp437"))
    assert read(data).passages[0].text == "가나다.txt"
    assert info.filename not in list(Package(data))
    assert read(old).format == "zip"


def test_what_was_read_before_a_fault_is_kept() -> None:
    section = PLACES["hwp5", "body, not compressed"]("앞부분")
    reading = read(section[: len(section) - 700])
    assert reading.status in ("damaged", "ok")
    mixed = packed({"a.txt": "010-1234-5678", "b.hwp": hwp5(b"", flags=3)})
    reading = read(mixed)
    assert reading.status == "encrypted"
    assert "010-1234-5678" in [passage.text for passage in reading.passages]


@pytest.mark.slow
def test_damaged_files_give_an_honest_status(tmp_path: Path) -> None:
    """In the sandbox: libraries in native code abort or ask for all memory on some of them."""
    chance = random.Random(20)
    path = tmp_path / "file"
    ends: Counter[str] = Counter()
    for form, place in 2 * sorted(PLACES):
        path.write_bytes(damaged(PLACES[form, place]("Some text 010-1234-5678"), chance))
        with sandbox.folder() as work:
            try:
                ends[sandbox.run("text", work, source=str(path))["status"]] += 1
            except sandbox.JobError as error:
                ends[error.reason] += 1
    assert set(ends) <= STATUSES | {"crash", "memory"}, ends
    assert ends["crash"] + ends["memory"] <= 10, ends


def test_real_documents_are_read(shared_data: Path) -> None:
    """All samples but those with a password; the same text from a document and its twin in another format."""
    folder = shared_data / "files"
    readings = {path.name: read(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    refused = {name for name, reading in readings.items() if reading.status != "ok"}
    passwords = {
        "password-12345.hwp",
        "hwp5-password-normal.hwp",
        "HWP5-password-123456.hwpx",
        "libreoffice-writer-password.pdf",
    }
    assert refused == passwords
    assert {readings[name].status for name in refused} == {"encrypted"}
    assert readings["hwpx-01.hwpx"].format == "hwp5"

    def hangul(name: str) -> int:
        return sum("가" <= character <= "힣" for character in readings[name].visible())

    assert hangul("20250130-hongbo-no.hwp") == hangul("20250130-hongbo.hwp") == 1110
    assert hangul("2022년 국립국어원 업무계획.hwp") == hangul("2022년 국립국어원 업무계획.pdf")
    assert hangul("hwp3-sample14.hwp") == hangul("hwp3-sample14-hwp5.hwp")
