"""The requester's own data: see them, correct them, take them along, have them deleted; and who read them."""

from __future__ import annotations

import json
from typing import Any

from flask import Response

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure.citizen import forms, links
from ckanext.seoulsquare.disclosure.citizen.blueprint import (
    FOLDER,
    call,
    case_of,
    requests,
    vocabulary,
)
from ckanext.seoulsquare.disclosure.pages import flat_errors, status_of


@requests.route("/case/<case_id>/data", methods=["GET", "POST"])
def data(case_id: str) -> str | Response | tuple[str, int]:
    """Show the data of a case to the requester, who may correct them."""
    case = case_of(case_id)
    if case["role"] != "requester":
        return tk.abort(404, tk._("There is no such request, or your link to it has ended."))
    if tk.request.method == "GET":
        return _page(case, {})
    given = forms.you(tk.request.form)
    try:
        call("personal_update", case_id, **given)
    except tk.ValidationError as error:
        return _page(case | given, error.error_dict), status_of(error.error_dict)
    tk.h.flash_success(tk._("Your data are corrected."))
    return tk.redirect_to("seoulsquare_request.data", case_id=case_id)


@requests.route("/case/<case_id>/export")
def export(case_id: str) -> Response:
    """All that is kept of a case, for its requester, as JSON."""
    case = case_of(case_id)
    try:
        found = call("personal_export", case_id)
    except tk.NotAuthorized:
        return tk.abort(404, tk._("There is no such request, or your link to it has ended."))
    name = case["receipt_number"] or "draft"
    return Response(
        json.dumps(found, ensure_ascii=False, indent=2, default=str),
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="disclosure-{name}.json"'},
    )


@requests.route("/case/<case_id>/erase", methods=["POST"])
def erase(case_id: str) -> str | Response | tuple[str, int]:
    """Erase the requester's data, when the law lets them go."""
    try:
        call("personal_erase", case_id)
    except tk.ValidationError as error:
        return _page(case_of(case_id), error.error_dict), status_of(error.error_dict)
    links.forget(case_id)
    tk.h.flash_success(tk._("Your data are erased. The case stays without them."))
    return tk.redirect_to("seoulsquare_request.mine")


@requests.route("/case/<case_id>/revoke", methods=["POST"])
def revoke(case_id: str) -> Response:
    """End a secret link, or all of them."""
    which = tk.request.form.get("link", "")
    call("link_revoke", case_id, **({"link": which} if which else {}))
    tk.h.flash_success(tk._("The link no longer works."))
    return tk.redirect_to("seoulsquare_request.data", case_id=case_id)


def _page(case: dict[str, Any], errors: dict[str, Any]) -> str:
    case_id = case["id"]
    return tk.render(
        f"{FOLDER}/data.html",
        {
            "case": case,
            "errors": flat_errors(errors),
            "words": vocabulary(),
            "links": call("link_list", case_id),
            "accesses": call("access_list", case_id),
        },
    )
