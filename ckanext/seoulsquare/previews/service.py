"""What other rooms use: screen a file, make its preview. Both run in the sandbox."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ckanext.seoulsquare.previews import pipeline, sandbox
from ckanext.seoulsquare.previews.leaks.rules import OFFICE_DOMAINS
from ckanext.seoulsquare.previews.limits import LIMITS, Limits
from ckanext.seoulsquare.previews.pipeline import DEFAULT, Preview
from ckanext.seoulsquare.previews.render.renderers import Backend
from ckanext.seoulsquare.previews.screen import Finding, Report

SCREEN_LIMITS = replace(LIMITS, seconds=240)  # OCR of a scan takes a few seconds a page


def screen(
    path: Path,
    name: str = "",
    *,
    office_domains: Collection[str] = OFFICE_DOMAINS,
    limits: Limits = SCREEN_LIMITS,
) -> Report:
    """The leak screen's report on a file; one that can't be read is `unreadable`, which counts as blocking.

    :param name: the name it is published by, when it is not the path's
    :param office_domains: domains whose mail addresses are officials' and stay
    """
    name = name or path.name
    if not path.is_file():
        return Report(name, "unreadable")
    with sandbox.folder() as work:
        try:
            found = sandbox.run(
                "screen",
                work,
                limits,
                source=str(path.resolve()),
                name=name,
                office_domains=list(office_domains),
            )
        except sandbox.JobError:
            return Report(name, "unreadable")
    return Report(found["file"], found["verdict"], [Finding(**finding) for finding in found["findings"]])


def preview(
    path: Path, out: Path, *, backend: Backend = DEFAULT, ocr: bool = True, limits: Limits = LIMITS
) -> Preview:
    """Make the preview of a file in the folder `out`; see `pipeline.make`."""
    return pipeline.make(path, out, backend=backend, ocr=ocr, limits=limits)
