"""schema.org descriptions of records, as JSON-LD for search engines.

Kinds that are datasets in schema.org's sense keep what ckanext-dcat's plugin `structured_data` says of them;
the kinds here are documents, meetings and the like, for which that plugin has no mapping.
"""

from __future__ import annotations

from typing import Any

Pkg = dict[str, Any]

TYPES = {
    "approval_document": "DigitalDocument",
    "meeting": "Event",
    "budget": "DigitalDocument",
    "expenditure": "DigitalDocument",
    "expense": "DigitalDocument",
    "construction": "Project",
    "policy": "Project",
    "proactive": "DigitalDocument",
    "research": "Report",
    "publication": "Report",
    "faq": "FAQPage",
    "participation": "Project",
    "event": "Event",
    "regulation": "Legislation",
}
"""schema.org type of each kind; a kind that is missing here is a dataset."""

WORKS = frozenset({"DigitalDocument", "Report", "FAQPage", "Legislation"})


def describe(pkg: Pkg, url: str, *, title: str, licence_url: str = "") -> dict[str, Any] | None:
    """Describe a record in schema.org's terms.

    :param pkg: the record, as `package_show` gives it
    :param url: its canonical address
    :param title: its title in the reader's language
    :param licence_url: address of its licence's text, if any
    :returns: a JSON-LD object, or None for a kind that ckanext-dcat describes
    """
    schema_type = TYPES.get(pkg["type"])
    if schema_type is None:
        return None
    thing = {
        "@context": "https://schema.org",
        "@type": schema_type,
        "@id": url,
        "url": url,
        "name": title,
        "description": (pkg.get("notes") or "")[:500],
    }
    if schema_type in WORKS:
        thing |= _work(pkg, licence_url)
    if schema_type == "Event":
        thing |= _event(pkg)
    if schema_type == "FAQPage":
        thing["mainEntity"] = _question(pkg, title)
    if schema_type == "Project":
        thing["parentOrganization"] = _agency(pkg)
    return {key: value for key, value in thing.items() if value}


def _work(pkg: Pkg, licence_url: str) -> dict[str, Any]:
    return {
        "inLanguage": pkg.get("language") or "ko",
        "identifier": pkg.get("document_number") or pkg["name"],
        "datePublished": pkg.get("production_date"),
        "dateModified": pkg.get("metadata_modified"),
        "publisher": _agency(pkg),
        "license": licence_url,
        "isBasedOn": pkg.get("source_url"),
        "isAccessibleForFree": pkg.get("disclosure") == "open",
    }


def _event(pkg: Pkg) -> dict[str, Any]:
    place = pkg.get("place")
    return {
        "startDate": _seoul(pkg.get("starts_at")) or pkg.get("production_date"),
        "endDate": _seoul(pkg.get("ends_at")),
        "location": place and {"@type": "Place", "name": place, "address": place},
        "organizer": _agency(pkg),
    }


def _seoul(local_time: str | None) -> str | None:
    """A moment on Seoul's clocks with its zone; Korea has had no summer time since 1988."""
    return local_time and f"{local_time}+09:00"


def _question(pkg: Pkg, title: str) -> dict[str, Any]:
    return {
        "@type": "Question",
        "name": pkg.get("question") or title,
        "acceptedAnswer": {"@type": "Answer", "text": pkg.get("answer") or pkg.get("notes") or ""},
    }


def _agency(pkg: Pkg) -> dict[str, Any] | None:
    agency = pkg.get("organization")
    return agency and {"@type": "GovernmentOrganization", "name": agency["title"] or agency["name"]}
