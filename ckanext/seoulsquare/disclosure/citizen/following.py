"""Following a case: its page, the steps its requester or a third party may take, and the ways back to it."""

from __future__ import annotations

from typing import Any

from flask import Response

import ckan.plugins.toolkit as tk

from ckanext.seoulsquare.disclosure.citizen import links, words
from ckanext.seoulsquare.disclosure.citizen.blueprint import (
    FOLDER,
    call,
    case_of,
    requests,
    vocabulary,
)
from ckanext.seoulsquare.disclosure.pages import flat_errors, given_data, shown_version, status_of

MINE_A_PAGE = 20


@requests.route("/case/<case_id>")
def read(case_id: str) -> str | Response:
    """Show a case to the person who asked, or to a third party."""
    case = case_of(case_id)
    if case["role"] not in ("requester", "third_party"):
        return tk.redirect_to(f"/disclosure/desk/{case['id']}")
    return _page(case, {}, {})


@requests.route("/case/<case_id>/step", methods=["POST"])
def step(case_id: str) -> str | Response | tuple[str, int]:
    """Take a lawful step: withdraw, object, give an opinion …"""
    form = tk.request.form
    case = case_of(case_id)
    name = form.get("step", "")
    data = given_data(form)
    try:
        call("step", case_id, step=name, data=data, version=shown_version(form))
    except tk.ValidationError as error:
        return _page(case_of(case_id), error.error_dict, {"step": name, **data}), status_of(error.error_dict)
    tk.h.flash_success(tk._("Done. It is noted in the history below."))
    return tk.redirect_to("seoulsquare_request.read", case_id=case["id"])


@requests.route("/case/<case_id>/attach", methods=["POST"])
def attach(case_id: str) -> str | Response | tuple[str, int]:
    """Add a file: evidence for an objection, or a third party's opinion."""
    upload = tk.request.files.get("upload")
    kind = tk.request.form.get("kind", "")
    if not upload or not upload.filename:
        return _page(case_of(case_id), {"upload": [tk._("Choose a file first.")]}, {}), 400
    try:
        call("file_attach", case_id, kind=kind, upload=upload, name=upload.filename)
    except tk.ValidationError as error:
        return _page(case_of(case_id), error.error_dict, {}), status_of(error.error_dict)
    tk.h.flash_success(tk._("The file is attached."))
    return tk.redirect_to("seoulsquare_request.read", case_id=case_id)


@requests.route("/case/<case_id>/rate", methods=["POST"])
def rate(case_id: str) -> str | Response | tuple[str, int]:
    """Rate the answer."""
    form = tk.request.form
    try:
        call("rate", case_id, score=form.get("score", ""), comment=form.get("comment", ""))
    except tk.ValidationError as error:
        return _page(case_of(case_id), error.error_dict, {}), status_of(error.error_dict)
    tk.h.flash_success(tk._("Thank you for your rating."))
    return tk.redirect_to("seoulsquare_request.read", case_id=case_id)


@requests.route("/mine")
def mine() -> str | Response:
    """One's own cases: those of the account, and those whose links were opened here."""
    page = tk.h.get_page_number(tk.request.args)
    found: dict[str, Any] = {"count": 0, "results": []}
    if tk.current_user.is_authenticated:
        found = call("list", scope="mine", limit=MINE_A_PAGE, offset=(page - 1) * MINE_A_PAGE)
    listed = {case["id"] for case in found["results"]}
    opened = [case for case_id in links.cases() if case_id not in listed and (case := _opened(case_id))]
    return tk.render(
        f"{FOLDER}/mine.html",
        {
            "found": found,
            "opened": opened,
            "page": page,
            "more": found["count"] > page * MINE_A_PAGE,
            "words": vocabulary(),
            "mood": words.mood,
        },
    )


@requests.route("/link")
def link() -> Response:
    """Let the holder of a secret link in."""
    token = tk.request.args.get("token", "")
    try:
        case = call("show", token=token)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("This link has ended or was revoked. You can have a new one sent to you."))
    links.remember(case["id"], token)
    return tk.redirect_to("seoulsquare_request.read", case_id=case["id"])


@requests.route("/confirm", methods=["GET", "POST"])
def confirm() -> str | Response | tuple[str, int]:
    """Confirm the e-mail address: a button, since programs that check mails open every link in them."""
    token = tk.request.values.get("token", "")
    if tk.request.method == "GET":
        return tk.render(f"{FOLDER}/confirm.html", {"token": token})
    try:
        case = call("confirm", token=token)
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.abort(404, tk._("This link has ended or was used. Perhaps your request is filed already."))
    links.remember(case["id"], case.get("token") or token)
    tk.h.flash_success(tk._("Your request is filed."))
    return tk.redirect_to("seoulsquare_request.read", case_id=case["id"])


@requests.route("/find", methods=["GET", "POST"])
def find() -> str | Response | tuple[str, int]:
    """Have a new link sent: the answer is the same whether the number and the address belong together."""
    form = tk.request.form
    if tk.request.method == "GET":
        return tk.render(f"{FOLDER}/find.html", {"data": {}, "errors": {}})
    number, email = form.get("receipt_number", "").strip(), form.get("email", "").strip()
    try:
        call("link_send", receipt_number=number, email=email)
    except tk.ValidationError as error:
        page = tk.render(f"{FOLDER}/find.html", {"data": form, "errors": flat_errors(error.error_dict)})
        return page, status_of(error.error_dict)
    tk.h.flash_success(
        tk._("If the number and the address belong together, a mail with a new link is on its way.")
    )
    return tk.redirect_to("seoulsquare_request.find")


def _opened(case_id: str) -> dict[str, Any] | None:
    try:
        return call("show", case_id)
    except tk.ObjectNotFound:
        links.forget(case_id)
        return None


def _page(case: dict[str, Any], errors: dict[str, Any], typed: dict[str, str]) -> str:
    """The page of a case; after a refused form with the errors and with what was typed."""
    case_id = case["id"]
    return tk.render(
        f"{FOLDER}/case.html",
        {
            "case": case,
            "meaning": words.meaning(case),
            "mood": words.mood(case),
            "steps": [step for step in call("steps", case_id) if step["offered"]],
            "history": call("history", case_id),
            "words": vocabulary(),
            "errors": flat_errors(errors),
            "typed": typed,
            "with_link": links.token(case_id) is not None,
        },
    )
