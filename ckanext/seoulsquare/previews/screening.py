"""Runs the leak screen on a file, in the sandbox."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ckanext.seoulsquare.previews import sandbox
from ckanext.seoulsquare.previews.leaks.rules import OFFICE_DOMAINS
from ckanext.seoulsquare.previews.limits import LIMITS, Limits
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
