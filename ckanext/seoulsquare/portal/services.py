"""The five services of the portal, and which of the categories each holds. Knows nothing of CKAN."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """A service; its texts are in templates/seoulsquare/portal/snippets/service.html."""

    name: str
    icon: str
    url: str
    categories: tuple[str, ...] = ()


SERVICES = (
    Service(
        "approval",
        "file-signature",
        "/category/approval-document",
        ("approval-document", "meeting", "policy", "construction"),
    ),
    Service("information", "folder-open", "/category/"),
    Service(
        "participation",
        "people-group",
        "/category/participation",
        (
            "participation",
            "faq",
            "real-time-question",
            "event",
            "citizen-interest",
            "my-seoul",
            "practical-use",
        ),
    ),
    Service(
        "disclosure",
        "scale-balanced",
        "/guide#ask",
        (
            "disclosure-list",
            "proactive",
            "request-status",
            "disclosure-status",
            "regulation",
            "records-system",
        ),
    ),
    Service("consultation", "comments", "/guide#consult"),
)


def grouped(codes: Iterable[str]) -> list[tuple[Service, list[str]]]:
    """Each service with those of `codes` that it holds; `information` holds what no other does."""
    codes = list(codes)
    placed = {code for service in SERVICES for code in service.categories}
    groups = []
    for service in SERVICES:
        if service.name == "information":
            held = [code for code in codes if code not in placed]
        else:
            held = [code for code in service.categories if code in codes]
        groups.append((service, held))
    return groups
