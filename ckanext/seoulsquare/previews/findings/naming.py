"""Words for what the screen says, in the reader's language."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def concerns() -> dict[str, str]:
    """Why a file is listed."""
    return {
        "block": tk._("Personal data found"),
        "unreadable": tk._("Could not be read"),
        "infected": tk._("Malware found"),
        "warn": tk._("To be looked at"),
        "waiting": tk._("Waiting for the screen"),
        "failed": tk._("Given up"),
    }


def kinds() -> dict[str, str]:
    """Kinds of personal data."""
    return {
        "rrn": tk._("Resident registration number"),
        "frn": tk._("Foreigner registration number"),
        "passport": tk._("Passport number"),
        "licence": tk._("Driver's licence number"),
        "card": tk._("Card number"),
        "account": tk._("Bank account"),
        "mobile": tk._("Mobile phone"),
        "email": tk._("Private e-mail"),
        "brn": tk._("Business registration number"),
        "address": tk._("Home address"),
    }


def decisions() -> dict[str, str]:
    """What an officer can decide."""
    return {
        "publish": tk._("Publish the file as it is"),
        "masked": tk._("Publish a masked copy of its pages"),
        "withhold": tk._("Withhold the file"),
        "": tk._("Take the decision back"),
    }


def decided() -> dict[str, str]:
    """What was decided."""
    return {
        "publish": tk._("Published"),
        "masked": tk._("Masked copy published"),
        "withhold": tk._("Withheld"),
        "": tk._("Decision taken back"),
    }


def place(code: str) -> str:
    """Where in a file something stands, also in a file inside it."""
    inner = code.removeprefix("attachment/")
    name = _places().get(inner, inner)
    return name if inner == code else tk._("{place}, in an attached file").format(place=place(inner))


def _places() -> dict[str, str]:
    return {
        "body": tk._("Text"),
        "table": tk._("Table"),
        "text_box": tk._("Text box"),
        "footnote": tk._("Footnote"),
        "endnote": tk._("Endnote"),
        "header": tk._("Page header"),
        "footer": tk._("Page footer"),
        "caption": tk._("Caption"),
        "sheet": tk._("Sheet"),
        "slide": tk._("Slide"),
        "hidden_sheet": tk._("Hidden sheet"),
        "hidden_cells": tk._("Hidden rows or columns"),
        "hidden_slide": tk._("Hidden slide"),
        "hidden_text": tk._("Hidden text"),
        "hidden_comment": tk._("Hidden comment"),
        "memo": tk._("Memo"),
        "comment": tk._("Comment"),
        "speaker_note": tk._("Speaker's note"),
        "tracked_change": tk._("Tracked change"),
        "field": tk._("Field"),
        "form": tk._("Form field"),
        "description": tk._("Description of a picture"),
        "bookmark": tk._("Bookmark"),
        "link": tk._("Link"),
        "summary": tk._("Document properties"),
        "preview_text": tk._("Stored preview text"),
        "exif": tk._("Data of a picture (EXIF)"),
        "ocr": tk._("Text in a picture"),
        "previous_revision": tk._("Earlier version"),
        "history": tk._("History of changes"),
        "sheet_name": tk._("Name of a sheet"),
        "file_name": tk._("File name"),
        "master": tk._("Master page"),
        "equation": tk._("Equation"),
        "macro": tk._("Macro"),
        "other": tk._("Elsewhere in the file"),
    }
