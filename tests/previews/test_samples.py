"""The originals of the demonstration: each is shown page by page, and one of them is stopped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ckanext.seoulsquare.ingest.samples import FOLDER
from ckanext.seoulsquare.previews import pipeline, screening

FILES = sorted((FOLDER / "files").iterdir())
ONE_OF_EACH = {path.suffix: path for path in FILES}  # a file of each format is enough to draw
STOPPED = "alley-light-application.hwpx"
FORMATS = {
    "hwp5", "hwpx", "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "image", "text", "csv", "zip",
}  # fmt: skip


def test_there_is_one_of_every_format(tmp_path: Path) -> None:
    for program in ("soffice", "tesseract", "rsvg-convert"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    made = {path.name: pipeline.make(path, tmp_path / path.name) for path in ONE_OF_EACH.values()}
    assert {name: preview.status for name, preview in made.items() if preview.pages == 0} == {}
    assert {preview.format for preview in made.values()} == FORMATS
    scans = {name for name, preview in made.items() if preview.status == "scanned"}
    assert scans == {"footbridge.png", "promenade-drawings.tiff"}
    assert {preview.status for name, preview in made.items() if name not in scans} == {"ok"}
    assert made["promenade-drawings.tiff"].pages == 2
    assert made["promenade-drawings.tiff"].chars > 20  # read by OCR


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_screen_stops_only_the_one_that_is_there_for_it(path: Path) -> None:
    report = screening.screen(path)
    assert report.blocks is (path.name == STOPPED)
