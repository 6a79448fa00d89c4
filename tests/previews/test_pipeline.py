"""From a file to its pages, with the real renderers; formats whose renderer is absent here are skipped."""

from __future__ import annotations

import io
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from ckanext.seoulsquare.previews import ocr, service
from ckanext.seoulsquare.previews.limits import LIMITS
from ckanext.seoulsquare.previews.pipeline import Preview
from ckanext.seoulsquare.previews.render.renderers import Backend
from tests.previews.documents import PLACES, docx, hwp5, hwpx, packed, pdf, pptx

needs_rsvg = pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="rsvg-convert is not installed")
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def _make(data: bytes, folder: Path, **options: bool) -> Preview:
    path = folder / "original"
    path.write_bytes(data)
    return service.preview(path, folder / "out", **options)


def _pages(folder: Path) -> list[dict]:
    return json.loads((folder / "out" / "pages.json").read_text(encoding="utf-8"))


@needs_rsvg
def test_text_gives_pages_with_images_and_word_boxes(tmp_path: Path) -> None:
    lines = "\n".join(f"제{number}조 정보공개 청구 조례 시행규칙" for number in range(1, 121))
    made = _make(lines.encode("cp949"), tmp_path)
    assert (made.status, made.format, made.pages) == ("ok", "text", 3)
    first = _pages(tmp_path)[0]
    assert first["text"].startswith("제1조 정보공개 청구 조례 시행규칙")
    words = {first["text"][start:end]: box for start, end, *box in first["words"]}
    left, top, right, bottom = words["제1조"]
    assert 0 < left < right < 0.3
    assert 0 < top < bottom < 0.1
    large = Image.open(tmp_path / "out" / "00001-large.webp").convert("L")
    assert large.width in (1240, 1241)
    spot = large.crop(
        tuple(int(part * size) for part, size in zip(words["제1조"], large.size * 2, strict=True))
    )
    assert ImageStat.Stat(spot).extrema[0][0] < 128  # there is ink where the box says
    assert Image.open(tmp_path / "out" / "00003-thumb.webp").width == 160


@needs_rsvg
def test_listings_and_tables(tmp_path: Path) -> None:
    made = _make(packed({"예산서.txt": "본문", "a/b.csv": "1,2"}), tmp_path)
    assert (made.status, made.format, made.pages) == ("ok", "zip", 1)
    assert "예산서.txt" in _pages(tmp_path)[0]["text"]


def test_pictures_of_several_pages_are_scans(tmp_path: Path) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (1240, 1754), "white") for _ in range(3)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    made = _make(out.getvalue(), tmp_path, ocr=False)
    assert (made.status, made.format, made.pages, made.scanned) == ("scanned", "image", 3, [1, 2, 3])


@pytest.mark.skipif(not ocr.languages(), reason="tesseract is not installed")
def test_scans_are_read_by_ocr_and_marked(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1240, 400), "white")
    ImageDraw.Draw(picture).text((100, 100), "OPEN RECORDS 2026", fill="black", font_size=60)
    out = io.BytesIO()
    picture.save(out, "PNG")
    made = _make(out.getvalue(), tmp_path)
    page = _pages(tmp_path)[0]
    assert made.status == "scanned"
    assert page["ocr"] is True
    assert "RECORDS" in page["text"]


def test_text_off_the_page_is_told(tmp_path: Path) -> None:
    made = _make(PLACES["pdf", "body, off the page"]("a line of words that nobody can see"), tmp_path)
    assert (made.status, made.clipped) == ("clipped", [1])


@needs_rsvg
def test_what_cannot_be_drawn_is_shown_as_text(tmp_path: Path) -> None:
    made = _make(PLACES["hwpml", "body"]("정보공개 청구서 접수 안내문"), tmp_path)
    assert (made.status, made.renderer, made.pages) == ("unsupported", "text", 1)
    assert "정보공개 청구서" in _pages(tmp_path)[0]["text"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (hwp5(b"", flags=3), "encrypted"),
        (b"\x9b DRMONE  This Document is encrypted", "encrypted"),
        (b"", "damaged"),
        (docx("")[:40], "damaged"),
        (bytes(range(256)) * 20, "unsupported"),
        (packed({"mimetype": "application/hwp+zip", "Contents/section0.xml": bytes(100 << 20)}), "damaged"),
    ],
    ids=["password", "rights server", "empty", "cut", "rubbish", "bomb"],
)
def test_other_files_have_an_honest_status(data: bytes, status: str, tmp_path: Path) -> None:
    made = _make(data, tmp_path)
    assert (made.status, made.pages) == (status, 0)


def test_a_slow_job_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(content="text"))
    limits = replace(LIMITS, page_seconds=0)
    made = service.preview(path, tmp_path / "out", limits=limits)
    assert made.status == "too_large"
    assert "timeout" in made.note


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_office_files(form: str, tmp_path: Path) -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    if form == "docx":
        body = "<w:p><w:r><w:t>정보공개 청구서 접수 안내</w:t></w:r></w:p>"
        made = _make(docx(body, {"[Content_Types].xml": types, "_rels/.rels": rels}), tmp_path)
        assert (made.status, made.renderer, made.pages) == ("ok", "libreoffice", 1)
    else:  # a package that LibreOffice refuses: it ends with 0 and writes nothing
        made = _make(pptx("발표 자료의 제목입니다"), tmp_path)
        assert (made.status, made.renderer) == ("damaged", "text")


@needs_rsvg
@pytest.mark.slow
def test_real_documents(shared_data: Path, tmp_path: Path) -> None:
    for name, pages in [
        ("gongmun/seoul_sihaengmun.hwpx", 1),
        ("hwp/20250130-hongbo-no.hwp", 4),
        ("hwp3/hwp3-sample14.hwp", 11),
        ("hwpx/hwpx-01.hwpx", 9),
    ]:
        made = service.preview(shared_data / "files" / name, tmp_path / "out")
        assert (made.status, made.pages, made.missing <= 10) == ("ok", pages, True), (name, made)
    text = (tmp_path / "out" / "text.txt").read_text(encoding="utf-8")
    assert text.count("\f") == 8


@needs_rsvg
def test_pages_look_like_the_documents_own_picture(shared_data: Path, tmp_path: Path) -> None:
    """Difference of our first page from the picture that the word processor stored in the file."""
    import zipfile

    path = shared_data / "files" / "gongmun" / "mpm_recruitment_notice.hwpx"
    service.preview(path, tmp_path / "out")
    with zipfile.ZipFile(path) as archive:
        own = Image.open(io.BytesIO(archive.read("Preview/PrvImage.png"))).convert("L").resize((181, 256))
    ours = Image.open(tmp_path / "out" / "00001-medium.webp").convert("L").resize((181, 256))
    assert ImageStat.Stat(ImageChops.difference(own, ours)).mean[0] < 25


def test_hwpx_without_a_header_is_shown_as_text(tmp_path: Path) -> None:
    made = _make(hwpx("<hp:p><hp:run><hp:t>머리 없는 문서의 본문</hp:t></hp:run></hp:p>"), tmp_path)
    assert made.status == "damaged"
    assert "머리 없는 문서의 본문" in (tmp_path / "out" / "text.txt").read_text(encoding="utf-8")


@needs_rsvg
def test_the_second_backend(shared_data: Path, tmp_path: Path) -> None:
    core = Path(os.environ.get("SEOULSQUARE_RHWP_CORE", "node_modules/@rhwp/core"))
    path = shared_data / "files" / "hml" / "aligns.hml"
    absent = service.preview(path, tmp_path / "absent", backend=Backend("rhwp-node", str(tmp_path)))
    assert absent.status == "unsupported"
    if not core.is_dir():
        pytest.skip("SEOULSQUARE_RHWP_CORE names no folder of @rhwp/core")
    made = service.preview(path, tmp_path / "out", backend=Backend("rhwp-node", str(core)))
    assert (made.status, made.renderer, made.pages) == ("ok", "rhwp-node", 16)
