"""Addresses of the public records for searching machines: a list for each day of production.

A day has fewer records than a list may hold, and an archive far fewer days than an index of lists may name.
So the index costs one count by day, and each list one question for one day.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from ckan.common import config
from ckan.lib.search.common import make_connection
from ckan.lib.search.query import solr_literal

MOST = 50_000
"""Addresses in a list and lists in an index, by the protocol of sitemaps.org."""

LISTS_A_DAY = 20
"""A day's lists after the first are reached by number, which costs more the further it goes."""

UNDATED = "undated"
_PART = re.compile(rf"(?P<day>{UNDATED}|\d{{4}}-\d\d-\d\d)(-(?P<number>[2-9]|1\d|20))?", re.ASCII)


def parts() -> list[str]:
    """Names of the lists: ISO days, newest first, and `undated`; with `-2`, `-3` beyond MOST records."""
    days = {"type": "terms", "field": "production_date", "limit": MOST, "sort": "index desc"}
    undated = {"type": "query", "q": "-production_date:[* TO *]"}
    answer = _search(rows=0, **{"json.facet": json.dumps({"days": days, "undated": undated})})
    facets = answer.raw_response["facets"]
    counted = {bucket["val"][:10]: bucket["count"] for bucket in facets.get("days", {}).get("buckets", [])}
    counted[UNDATED] = facets.get("undated", {}).get("count", 0)
    names = [
        day if number == 1 else f"{day}-{number}"
        for day, count in counted.items()
        for number in range(1, min(-(-count // MOST), LISTS_A_DAY) + 1)
    ]
    return names[:MOST]


def records(part: str) -> list[dict[str, Any]]:
    """Records of a list as `name`, `dataset_type`, `metadata_modified`. Raises ValueError for other names."""
    found = _PART.fullmatch(part)
    if not found:
        raise ValueError(part)
    if found["day"] == UNDATED:
        wanted = "-production_date:[* TO *]"
    else:
        first = dt.date.fromisoformat(found["day"])
        wanted = f"production_date:[{first}T00:00:00Z TO {first}T23:59:59Z]"
    return _search(
        wanted,
        fl="name,dataset_type,metadata_modified",
        sort="id asc",
        rows=MOST,
        start=(int(found["number"] or 1) - 1) * MOST,
    ).docs


def _search(*filters: str, **params: Any) -> Any:
    visible = [
        f"site_id:{solr_literal(config['ckan.site_id'])}",
        "entity_type:package",
        "state:active",
        "capacity:public",
        "permission_labels:public",
        "-withdrawn:true",
    ]
    return make_connection(decode_dates=False).search("*:*", fq=[*visible, *filters], **params)
