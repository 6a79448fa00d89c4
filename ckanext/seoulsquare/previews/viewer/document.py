"""What the viewer's page shows of one file to one reader, worked out before a template sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import escape

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.previews import config, service
from ckanext.seoulsquare.previews.pipeline import WITH_CELLS
from ckanext.seoulsquare.previews.shown import PageSize, Shown
from ckanext.seoulsquare.previews.states import FileState
from ckanext.seoulsquare.previews.viewer import finding, remarks
from ckanext.seoulsquare.previews.viewer.finding import Box, Found

_MAIN = ("original", "minutes")
"""Roles of a record's main file."""
_PAGES_ASKED = 100
"""Pages that `seoulsquare_page_search` gives at most."""


@dataclass(frozen=True)
class Neighbour:
    """Another file of the record."""

    name: str
    url: str


class Document:
    """A file of a record, opened by the current reader at one of its pages."""

    def __init__(
        self, pkg: dict[str, Any], resource: dict[str, Any], number: int = 1, query: str = ""
    ) -> None:
        self.pkg = pkg
        self.resource = resource
        self.number = number
        self.query = query.strip()[: finding.LONGEST]

    @cached_property
    def shown(self) -> Shown | None:
        """The preview as this reader may see it."""
        return service.shown(self.resource["id"], tk.current_user)

    @cached_property
    def state(self) -> FileState | None:
        """What is known of the file."""
        return service.files([self.resource["id"]]).get(self.resource["id"])

    @cached_property
    def pages(self) -> list[PageSize]:
        """The pages there are to look at."""
        return self.shown.pages if self.shown else []

    @property
    def page(self) -> PageSize:
        """The page it is opened at."""
        return self.pages[self.number - 1]

    @property
    def name(self) -> str:
        """What the file is called."""
        return tk.h.resource_display_name(self.resource)

    @property
    def record_title(self) -> str:
        """The record's title as the source has it."""
        return tk.h.dataset_display_name(self.pkg)

    @property
    def record_url(self) -> str:
        """The record's page."""
        return tk.h.url_for(f"{self.pkg['type']}.read", id=self.pkg["name"])

    @property
    def language(self) -> str:
        """Tag of the language that the file is written in."""
        language = self.shown.language if self.shown else self.pkg.get("language")
        return {"zh": "zh-Hans"}.get(language or "ko", language or "ko")

    @property
    def remarks(self) -> list[str]:
        """What the reader should know of the pages, or why there are none."""
        if not self.pages:
            status = self.shown.status if self.shown else self.state.status if self.state else ""
            return [remarks.of_nothing(self.state, self.withheld, status)]
        assert self.shown  # noqa: S101  there are no pages without it
        staff = "" if self.shown.masked or not self.state else remarks.of_staff(self.state.held)
        return [remark for remark in (staff, *remarks.of_pages(self.shown)) if remark]

    @property
    def withheld(self) -> str:
        """Why this reader does not get the original: a reason, or ""."""
        return (self.resource.get("withheld_reason") or "record") if self.resource.get("withheld") else ""

    @property
    def request_url(self) -> str:
        """Where to ask for a file that is withheld for good; "" where requests are not taken."""
        if self.withheld not in ("record", "withheld") or not p.plugin_loaded("seoulsquare_disclosure"):
            return ""
        return tk.h.url_for("/disclosure/new", document=self.pkg["name"])

    # Addresses
    def url(self, number: int | None = None, *, external: bool = False, **query: Any) -> str:
        """Of this viewer, at a page; whole and without a language when `external`."""
        return document_url(self.pkg["name"], self.resource["id"], number, external=external, **query)

    @property
    def door(self) -> str:
        """What the addresses of page images and texts begin with."""
        return tk.h.url_for(
            "seoulsquare_viewer.show",
            package=self.pkg["name"],
            resource_id=self.resource["id"],
            locale="default",
        )

    def image(self, number: int, size: str) -> str:
        """Of a page's picture."""
        return f"{self.door}/page/{number}.webp?size={size}"

    @property
    def downloads(self) -> list[tuple[str, str]]:
        """Label and address of whatever can be kept: the original, the pages as PDF, the text."""
        found = []
        if self.resource.get("url") and not self.withheld:
            ending = self.name.rpartition(".")[2].upper() if "." in self.name else tk._("file")
            label = tk._("Original ({format})").format(format=self.resource.get("format") or ending)
            found.append((label, self.resource["url"]))
        if self.shown and self.pages and not self.shown.masked and self.shown.format != "pdf":
            found.append((tk._("Pages as PDF"), f"{self.door}.pdf"))
        if self.shown and self.shown.has_text:
            found.append((tk._("Text only"), f"{self.door}.txt"))
        return found

    @property
    def embed_code(self) -> str:
        """HTML with which other sites show this file."""
        return embed_code(self.url(external=True) + "/embed", self.name)

    @property
    def oembed_url(self) -> str:
        """Where software asks how to embed this file."""
        return tk.h.url_for(
            "seoulsquare_viewer.oembed", url=self.url(external=True), _external=True, locale="default"
        )

    @property
    def citation(self) -> str:
        """The file as a footnote names it; the page and its address follow."""
        author = (self.pkg.get("organization") or {}).get("title")
        parts = [author, f"「{self.pkg['title']}」", self.name, self.pkg.get("production_date")]
        return ", ".join(part for part in parts if part)

    @property
    def report_url(self) -> str:
        """A letter to those who mend faults of pages; "" where none are named."""
        if not (address := config.report_address()):
            return ""
        subject = tk._("A fault on a page: {name}").format(name=self.name)
        body = self.url(self.number, external=True)
        return f"mailto:{address}?{urlencode({'subject': subject, 'body': body}, quote_via=quote)}"

    # Beside it
    @cached_property
    def files(self) -> list[dict[str, Any]]:
        """The record's files in the order in which one reads them."""
        return in_order(self.pkg)

    @property
    def previous(self) -> Neighbour | None:
        """The file before this one."""
        return self._neighbour(-1)

    @property
    def next(self) -> Neighbour | None:
        """The file after this one."""
        return self._neighbour(1)

    def _neighbour(self, step: int) -> Neighbour | None:
        place = [resource["id"] for resource in self.files].index(self.resource["id"]) + step
        if not 0 <= place < len(self.files):
            return None
        other = self.files[place]
        return Neighbour(tk.h.resource_display_name(other), document_url(self.pkg["name"], other["id"]))

    @cached_property
    def sheets(self) -> list[dict[str, Any]]:
        """The sheets of a workbook; see `sheets.Sheet`."""
        return self.shown.sheets() if self.shown and self.shown.format in WITH_CELLS else []

    @property
    def table_url(self) -> str:
        """Where the file stands as a table that can be queried; "" when the DataStore does not have it."""
        if not self.resource.get("datastore_active") or self.withheld:
            return ""
        if p.plugin_loaded("seoulsquare_documents"):
            return f"{self.record_url}#table-{self.resource['id']}"
        return tk.h.url_for(
            f"{self.pkg['type']}_resource.read", id=self.pkg["name"], resource_id=self.resource["id"]
        )

    # What is found in it
    @cached_property
    def texts(self) -> list[str]:
        """The text of each page."""
        assert self.shown  # noqa: S101  asked only where there are pages
        texts = self.shown.text().split("\f")
        if len(texts) == len(self.pages):
            return texts
        return [self.shown.page_text(page.number) for page in self.pages]  # a page has a form feed of its own

    @cached_property
    def spans(self) -> finding.Spans:
        """The places of the reader's words, by page: as they are written or, where they stand nowhere so, as
        the search of pages understands them (other endings, other languages)."""
        if not self.query or not self.pages:
            return {}
        return finding.find(self.texts, self.query) or self._understood()

    def _understood(self) -> finding.Spans:
        ask = tk.get_action("seoulsquare_page_search")
        try:
            found = ask({}, {"q": self.query, "resource_id": self.resource["id"], "rows": _PAGES_ASKED})
        except tk.ValidationError:  # no words in it, or the index does not answer
            return {}
        spans = {}
        for one in found["results"]:
            most = len(self.texts[one["page"] - 1])
            spans[one["page"]] = [(start, end) for start, end in one["matches"] if end <= most]
        return {page: places for page, places in sorted(spans.items()) if places}

    @cached_property
    def found(self) -> Found:
        """Where the reader's words stand."""
        return finding.listed(self.texts, self.query, self.spans) if self.spans else Found(self.query)

    def marks(self, number: int) -> list[tuple[int, Box]]:
        """The boxes of the reader's words on a page."""
        if number not in self.spans:
            return []
        assert self.shown  # noqa: S101  there are no pages without it
        return finding.marks(self.spans[number], self.shown.words(number))

    # For the script
    @property
    def data(self) -> dict[str, Any]:
        """What assets/js/viewer.js needs to know."""
        sizes = [(page.width, page.height) for page in self.pages]
        return {
            "count": len(sizes),
            "sizes": [[len(list(same)), *size] for size, same in groupby(sizes)],
            "page": self.number,
            "query": self.query,
            "door": self.door,
            "address": self.url(),
            "language": self.language,
            "hasText": bool(self.shown and self.shown.has_text),
        }


def document_url(
    package: str, resource_id: str, number: int | None = None, *, external: bool = False, **query: Any
) -> str:
    """Address of the viewer, at a page where `number` is given."""
    where = {"package": package, "resource_id": resource_id, **query}
    if external:
        where |= {"_external": True, "locale": "default"}
    if number is None:
        return tk.h.url_for("seoulsquare_viewer.show", **where)
    return tk.h.url_for("seoulsquare_viewer.page", number=number, **where)


def embed_code(address: str, title: str, width: int = 640, height: int = 720) -> str:
    """An `iframe` of a viewer."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{height}" '
        'loading="lazy" allowfullscreen></iframe>'
    )


def is_readable(resource: dict[str, Any], state: FileState | None) -> bool:
    """Whether the reader of the record finds pages of this file: its own, or those of a masked copy.

    :param resource: as this reader may see it
    """
    if state is None or not state.readable:
        return False
    return not resource.get("withheld") or resource.get("withheld_reason") == "masked"


def in_order(pkg: dict[str, Any]) -> list[dict[str, Any]]:
    """The files of a record, its main one first; tables that lie in the DataStore only are none."""
    files = [resource for resource in pkg.get("resources") or [] if resource.get("url_type") != "datastore"]
    return sorted(files, key=lambda resource: resource.get("role") not in _MAIN)
