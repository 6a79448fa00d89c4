"""Public doors of CKAN that a stranger could use to ask for everything (docs/scale.md)."""

from __future__ import annotations

from collections.abc import Iterator

from bench.context import Bench
from bench.figures import Figure, at_most
from bench.measure import percentile, tell

_TIMES = 5
_SLOWEST = 1000
_DOORS = {
    "package_list": "package_list",
    "package_list with limit": "package_list?limit=1000&offset=9000",
    "current_package_list_with_resources": "current_package_list_with_resources?limit=100",
    "package_search, 1,000 rows": "package_search?rows=1000",
    "package_search, start=1,000,000": "package_search?start=1000000",
    "package_autocomplete": "package_autocomplete?q=계획&limit=10",
    "organization_list with all fields": "organization_list?all_fields=true&include_dataset_count=true",
    "organization_show with datasets": "organization_show?id=seoul&include_datasets=true",
    "group_list with all fields": "group_list?type=category&all_fields=true",
    "group_show with datasets": "group_show?id=approval-document&include_datasets=true",
    "member_list": "member_list?id=seoul",
    "tag_list": "tag_list",
    "resource_search": "resource_search?query=format:HTML",
    "seoulsquare_document_changes": "seoulsquare_document_changes?limit=1000",
}
_PAGES = {
    "feed of all records": "/feeds/dataset.atom",
    "sitemap": "/sitemap.xml",
    "robots.txt": "/robots.txt",
}


def measure(bench: Bench) -> Iterator[Figure]:
    """Milliseconds of each door; one that refuses says which action to use, with status 409."""
    bench.archive()
    tell("Knocking at public doors")
    paths = {name: f"/api/3/action/{path}" for name, path in _DOORS.items()} | _PAGES
    with bench.ours.served() as browser:
        for name, path in paths.items():
            answers = [browser.get(path) for _ in range(_TIMES)]
            milliseconds = [time for _, time in answers]
            yield Figure(
                f"door: {name}",
                "ms",
                percentile(milliseconds, 0.5),
                targets=at_most(value=_SLOWEST),
                note=f"status {answers[0][0]}, slowest {max(milliseconds):.0f} ms",
            )
