"""The viewer as a resource view of CKAN: any site gets it on the pages of its files."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.seoulsquare.previews.viewer.document import document_url

FORMATS = frozenset(
    {"hwp", "hwpx", "hml", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"}
    | {"tif", "tiff", "jpg", "jpeg", "png", "gif", "webp", "bmp", "txt", "csv", "zip"}
)
"""Formats, by the names that people give them, that the viewer is offered for."""


class DocumentView:
    """`IResourceView` for the room's plugin: shows a file's pages on CKAN's page of the resource."""

    def info(self) -> dict[str, Any]:
        """Name and title of the view."""
        return {
            "name": "seoulsquare_previews",
            "title": tk._("Document viewer"),
            "default_title": tk._("Pages"),
            "icon": "file-lines",
            "iframed": False,
            "always_available": False,
        }

    def can_view(self, data_dict: DataDict) -> bool:
        """Uploaded files of formats that have pages."""
        resource = data_dict["resource"]
        ending = str(resource.get("url") or "").rpartition(".")[2]
        named = (str(resource.get("format") or "") or ending).lower().lstrip(".")
        return resource.get("url_type") == "upload" and named in FORMATS

    def setup_template_variables(self, context: Context, data_dict: DataDict) -> dict[str, Any]:
        """Where the viewer is."""
        package, resource = data_dict["package"]["name"], data_dict["resource"]["id"]
        address = document_url(package, resource)
        return {"viewer_url": address, "embed_url": f"{address}/embed"}

    def view_template(self, context: Context, data_dict: DataDict) -> str:
        """The viewer in a frame: CKAN's scripts and the viewer's keys do not meet."""
        return "seoulsquare/previews/resource_view.html"
