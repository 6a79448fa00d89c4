"""The public door of the room: what other rooms may use of it besides its actions."""

from __future__ import annotations

from pathlib import Path

from ckanext.seoulsquare.previews import pipeline
from ckanext.seoulsquare.previews.admission import admit
from ckanext.seoulsquare.previews.completeness import Completeness, completeness
from ckanext.seoulsquare.previews.deciding import MaskingError, decide
from ckanext.seoulsquare.previews.jobs import wanted
from ckanext.seoulsquare.previews.leaks.typed import personal_data
from ckanext.seoulsquare.previews.limits import LIMITS, Limits
from ckanext.seoulsquare.previews.pipeline import DEFAULT, Preview
from ckanext.seoulsquare.previews.render.renderers import Backend
from ckanext.seoulsquare.previews.screening import SCREEN_LIMITS, screen
from ckanext.seoulsquare.previews.shown import PageSize, Shown, shown
from ckanext.seoulsquare.previews.states import FileState, files, files_of, looked_at

__all__ = [
    "SCREEN_LIMITS",
    "Completeness",
    "FileState",
    "MaskingError",
    "PageSize",
    "Shown",
    "admit",
    "completeness",
    "decide",
    "files",
    "files_of",
    "looked_at",
    "personal_data",
    "preview",
    "screen",
    "shown",
    "wanted",
]


def preview(
    path: Path, out: Path, *, backend: Backend = DEFAULT, ocr: bool = True, limits: Limits = LIMITS
) -> Preview:
    """Make the preview of a file in the folder `out`; see `pipeline.make`."""
    return pipeline.make(path, out, backend=backend, ocr=ocr, limits=limits)
