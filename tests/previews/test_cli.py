"""`ckan seoulsquare screen` and `ckan seoulsquare preview`, as an administrator calls them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from ckan.cli.cli import ckan

from tests.previews.documents import PLACES, pdf


@pytest.mark.usefixtures("with_plugins")
class TestScreen:
    def test_one_line_a_file(self, cli: Any, tmp_path: Path) -> None:
        files = {
            "clear.txt": b"02-2133-8237, lee@seoul.go.kr",
            "warn.txt": b"010-1234-5678",
            "block.docx": PLACES["docx", "comment"]("주민등록번호 900101-1234567"),
            "unreadable.pdf": b"%PDF-1.7 nothing",
        }
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        paths = [str(tmp_path / name) for name in files]
        done = cli.invoke(ckan, ["seoulsquare", "screen", *paths, str(tmp_path / "absent")])
        assert done.exit_code == 0, done.output
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        assert [line["file"] for line in lines] == [*paths, str(tmp_path / "absent")]
        assert [line["verdict"] for line in lines] == ["clear", "warn", "block", "unreadable", "unreadable"]
        (finding,) = lines[2]["findings"]
        assert finding == {
            "kind": "rrn",
            "level": "block",
            "place": "comment",
            "page": None,
            "masked": "90****-*******",
        }
        assert "1234567" not in done.output

    def test_pages_are_named(self, cli: Any, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf(content="mobile 010-1234-5678"))
        done = cli.invoke(ckan, ["seoulsquare", "screen", str(path)])
        line = next(line for line in done.stdout.splitlines() if line.startswith("{"))
        assert json.loads(line)["findings"][0]["page"] == 1


@pytest.mark.usefixtures("with_plugins")
class TestPreview:
    @pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="rsvg-convert is not installed")
    def test_text_and_last_line(self, cli: Any, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("정보공개 청구 안내")
        done = cli.invoke(
            ckan, ["seoulsquare", "preview", str(path), "--text", "--out", str(tmp_path / "out")]
        )
        lines = done.stdout.strip().splitlines()
        assert "정보공개 청구 안내" in lines
        assert re.fullmatch(r"status=ok pages=1 chars=8 seconds=\d+\.\d", lines[-1])
        assert (tmp_path / "out" / "00001-large.webp").is_file()

    def test_absent_file(self, cli: Any, tmp_path: Path) -> None:
        done = cli.invoke(ckan, ["seoulsquare", "preview", str(tmp_path / "absent")])
        assert done.exit_code == 1
        assert "no such file" in done.output
