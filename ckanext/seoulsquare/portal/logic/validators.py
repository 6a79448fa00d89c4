"""Validators of the room's settings."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.portal.headlines import HeadlineError, parse


def seoulsquare_headlines(value: str) -> str:
    """Lines of the form `Korean | Chinese | English | address`; see `headlines.parse`."""
    try:
        parse(value)
    except HeadlineError as error:
        raise tk.Invalid(
            tk._("Line {line}: write Korean | Chinese | English | address").format(line=error.line)
        ) from error
    return value
