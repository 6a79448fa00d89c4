"""What a dump's manifest says of the archive and of the terms under which it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ckan.plugins.toolkit as tk


def this_site(base: dict[str, str] | None) -> dict[str, Any]:
    """Facts for a manifest. `base`: name and cursor of the dump on which one of changes builds."""
    address = tk.config["ckan.site_url"].rstrip("/")
    title = tk.config["ckan.site_title"]
    return {
        "begun": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "since": base,
        "site": {"id": tk.config["ckan.site_id"], "title": title, "url": address},
        "feed": f"{address}/api/3/action/seoulsquare_document_changes",
        "license": {
            "records": "Each record names its licence in `license_id`.",
            "terms": f"{address}/api/3/action/license_list",
            "attribution": f"{title} ({address})",
        },
    }
