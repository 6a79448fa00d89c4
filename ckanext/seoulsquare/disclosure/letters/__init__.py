"""From a case and an event of its log to the statutory form that the event sent out or took in."""

from __future__ import annotations

from ckanext.seoulsquare.disclosure.letters.building import LETTERS, NoFormError, form_of

__all__ = ["LETTERS", "NoFormError", "form_of"]
