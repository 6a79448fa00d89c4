"""Addresses of records, and the part of a record page that changes by itself: its table.

Record pages are CKAN's own dataset view; CKAN makes one blueprint for each dataset type. Here they get their
short addresses, `/approval-document/<name>`.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.documents import tables

blueprint = Blueprint("seoulsquare_documents", __name__)


def use_hyphens(_sender: str, *, blueprint: Blueprint, **_: Any) -> None:
    """Give a dataset type's pages hyphens for underscores: `/approval-document`, not `/approval_document`.

    Receives CKAN's signal `register_blueprint`, sent before the blueprint gets its addresses, so `h.url_for`
    makes the short address everywhere, in CKAN's own screens too.
    """
    blueprint.url_prefix = (blueprint.url_prefix or "").replace("_", "-")


@blueprint.route("/table/<resource_id>")
def table(resource_id: str) -> Response:
    """One page of a record's table, as the fragment that replaces the old one."""
    try:
        resource = tk.get_action("resource_show")({}, {"id": resource_id})
        page = tables.read(resource_id, tables.TableRequest.from_args(tk.request.args))
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Table not found"))
    except tk.ValidationError:
        return tk.abort(400, tk._("The table cannot be shown so"))
    pkg = tk.get_action("package_show")({}, {"id": resource["package_id"]})
    fragment = tk.render(
        "seoulsquare/documents/snippets/table.html", {"table": page, "pkg": pkg, "resource": resource}
    )
    # htmx puts this into the browser's address bar, so that the table as it stands can be linked.
    address = tk.h.url_for(f"{pkg['type']}.read", id=pkg["name"], table=resource_id, **page.request.args())
    return Response(fragment, headers={"HX-Push-Url": address})
