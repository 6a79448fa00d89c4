"""Text of pictures by tesseract, where it is installed."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from ckanext.seoulsquare.previews.errors import DamagedError

_LANGUAGES = ("kor", "eng", "chi_sim")
_SURE = 30.0  # confidence in percent below which a word is noise


class Word(NamedTuple):
    """A word, the line it stands in, and its box in pixels."""

    text: str
    line: tuple[str, str, str]
    left: int
    top: int
    right: int
    bottom: int


@cache
def languages() -> str:
    """Languages of ours that the installed tesseract reads, in its notation; "" without tesseract."""
    if not shutil.which("tesseract"):
        return ""
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "+".join(name for name in _LANGUAGES if name in listed.stdout.split())


def words(picture: Image.Image) -> Iterator[Word]:
    """The words of a picture in reading order; raises `DamagedError` when tesseract fails on it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        picture.save(path)
        command = ["tesseract", str(path), "-", "-l", languages(), "tsv"]
        done = subprocess.run(
            command, capture_output=True, check=False, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    if done.returncode:
        raise DamagedError("OCR failed")
    table = csv.DictReader(
        done.stdout.decode("utf-8", "replace").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    for row in table:
        if row["text"] and row["text"].strip() and float(row["conf"]) >= _SURE:
            left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
            line = (row["block_num"], row["par_num"], row["line_num"])
            yield Word(row["text"], line, left, top, left + width, top + height)


def text(picture: Image.Image) -> str:
    """The text of a picture, line by line."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for word in words(picture):
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())
