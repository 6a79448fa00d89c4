"""SVG pages made one PDF by rsvg-convert, which keeps text as text."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from ckanext.seoulsquare.previews.errors import DamagedError, UnsupportedError


def to_pdf(pages: Iterable[bytes], target: Path) -> None:
    """Write pages to a PDF; raises `UnsupportedError` without rsvg-convert, `DamagedError` where it fails."""
    if not shutil.which("rsvg-convert"):
        raise UnsupportedError("rsvg-convert is not installed")
    names = []
    for number, page in enumerate(pages):
        path = target.with_name(f"{target.stem}-{number:05}.svg")
        path.write_bytes(page)
        names.append(path)
    if not names:
        raise DamagedError("the document has no pages")
    command = ["rsvg-convert", "--format", "pdf", "--unlimited", "--output", str(target), *map(str, names)]
    done = subprocess.run(command, capture_output=True, check=False)
    for path in names:
        path.unlink()
    if done.returncode or not target.is_file():
        raise DamagedError(f"rsvg-convert: {done.stderr[:200].decode('utf-8', 'replace')}")
