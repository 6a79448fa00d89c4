"""From a file to its pages: draw, take apart, compare with the independent reader. Never silently empty."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ckanext.seoulsquare.previews import sandbox
from ckanext.seoulsquare.previews.detect import Format
from ckanext.seoulsquare.previews.limits import LIMITS, Limits
from ckanext.seoulsquare.previews.render.renderers import Backend
from ckanext.seoulsquare.previews.text.passage import VISIBLE, Passage, Reading

log = logging.getLogger(__name__)

DEFAULT = Backend()
_SHEETS = ("xls", "xlsx", "ods")
WITH_CELLS = ("xls", "xlsx", "csv")
"""Formats of `sheets.FORMATS`, named here without loading their readers."""
_TOLERANCE = 0.02  # part of the text that may be missing in the pages: numbering, symbols of private fonts
_FEW = 10  # characters: fewer missing ones are no finding
_STOPPED = {"timeout": "too_large", "memory": "too_large", "output": "too_large", "crash": "damaged"}


@dataclass
class Preview:
    """The preview of one file.

    `status`: ok; scanned (pages without a text layer); clipped (pages show less than the document says);
    encrypted; damaged; unsupported; too_large. `missing` counts characters that the document says and the
    pages lack or cut off. `clipped` lists pages where characters lie outside their frames or the page.
    """

    status: str = "ok"
    note: str = ""
    format: str = ""
    reader: str = ""
    renderer: str = ""
    pages: int = 0
    chars: int = 0
    missing: int = 0
    clipped: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def summary(self) -> str:
        """One line for logs and the command."""
        return f"status={self.status} pages={self.pages} chars={self.chars} seconds={self.seconds:.1f}"


def make(
    path: Path, out: Path, *, backend: Backend = DEFAULT, ocr: bool = True, limits: Limits = LIMITS
) -> Preview:
    """Make the preview of a file: PDF, page images, `pages.json`, `text.txt` and `preview.json` in `out`,
    and `sheets.json` (see `sheets.Sheet`) of a workbook or CSV file.

    :param backend: what draws HWP
    :param ocr: read pages without a text layer by OCR where tesseract is installed
    """
    start = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    preview = Preview()
    with sandbox.folder() as work:
        reading = _read(path, work, limits)
        preview.format, preview.reader = reading.format, reading.reader
        text = reading.visible() if reading.status == "ok" else ""
        pages = _pages(_Job(path, work, backend, ocr, limits), preview, text)
        _check(preview, reading, pages)
        if pages:
            shutil.copyfile(work / "preview.pdf", out / "preview.pdf")
            shutil.copytree(work / "pages", out, dirs_exist_ok=True)
        if preview.format in WITH_CELLS and preview.status != "encrypted":
            _cells(path, work, out / "sheets.json", limits)
    text = "\f".join(page["text"] for page in pages) if pages else reading.visible()
    (out / "text.txt").write_text(text, encoding="utf-8")
    preview.chars = _letters(text).total()
    preview.seconds = time.monotonic() - start
    (out / "preview.json").write_text(json.dumps(asdict(preview), ensure_ascii=False), encoding="utf-8")
    return preview


def _read(path: Path, work: Path, limits: Limits) -> Reading:
    try:
        found = sandbox.run("text", work, limits, source=str(path.resolve()))
    except sandbox.JobError as error:
        return Reading("", "", _STOPPED[error.reason], str(error))
    passages = [Passage(**passage) for passage in found.pop("passages")]
    return Reading(**found, passages=passages)


def _cells(path: Path, work: Path, target: Path, limits: Limits) -> None:
    """Write the cells of a workbook; one that is too large or damaged for that has its pages only."""
    found = work / "sheets.json"
    try:
        made = sandbox.run("sheets", work, limits, source=str(path.resolve()), target=str(found))
    except sandbox.JobError as error:
        log.info("no sheets of a %s file: %s", path.suffix, error)
    else:
        if made["sheets"]:
            shutil.copyfile(found, target)


@dataclass(frozen=True)
class _Job:
    path: Path
    work: Path
    backend: Backend
    ocr: bool
    limits: Limits

    def run(self, task: str, seconds: int, **options: Any) -> dict[str, Any]:
        return sandbox.run(task, self.work, replace(self.limits, seconds=seconds), **options)


def _pages(job: _Job, preview: Preview, text: str) -> list[dict[str, Any]]:
    """Draw the file and take its pages apart; what can't be drawn is shown as plain text, if there is any.

    The preview's status keeps telling that the layout could not be drawn.
    """
    target = job.work / "preview.pdf"
    _draw(job, preview, job.path.resolve(), target)
    if preview.status in ("damaged", "unsupported") and text.strip():
        plain = job.work / "text.txt"
        plain.write_text(text, encoding="utf-8")
        shown = Preview()
        _draw(job, shown, plain, target)
        if shown.status == "ok":
            preview.renderer = shown.renderer
            return _taken_apart(job, shown, target)
    return _taken_apart(job, preview, target) if preview.status == "ok" else []


def _draw(job: _Job, preview: Preview, source: Path, target: Path) -> None:
    try:
        drawn = job.run(
            "draw",
            job.limits.draw_seconds,
            source=str(source),
            target=str(target),
            backend=asdict(job.backend),
        )
    except sandbox.JobError as error:
        preview.status, preview.note = _STOPPED[error.reason], str(error)
    else:
        preview.status, preview.note = drawn["status"], drawn["note"]
        preview.renderer, preview.fonts = drawn["renderer"], drawn["fonts"]


def _taken_apart(job: _Job, preview: Preview, pdf: Path) -> list[dict[str, Any]]:
    folder = job.work / "pages"
    try:
        made = job.run("pages", job.limits.page_seconds, source=str(pdf), target=str(folder), use_ocr=job.ocr)
    except sandbox.JobError as error:
        preview.status, preview.note = _STOPPED[error.reason], str(error)
        return []
    preview.status, preview.note = made["status"], made["note"]
    if made["status"] != "ok":
        return []
    return json.loads((folder / "pages.json").read_text(encoding="utf-8"))


def _check(preview: Preview, reading: Reading, pages: list[dict[str, Any]]) -> None:
    """Set the status from what the reader and the pages say of each other."""
    preview.pages = len(pages)
    if reading.status == "encrypted":
        preview.status, preview.note = reading.status, reading.note
    if preview.status != "ok":
        return
    preview.scanned = [page["number"] for page in pages if page["picture"]]
    preview.clipped = [page["number"] for page in pages if page["cut"]]
    # Headers and footers are left out: those of odd, even or first pages need not be drawn at all.
    wanted = _letters(" ".join(p.text for p in reading.passages if p.place in VISIBLE - {"header", "footer"}))
    if reading.format in _SHEETS:  # cells show dates and rounded numbers where the file keeps others
        wanted = Counter({letter: count for letter, count in wanted.items() if not letter.isdecimal()})
    if reading.format == Format.IMAGE:  # both sides were read by OCR, which takes specks for other letters
        wanted = Counter()
    shown = _letters("".join(page["text"] for page in pages))
    lost = sum(_letters(page["text"]).total() - page["drawn"] for page in pages if not page["ocr"])
    preview.missing = max((wanted - shown).total(), lost, sum(page["cut"] for page in pages))
    if not pages:
        preview.status, preview.note = "damaged", "the document has no pages"
    elif preview.missing > max(_FEW, _TOLERANCE * wanted.total()):
        preview.status = "clipped"
        preview.note = f"{preview.missing} characters are missing in the pages"
    elif len(preview.scanned) * 2 > len(pages):
        preview.status, preview.note = "scanned", f"{len(preview.scanned)} pages have no text layer"


def _letters(text: str) -> Counter[str]:
    """Letters and digits of a text, counted: order and spacing of a page differ from the document's."""
    return Counter(character for character in text if character.isalnum())
