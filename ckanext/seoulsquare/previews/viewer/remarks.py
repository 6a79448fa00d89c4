"""What a reader should know of a file's pages, in plain words, and what he can do about it.

Codes are those of `Shown`, `FileState` and a withheld resource's `withheld_reason`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.previews.shown import Shown
from ckanext.seoulsquare.previews.states import FileState

_NAMED = 12
"""Pages that a remark names one by one."""


def of_pages(shown: Shown) -> list[str]:
    """Remarks on a preview that has pages, the weightiest first; none where all is as it should be."""
    return [*_of_layout(shown), *_of_scans(shown)]


def of_nothing(state: FileState | None, withheld: str, status: str) -> str:
    """Why there are no pages to look at.

    :param state: what is known of the file; None for one that was never uploaded here
    :param withheld: reason for which the reader does not get the file, or ""
    :param status: of the preview, where one was tried
    """
    if withheld:
        return _withheld(withheld)
    if state is None:
        return tk._("This file lies on another site. Its pages can only be read there.")
    if state.state == "waiting":
        return tk._("The pages are being prepared. Please come back in a moment; the original is ready now.")
    return _no_pages(status)


def of_staff(held: str) -> str:
    """What an officer sees beside a file that the public does not get; "" beside others."""
    return {
        "screening": tk._("Only your agency sees this file: it has not been checked for personal data yet."),
        "finding": tk._("Only your agency sees this file: it may hold personal data. Please decide on it."),
        "masked": tk._("The public gets these pages with personal data painted out, and not the original."),
        "withheld": tk._("Only your agency sees this file: an officer decided to withhold it."),
        "infected": tk._("Only your agency sees this file: the virus scanner stopped it."),
    }.get(held, "")


def numbers(pages: Collection[int]) -> str:
    """Page numbers for a sentence: `3, 5–8`, and no more than a reader wants to read."""
    spans: list[list[int]] = []
    for page in sorted(pages):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    named = [f"{first}–{last}" if last > first else str(first) for first, last in spans[:_NAMED]]
    return ", ".join(named) + (" …" if len(spans) > _NAMED else "")


def _of_layout(shown: Shown) -> Iterator[str]:
    if shown.masked:
        yield tk._("Personal data on these pages was painted out. The original is not published.")
    if shown.status == "clipped":
        clipped = shown.notes.get("clipped") or []
        if clipped:
            yield tk._("Something may be cut off on page {pages}. The original has all of it.").format(
                pages=numbers(clipped)
            )
        else:
            yield tk._("Some of the text is missing here. The original has all of it.")
    elif shown.status in ("damaged", "unsupported"):
        yield tk._("The layout of this file cannot be drawn; this is its text. The original has the layout.")


def _of_scans(shown: Shown) -> Iterator[str]:
    scanned = shown.notes.get("scanned") or []
    if not scanned:
        return
    if not shown.has_text:
        yield tk._("These pages are pictures without text: search and copying do not work here.")
    elif shown.status == "scanned":
        yield tk._("These pages are scans. Their text was read by machine and may have errors.")
    else:
        yield tk._("Page {pages} is a picture. Text on it was read by machine and may have errors.").format(
            pages=numbers(scanned)
        )


def _withheld(reason: str) -> str:
    remarks: Mapping[str, Any] = {
        "screening": tk._("This file is being checked for personal data. It appears here once that is done."),
        "finding": tk._("This file may hold personal data. An officer will decide whether it is published."),
        "withheld": tk._("An officer decided not to publish this file. You can request its disclosure."),
        "infected": tk._("The virus scanner stopped this file. It is not given out."),
    }
    return remarks.get(reason) or tk._("This file is not open to the public. You can request its disclosure.")


def _no_pages(status: str) -> str:
    remarks: Mapping[str, Any] = {
        "encrypted": tk._(
            "This file is locked by a password or a rights server, so its pages cannot be shown. "
            "Ask the department in charge for an open copy."
        ),
        "damaged": tk._("This file is damaged and cannot be read. Please tell us, so that it is replaced."),
        "too_large": tk._("This file is too large to be shown here. Download the original to read it."),
        "unsupported": tk._("Files of this format cannot be shown here. Download the original to read it."),
    }
    return remarks.get(status) or tk._("There is no preview of this file. Download the original to read it.")
