"""Writes the originals of the demonstration: `python -m tests.previews.originals [FOLDER]`.

They are kept in the repository, so this runs only when documents.yaml changes. Needs LibreOffice and Nanum.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw, ImageFont

from ckanext.seoulsquare.ingest.samples import FOLDER
from tests.previews.documents.base import packed
from tests.previews.originals import hangul, hangul5, office

FONT = "/usr/share/fonts/truetype/nanum/NanumGothic.ttf"


def _lines(document: dict[str, Any]) -> list[str]:
    return [document["title"], *(block for block in document["blocks"] if isinstance(block, str))]


def _text(document: dict[str, Any], path: Path) -> None:
    path.write_bytes("\r\n".join(_lines(document)).encode("cp949"))


def _csv(document: dict[str, Any], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(document["blocks"][0])


def _pictures(document: dict[str, Any], path: Path) -> None:
    pages: list[list[str]] = [[]]
    for line in _lines(document):
        if line == "---":
            pages.append([])
        else:
            pages[-1].append(line.removeprefix("# "))
    pictures = []
    for lines in pages:
        picture = Image.new("L", (1240, 900), 255)
        draw = ImageDraw.Draw(picture)
        draw.rectangle((30, 30, 1210, 870), outline=0, width=3)
        for number, line in enumerate(lines):
            draw.text(
                (90, 110 + 110 * number),
                line,
                font=ImageFont.truetype(FONT, 52 if number == 0 else 40),
                fill=0,
            )
        pictures.append(picture)
    first, *rest = pictures
    compression = {"compression": "tiff_lzw", "save_all": True, "append_images": rest, "dpi": (150, 150)}
    first.save(path, **(compression if path.suffix == ".tiff" else {}))


_WRITERS = {
    ".hwpx": hangul.write,
    ".hwp": hangul5.write,
    ".txt": _text,
    ".csv": _csv,
    ".png": _pictures,
    ".tiff": _pictures,
}


def main(folder: Path) -> None:
    """Write all of them."""
    documents = yaml.safe_load((Path(__file__).parent / "documents.yaml").read_text(encoding="utf-8"))
    for document in documents:
        for name in document["to"]:
            path = folder / name
            _WRITERS.get(path.suffix, office.write)(document, path)
    held = {"보고서.hwpx": "household-report.hwpx", "이용객.csv": "night-bus-routes.csv"}
    (folder / "household-attachments.zip").write_bytes(
        packed({name: (folder / source).read_bytes() for name, source in held.items()})
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / "files")
