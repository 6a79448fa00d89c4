"""Masked copies show nothing of a value, neither in the images nor in the text."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from ckanext.seoulsquare.previews import masking, service

TODAY = date(2026, 11, 24)


def _pages(folder: Path) -> list[dict]:
    return json.loads((folder / "pages.json").read_text(encoding="utf-8"))


@pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="rsvg-convert is not installed")
def test_values_are_painted_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("청구인 홍길동\n주민등록번호 ９００１０１－1234567\n전화 02-2133-8237, 010-1234-5678\n")
    service.preview(path, tmp_path / "whole")
    assert masking.mask(tmp_path / "whole", tmp_path / "masked", today=TODAY) == 2
    (before,), (after,) = _pages(tmp_path / "whole"), _pages(tmp_path / "masked")
    assert len(after["text"]) == len(before["text"])
    assert "주민등록번호 *******" in after["text"].replace("－", "*")
    assert "1234567" not in after["text"]
    assert "5678" not in (tmp_path / "masked" / "text.txt").read_text()
    assert "02-2133-8237" in after["text"]
    picture = Image.open(tmp_path / "masked" / "00001-large.webp").convert("L")
    for mark in masking.marks(before, today=TODAY):
        (left, top, right, bottom) = mark.boxes[0]
        spot = (
            left * picture.width + 2,
            top * picture.height + 2,
            right * picture.width - 2,
            bottom * picture.height - 2,
        )
        assert ImageStat.Stat(picture.crop(tuple(map(int, spot)))).extrema[0][1] < 60
    assert not (tmp_path / "masked" / "preview.pdf").exists()


def test_only_chosen_kinds_are_marked() -> None:
    page = {
        "text": "010-1234-5678 a@example.com",
        "words": [[0, 13, 0.1, 0.1, 0.3, 0.2], [14, 27, 0.4, 0.1, 0.6, 0.2]],
    }
    assert [mark.kind for mark in masking.marks(page, today=TODAY)] == ["mobile", "email"]
    (mark,) = masking.marks(page, today=TODAY, kinds={"email"})
    assert (mark.start, mark.end, mark.boxes) == (14, 27, [(0.4, 0.1, 0.6, 0.2)])
