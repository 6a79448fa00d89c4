"""Files that come in: how fast they are screened and previewed, and how fast their pages are served."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from bench.context import Bench
from bench.figures import Figure, at_most
from bench.measure import CommandError, tell
from ckanext.seoulsquare.ingest.samples import FOLDER

_TIMES = 40
_A_PAGE = 100
"""Milliseconds in which the picture of a page that is made should be there."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Documents and pages a minute of each format, one worker; the first page, made and not yet made."""
    bench.archive()
    tell("Screening and previewing files of every format")
    made = bench.ours.inside(
        "previews.make", files=[str(path) for path in sorted((FOLDER / "files").iterdir())]
    )
    by_format = defaultdict(list)
    for file in made["files"]:
        by_format[file["format"]].append(file)
    for form, files in sorted(by_format.items()):
        minutes = sum(file["seconds"] for file in files) / 60
        pages = sum(file["pages"] for file in files)
        yield Figure(
            f"files of format {form}",
            "documents/min",
            len(files) / minutes,
            note=f"screened, drawn and kept by one worker; {pages / minutes:,.0f} pages/min",
            detail={"documents": len(files), "pages": pages},
        )
    yield Figure(
        "first page of a file that nobody looked at yet",
        "s",
        median(file["seconds"] for file in made["files"]),
        note="median of all formats; all pages are made by then",
    )
    yield Figure(
        "first page of a file whose preview is made",
        "ms",
        median(_times(bench, made)),
        targets=at_most(value=_A_PAGE),
        note="its picture over HTTP, median",
    )


def _times(bench: Bench, made: dict) -> Iterator[float]:
    shown = [file["id"] for file in made["files"] if file["public"] and file["pages"]]
    with bench.ours.served() as browser:
        for number in range(_TIMES):
            path = f"/document/{made['record']}/{shown[number % len(shown)]}/page/1.webp"
            status, milliseconds = browser.get(path)
            if status != 200:
                raise CommandError(f"{path}: status {status}")
            yield milliseconds
