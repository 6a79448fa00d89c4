"""The agency's work on a case beside its lawful steps: assigning, items, fees, files, merging, publishing."""

from __future__ import annotations

from typing import Any

from flask import Response
from werkzeug.datastructures import MultiDict

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure import pages
from ckanext.seoulsquare.disclosure.desk.blueprint import FOLDER, asked, case_of, desk
from ckanext.seoulsquare.disclosure.desk.case import Page, attempt, page
from ckanext.seoulsquare.disclosure.pages import shown_version, status_of

Form = MultiDict[str, str]


@desk.route("/<case_id>/assign", methods=["POST"])
def assign(case_id: str) -> Page:
    """Give the case to an officer; `me` claims it."""
    form = tk.request.form
    officer = tk.current_user.name if form.get("me") else form.get("officer", "")
    given = {"officer": officer, "department": form.get("department", ""), "note": form.get("note", "")}
    return attempt(case_id, "assign", given, **given)


@desk.route("/<case_id>/items", methods=["POST"])
def items(case_id: str) -> Page:
    """Write down the decision on each item."""
    return attempt(
        case_id, "item_update", {}, items=given_items(tk.request.form), version=shown_version(tk.request.form)
    )


@desk.route("/<case_id>/fee", methods=["POST"])
def fee(case_id: str) -> Page:
    """Reckon the fee."""
    form = tk.request.form
    orders = [
        {"object": thing, "method": method, "quantity": quantity}
        for thing, method, quantity in zip(
            form.getlist("object"), form.getlist("method"), form.getlist("quantity"), strict=False
        )
        if thing and quantity
    ]
    costs = {name: form.get(name) or 0 for name in ("postage", "media")}
    return attempt(case_id, "fee_update", {}, orders=orders, **costs)


@desk.route("/<case_id>/attach", methods=["POST"])
def attach(case_id: str) -> Page:
    """Add an answer, or a paper that came by post."""
    upload, form = tk.request.files.get("upload"), tk.request.form
    if not upload or not upload.filename:
        return page(case_of(case_id), {"upload": [tk._("Choose a file first.")]}), 400
    return attempt(
        case_id,
        "file_attach",
        {},
        kind=form.get("kind", "answer"),
        upload=upload,
        name=upload.filename,
        **({"item": form["item"]} if form.get("item") else {}),
    )


@desk.route("/<case_id>/remove/<file_id>", methods=["POST"])
def remove(case_id: str, file_id: str) -> Page:
    """Take a file away that was not used yet."""
    case_of(case_id)
    try:
        asked("file_remove", file=file_id)
    except tk.ValidationError as error:
        return page(case_of(case_id), error.error_dict), status_of(error.error_dict)
    return tk.redirect_to("seoulsquare_desk.read", case_id=case_id)


@desk.route("/<case_id>/merge", methods=["POST"])
def merge(case_id: str) -> Page:
    """Handle the case together with another one."""
    into = tk.request.form.get("into", "").strip()
    return attempt(case_id, "merge", {"into": into}, into=into)


@desk.route("/<case_id>/publish", methods=["POST"])
def publish(case_id: str) -> Page:
    """Publish question and answer without personal data."""
    form = tk.request.form
    texts = {name: form.get(name, "").strip() for name in ("title", "question", "answer", "notes")}
    return attempt(case_id, "publish", texts, **texts, files=form.getlist("files"))


@desk.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Begin to write down a request that came by another way than this site."""
    agencies = tk.get_action("organization_list_for_user")({}, {"permission": "create_dataset"})
    if not agencies:
        return tk.abort(403, tk._("Only officers who handle disclosure requests see this page."))
    form = tk.request.form
    if tk.request.method == "GET":
        return tk.render(f"{FOLDER}/new.html", {"agencies": agencies, "words": pages.call("vocabulary")})
    made = pages.call("create", channel=form.get("channel", ""), agency=form.get("agency", ""))
    return tk.redirect_to("seoulsquare_request.ask", case_id=made["id"], step="what")


def given_items(form: Form) -> list[dict[str, Any]]:
    """The items of the form, whose fields are named `<field>-<number>`; those without a text are left out."""
    numbers = sorted({int(name.partition("-")[2]) for name in form if name.startswith("text-")})
    return [
        {
            **({"id": form[f"id-{number}"]} if form.get(f"id-{number}") else {}),
            "text": form[f"text-{number}"].strip(),
            "result": form.get(f"result-{number}") or None,
            "grounds": [int(ground) for ground in form.getlist(f"grounds-{number}") if ground.isdigit()],
            "reason": form.get(f"reason-{number}", "").strip(),
            "in_review": bool(form.get(f"in_review-{number}")),
            "review_stage": form.get(f"review_stage-{number}", "").strip(),
            "review_ends": form.get(f"review_ends-{number}") or None,
            "documents": form.get(f"documents-{number}", "").split(),
        }
        for number in numbers
        if form[f"text-{number}"].strip()
    ]
