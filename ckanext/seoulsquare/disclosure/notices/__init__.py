"""The statutory forms: values in, an HTML page or a PDF out. Nothing here knows CKAN or a database.

`forms` holds one class a form; `render_html` and `render_pdf` refuse a form that lacks what the law demands.
"""

from __future__ import annotations

from ckanext.seoulsquare.disclosure.notices.forms import FORMS, Form
from ckanext.seoulsquare.disclosure.notices.printing import render_pdf
from ckanext.seoulsquare.disclosure.notices.rendering import render_html
from ckanext.seoulsquare.disclosure.notices.required import MissingContentError, TemplateLacksContentError

__all__ = [
    "FORMS",
    "Form",
    "MissingContentError",
    "TemplateLacksContentError",
    "render_html",
    "render_pdf",
]
