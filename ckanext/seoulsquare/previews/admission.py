"""One function for files that come in without being a resource, such as those of answers to requests."""

from __future__ import annotations

import logging
from pathlib import Path

from ckanext.seoulsquare.previews import config, scanner
from ckanext.seoulsquare.previews.screen import Finding, Report
from ckanext.seoulsquare.previews.screening import screen

log = logging.getLogger(__name__)


def admit(path: Path, name: str) -> Report:
    """Ask the virus scanner, if there is one, and the leak screen about a file that is to be handed out.

    The caller keeps the file back while `Report.blocks`. Of a file with malware the verdict is `block` and
    the finding of kind `virus`; while the scanner does not answer, it is `unreadable`.

    :param name: the name the file is handed out by
    """
    if address := config.scanner():
        try:
            found = scanner.scan(path, address)
        except scanner.ScannerError as error:
            log.error("the virus scanner does not answer: %s", error)  # noqa: TRY400 - its cause is outside
            return Report(name, "unreadable")
        if found:
            return Report(name, "block", [infection(found)])
    return screen(path, name, office_domains=config.office_mail_domains())


def infection(name: str) -> Finding:
    """The finding for malware of this name."""
    return Finding("virus", "block", "body", None, name)
