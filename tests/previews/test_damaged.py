"""Damaged files, screened and drawn: each ends with an honest answer, in time, and leaves nothing running.

`make fuzz` tries a thousand. SEOULSQUARE_DAMAGED says how many.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ckanext.seoulsquare.ingest.samples import FOLDER
from ckanext.seoulsquare.previews import pipeline, sandbox, screening
from ckanext.seoulsquare.previews.limits import LIMITS
from tests.conftest import SHARED
from tests.previews.damage import damaged

COUNT = int(os.environ.get("SEOULSQUARE_DAMAGED", "25"))
SEED = 7
STATUSES = {"ok", "scanned", "clipped", "encrypted", "damaged", "unsupported", "too_large"}
VERDICTS = {"clear", "warn", "block", "unreadable"}
TIGHT = replace(LIMITS, seconds=30, draw_seconds=60, page_seconds=90)
LARGEST = 2 << 20  # of the files that are damaged: this is about damage, not about size


def _originals() -> list[Path]:
    """Files of the demonstration, and the real samples beside the checkout where they are."""
    folders = [FOLDER / "files", SHARED / "files"]
    files = [path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in files if 0 < path.stat().st_size <= LARGEST)


def _answers(number: int, original: Path) -> tuple[str, str]:
    """Verdict and status of a damaged copy."""
    with sandbox.folder() as folder:
        path = folder / original.name
        path.write_bytes(damaged(original.read_bytes(), random.Random(SEED * 100_000 + number)))
        report = screening.screen(path, limits=TIGHT)
        preview = pipeline.make(path, folder / "out", ocr=False, limits=TIGHT)
        assert preview.pages == 0 or (folder / "out" / "00001-large.webp").is_file(), original.name
        return report.verdict, preview.status


def _jobs() -> set[str]:
    """Jobs of the sandbox that this process started."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False
    )
    return {line for line in listed.stdout.splitlines() if "previews.job" in line}


@pytest.mark.slow
def test_every_damaged_file_ends_with_an_honest_answer() -> None:
    originals = _originals()
    chosen = [(number, originals[number * 7 % len(originals)]) for number in range(COUNT)]
    ends: Counter[str] = Counter()
    with ThreadPoolExecutor(2) as pool:
        for verdict, status in pool.map(lambda one: _answers(*one), chosen):
            assert verdict in VERDICTS
            assert status in STATUSES
            ends[verdict] += 1
            ends[status] += 1
    assert sum(ends.values()) == 2 * COUNT
    assert _jobs() == set()
    print(dict(ends))  # noqa: T201 - `make fuzz` shows it
