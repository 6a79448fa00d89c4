"""From HTML to PDF by WeasyPrint: tagged (PDF/UA), fonts embedded, the same bytes for the same page."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ckanext.seoulsquare.disclosure.law.messages import Gettext, untranslated
from ckanext.seoulsquare.disclosure.notices.forms import Form
from ckanext.seoulsquare.disclosure.notices.rendering import TEMPLATES, render_html


def render_pdf(
    form: Form, language: str = "ko", gettext: Gettext = untranslated, folder: Path | None = None
) -> bytes:
    """The form as a PDF; arguments and errors are those of `render_html`."""
    return print_page(render_html(form, language, gettext, folder), folder)


def print_page(html: str, folder: Path | None = None) -> bytes:
    """A page as a PDF. It can show files of `folder`, such as a seal; anything else raises `ValueError`."""
    import weasyprint  # half a second to load, and needed by few processes
    from weasyprint.urls import FatalURLFetchingError

    root = (folder or TEMPLATES).resolve()
    page = weasyprint.HTML(string=html, base_url=f"{root.as_uri()}/", url_fetcher=_fetcher(root))
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    try:
        return page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier) or b""
    except FatalURLFetchingError as error:
        raise ValueError(f"the template shows what is not in {root}: {error}") from error


def _fetcher(root: Path) -> Any:
    from weasyprint.urls import URLFetcher

    class FolderFetcher(URLFetcher):
        """Opens files below the folder and data addresses; everything else stops the printing."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            inside = parts.scheme == "file" and Path(unquote(parts.path)).resolve().is_relative_to(root)
            if not inside and parts.scheme != "data":
                raise ValueError(f"not a file of the folder: {url}")
            return super().fetch(url, headers)

    return FolderFetcher(allowed_protocols={"file", "data"}, fail_on_errors=True)
