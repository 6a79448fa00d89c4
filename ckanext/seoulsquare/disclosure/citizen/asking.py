"""Asking in five steps: what, which agency, how to receive it, about you, check and send.

Each step saves the draft, so that nothing typed is lost; all of them work without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable
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
from ckanext.seoulsquare.portal import groups

STEPS = ("what", "agency", "receive", "you", "check")

READ: dict[str, Callable[[forms.Form], dict[str, Any]]] = {
    "what": forms.what,
    "agency": forms.agency,
    "receive": forms.receive,
    "you": forms.you,
}
FILES = {"what": "request", "receive": "proof", "you": "authority"}
"""Kind of the files that a step takes."""

STEP_OF = {
    "title": "what",
    "content": "what",
    "items": "what",
    "agency": "agency",
    "disclosure_methods": "receive",
    "receipt_methods": "receive",
    "other_method": "receive",
    "fee_reduction": "receive",
    "requester": "you",
}
"""Where a field is filled in, by the first part of its name."""

SENDING = ("complete", "file", "file_without_account", "register_oral_request")
"""Steps that send a request; which of them is lawful depends on the state and on who sends."""

EDITABLE = ("draft", "unconfirmed", "returned")
"""States in which a requester changes the request."""


@requests.route("/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Start a request, from a record, from an earlier request or from nothing."""
    args = tk.request.args
    document = _document(args.get("document", ""))
    draft = {"title": "", "content": args.get("q", "").strip(), "items": [], "document": document}
    if document:
        draft["title"] = tk._("Disclosure of “{title}”").format(title=document["title"])
        draft["agency"] = document["organization"]
    errors: dict[str, Any] = {}
    if tk.request.method == "POST":
        given = forms.what(tk.request.form)
        draft |= given
        try:
            made = call(
                "create",
                **given,
                language=tk.h.seoulsquare_language(),
                website=tk.request.form.get("website", ""),
                **({"document": document["id"], "agency": document["owner_org"]} if document else {}),
            )
        except tk.ValidationError as error:
            errors = error.error_dict
        else:
            if made.get("token"):
                links.remember(made["id"], made["token"])
            errors = _attach(made["id"], "request")
            if not errors:
                return tk.redirect_to("seoulsquare_request.ask", case_id=made["id"], step="agency")
            return _page("what", made | given, errors)
    return _page("what", draft, errors)


@requests.route("/again/<case_id>", methods=["POST"])
def again(case_id: str) -> Response:
    """Ask once more what was asked in a case: its data are the start of a new draft."""
    case = case_of(case_id)
    made = call("create", earlier_case=case["id"], **links.named(case_id))
    if made.get("token"):
        links.remember(made["id"], made["token"])
    return tk.redirect_to("seoulsquare_request.ask", case_id=made["id"], step="what")


@requests.route("/new/<case_id>/<any(what, agency, receive, you, check):step>", methods=["GET", "POST"])
def ask(case_id: str, step: str) -> str | Response | tuple[str, int]:
    """One step of a draft."""
    case = case_of(case_id)
    if case["state"] not in EDITABLE or not may_write(case):
        return tk.redirect_to("seoulsquare_request.read", case_id=case_id)
    if tk.request.method == "GET":
        return _page(step, case, {})
    errors: dict[str, Any] = {}
    given: dict[str, Any] = {}
    try:
        if step == "check":
            return _send(case)
        given = READ[step](tk.request.form)
        case |= call("patch", case_id, **given)
        errors = _attach(case_id, FILES[step]) if step in FILES else {}
    except tk.ValidationError as error:
        errors = error.error_dict
    if errors:
        return _page(step, case | given, errors)
    # `go` is the step that a reader clicked to go back; forward is the rule.
    wanted = tk.request.form.get("go", "")
    following = wanted if wanted in STEPS else STEPS[STEPS.index(step) + 1]
    return tk.redirect_to("seoulsquare_request.ask", case_id=case_id, step=following)


@requests.route("/new/<case_id>/remove/<file_id>", methods=["POST"])
def remove(case_id: str, file_id: str) -> Response:
    """Take an attachment away again."""
    try:
        call("file_remove", case_id, file=file_id)
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(flat_errors(error.error_dict).values()))
    step = next((step for step, kind in FILES.items() if kind == tk.request.form.get("kind")), "check")
    return tk.redirect_to("seoulsquare_request.ask", case_id=case_id, step=step)


@requests.route("/new/<case_id>/delete", methods=["POST"])
def delete(case_id: str) -> Response:
    """Throw a draft away."""
    call("delete", case_id)
    links.forget(case_id)
    tk.h.flash_success(tk._("The draft is deleted. Nothing of it is kept."))
    return tk.redirect_to("seoulsquare_request.new")


def may_write(case: dict[str, Any]) -> bool:
    """Is it the requester's own, or a draft in which an officer writes down what came by post or orally?"""
    return "requester" in case["roles"] or (case["state"] == "draft" and "officer" in case["roles"])


def _send(case: dict[str, Any]) -> Response:
    offered = {step["step"] for step in call("steps", case["id"]) if step["offered"]}
    step = next((step for step in SENDING if step in offered), "file")
    sent = call("step", case["id"], step=step, data={}, version=case["version"])
    if sent["state"] != "unconfirmed":
        tk.h.flash_success(tk._("Your request is filed."))
    return tk.redirect_to("seoulsquare_request.read", case_id=case["id"])


def _attach(case_id: str, kind: str) -> dict[str, Any]:
    """Attach the files that came with the form; the errors of those that were refused, by field `upload`."""
    problems: list[str] = []
    for upload in tk.request.files.getlist("upload"):
        if not upload.filename:
            continue
        try:
            call("file_attach", case_id, kind=kind, upload=upload, name=upload.filename)
        except tk.ValidationError as error:
            reasons = " ".join(flat_errors(error.error_dict).values())
            problems.append(f"{upload.filename}: {reasons}")
    return {"upload": problems} if problems else {}


def _document(name: str) -> dict[str, Any] | None:
    if not name:
        return None
    try:
        return tk.get_action("package_show")({}, {"id": name})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None


def _page(step: str, case: dict[str, Any], errors: dict[str, Any]) -> str | tuple[str, int]:
    values: dict[str, Any] = {
        "step": step,
        "steps": STEPS,
        "case": case,
        "errors": flat_errors(errors),
        "words": vocabulary(),
        "files": [file for file in case.get("files", []) if file["kind"] == FILES.get(step)],
    }
    if step == "agency":
        values["agencies"] = groups.agencies()
        values["suggested"] = _suggestions(case)
    if step == "check":
        values["files"] = case.get("files", [])
        values["places"] = {name: STEP_OF.get(name.partition(".")[0], "") for name in values["errors"]}
    page = tk.render(f"{FOLDER}/ask_{step}.html", values)
    return (page, status_of(errors)) if errors else page


def _suggestions(case: dict[str, Any]) -> dict[str, Any]:
    document = case.get("document") or {}
    return call("suggest", q=f"{case['title']} {case['content'][:200]}", document=document.get("id", ""))
