"""Template helpers by which other pages lead to the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ckanext.seoulsquare.previews import service
from ckanext.seoulsquare.previews.viewer.document import Document, document_url, in_order, is_readable


@dataclass(frozen=True)
class Face:
    """The first page of a record's main file, as the record's page shows it."""

    name: str
    url: str
    pages: int
    image: str
    width: int
    height: int
    language: str
    remarks: list[str]


def seoulsquare_document_url(package: str, resource_id: str, number: int | None = None, **query: Any) -> str:
    """Address of the viewer of a file, at a page where `number` is given."""
    return document_url(package, resource_id, number, **query)


def seoulsquare_document_links(pkg: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Of a record's files that have pages: resource id -> `url` of the viewer and number of `pages`.

    :param pkg: the record as this reader may see it
    """
    known = service.files([resource["id"] for resource in pkg["resources"]])
    return {
        resource["id"]: {
            "url": document_url(pkg["name"], resource["id"]),
            "pages": known[resource["id"]].pages,
        }
        for resource in pkg["resources"]
        if is_readable(resource, known.get(resource["id"]))
    }


def seoulsquare_document_face(pkg: dict[str, Any]) -> Face | None:
    """The first page of the record's main file; None where there are no pages for this reader.

    :param pkg: the record as this reader may see it
    """
    files = in_order(pkg)
    known = service.files([resource["id"] for resource in files])
    resource = next((one for one in files if is_readable(one, known.get(one["id"]))), None)
    if resource is None:
        return None
    document = Document(pkg, resource)
    if not document.pages:
        return None
    page = document.page
    return Face(
        name=document.name,
        url=document.url(),
        pages=len(document.pages),
        image=document.image(1, "medium"),
        width=round(page.width),
        height=round(page.height),
        language=document.language,
        remarks=document.remarks,
    )
