"""The address of a case's files."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ckanext.seoulsquare.disclosure import clock, pages
from ckanext.seoulsquare.disclosure.citizen import links
from ckanext.seoulsquare.disclosure.logic import border
from ckanext.seoulsquare.disclosure.logic.action.files import case_of, opened
from ckanext.seoulsquare.disclosure.service import access, files, holding

seoulsquare_disclosure_files = Blueprint("seoulsquare_disclosure_files", __name__, url_prefix="/disclosure")
seoulsquare_disclosure_files.after_request(pages.keep_private)


@seoulsquare_disclosure_files.route("/file/<file_id>")
def read(file_id: str) -> Response:
    """A file's bytes: to a requester counted and logged, to staff noted as a reading of personal data.

    Never shown inside the page: whatever a stranger sent must not run here.
    """
    context = Context(user=tk.current_user.name, auth_user_obj=tk.current_user)
    data = {"file": file_id, "token": tk.request.args.get("token") or links.token(case_of(file_id))}
    try:
        tk.check_access("seoulsquare_disclosure_file_show", context, data)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("File not found"))
    file, found, who = opened(context, data)
    now = clock.now()
    try:
        with border.writing():
            case = holding.hold(found.id)
            content = files.fetched(file, now)
            if who.is_staff:
                access.note(case, who, f"file: {file.kind}", "download", now)
            elif file.kind in files.ANSWERS:
                detail = {"kind": file.kind, "sha256": file.digest}
                holding.note(case, who, "downloaded", now, changes=False, detail=detail)
    except LookupError:
        return tk.abort(404, tk._("File not found"))
    response = Response(content, mimetype=file.mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
