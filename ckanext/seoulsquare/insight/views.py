"""The address to which an opened record page reports itself."""

from __future__ import annotations

from datetime import date, datetime

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.insight import config, jobs, service
from ckanext.seoulsquare.insight.visitors import is_program

seoulsquare_insight = Blueprint("seoulsquare_insight", __name__)


@seoulsquare_insight.route("/seoulsquare/view", methods=["POST"])
def view() -> Response:
    """Count an opened document (form field `document`, its id). Always answers 204."""
    document_id = tk.request.form.get("document", "")
    user_agent = tk.request.user_agent.string
    if not is_program(user_agent) and service.exists(document_id):
        waiting = service.buffer(config.site_id())
        # Behind a proxy the first address of the route is the visitor's.
        address = next(iter(tk.request.access_route), "")
        waiting.add(document_id, address, user_agent, _today())
        if waiting.is_due(config.write_seconds()):
            tk.enqueue_job(jobs.write_views, title="Write view counts")
    return Response(status=204)


def _today() -> date:
    return datetime.now(tk.h.get_display_timezone()).date()
