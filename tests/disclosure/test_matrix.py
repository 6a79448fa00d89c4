"""Every action of the room against every kind of reader. An action without a row here fails."""

from __future__ import annotations

from typing import Any

import pytest

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.seoulsquare.disclosure import clock
from ckanext.seoulsquare.disclosure.logic.action import actions
from ckanext.seoulsquare.disclosure.model import Case
from ckanext.seoulsquare.disclosure.service import links
from ckanext.seoulsquare.disclosure.states import load_table
from tests.disclosure.office import Office

REQUESTERS = {"requester", "link"}
OFFICERS = {"officer", "manager", "sysadmin"}
ACCOUNTS = {"requester", "officer", "manager", "clerk", "sysadmin", "outsider", "stranger"}
EVERYONE = ACCOUNTS | {"link", "party", "confirming", "nobody"}
IN_THE_CASE = REQUESTERS | OFFICERS | {"clerk", "party"}
OUTSIDE = {"outsider", "stranger", "nobody"}
DESKS = OFFICERS | {"clerk", "outsider"}

CASE: dict[str, Any] = {}
ALLOWED: dict[str, tuple[dict[str, Any], set[str]]] = {
    # on one case
    "show": (CASE, IN_THE_CASE),
    "history": (CASE, IN_THE_CASE),
    "steps": (CASE, IN_THE_CASE),
    "step": (CASE, IN_THE_CASE),
    "patch": (CASE, REQUESTERS),
    "delete": (CASE, REQUESTERS),
    "confirm": (CASE, {"confirming"}),
    "file_attach": (CASE, REQUESTERS | OFFICERS | {"party"}),
    "file_show": ({"file": ""}, REQUESTERS | OFFICERS | {"clerk"}),
    "file_remove": ({"file": ""}, REQUESTERS | OFFICERS),
    "rate": (CASE, REQUESTERS),
    "personal_show": (CASE, REQUESTERS | OFFICERS),
    "personal_update": (CASE, REQUESTERS),
    "personal_export": (CASE, REQUESTERS),
    "personal_erase": (CASE, REQUESTERS),
    "link_list": (CASE, REQUESTERS),
    "link_revoke": (CASE, REQUESTERS),
    "access_list": (CASE, REQUESTERS | {"manager", "sysadmin"}),
    "assign": (CASE, OFFICERS),
    "merge": (CASE, OFFICERS),
    "item_update": (CASE, OFFICERS),
    "fee_update": (CASE, OFFICERS),
    "message_list": (CASE, OFFICERS),
    "publish": (CASE, {"manager", "sysadmin"}),
    "notice_show": (CASE, EVERYONE),  # asks for the case itself
    # on none, or on many
    "create": ({}, EVERYONE),
    "list": ({"scope": "desk"}, DESKS),
    "acknowledge": ({"ids": []}, OFFICERS | {"outsider"}),
    "officer_list": ({"agency": ""}, OFFICERS),
    "holiday_update": ({}, {"sysadmin"}),
    "holiday_list": ({}, EVERYONE),
    "link_send": ({}, EVERYONE),
    "suggest": ({}, EVERYONE),
    "fee_quote": ({}, EVERYONE),
    "vocabulary": ({}, EVERYONE),
    "deadline_explain": ({}, EVERYONE),
    "statistics": ({}, EVERYONE),
    "register": ({}, DESKS),
    "objection_register": ({}, DESKS),
    "import": ({}, {"sysadmin"}),
}
OTHER_LISTS = {"mine": ACCOUNTS, "public": EVERYONE}


@pytest.fixture
def given(office: Office) -> dict[str, Any]:
    """A case with a third party, before the council, with a file of the requester's; tokens of its links."""
    case = office.processing()
    case = office.step(case, "notify_third_party", office.officer, name="주식회사 가나")
    case = office.step(case, "refer_to_council", office.officer)
    file = office.attach(case, "request", office.requester)
    row = Case.named(case["id"])
    assert row is not None
    party = case["parties"][0]["id"]
    tokens = {
        "link": links.make(row, "follow", clock.now()),
        "party": links.make(row, "third_party", clock.now(), party),
        "confirming": links.make(row, "confirm", clock.now()),
    }
    model.Session.commit()
    return {"id": case["id"], "file": file["id"], "agency": office.agency, "tokens": tokens}


def outcome(action: str, role: str, office: Office, given: dict[str, Any], data: dict[str, Any]) -> str:
    """`allowed`, `refused`, or `hidden` where the answer is that there is no such case."""
    user = getattr(office, role, "")
    filled = {key: given.get(key) if key in ("file", "agency") else value for key, value in data.items()}
    if data is CASE:
        filled["id"] = given["id"]
    if role in given["tokens"]:
        filled["token"] = given["tokens"][role]
    context = {"user": user, "ignore_auth": False}
    try:
        tk.check_access(f"seoulsquare_disclosure_{action}", context, filled)
    except tk.NotAuthorized:
        return "refused"
    except tk.ObjectNotFound:
        return "hidden"
    return "allowed"


def test_every_action_has_a_row() -> None:
    assert {name.removeprefix("seoulsquare_disclosure_") for name in actions()} == set(ALLOWED)


def test_every_action_says_what_it_is_for() -> None:
    lacking = [name for name, action in actions().items() if ":returns:" not in (action.__doc__ or "")]
    assert set(lacking) <= {"seoulsquare_disclosure_delete", "seoulsquare_disclosure_objection_register"}


def test_who_may_do_what(office: Office, given: dict[str, Any]) -> None:
    found = {
        action: {role for role in EVERYONE if outcome(action, role, office, given, data) == "allowed"}
        for action, (data, _) in ALLOWED.items()
    }
    assert found == {action: roles for action, (_, roles) in ALLOWED.items()}


def test_who_has_which_list(office: Office, given: dict[str, Any]) -> None:
    found = {
        scope: {
            role for role in EVERYONE if outcome("list", role, office, given, {"scope": scope}) == "allowed"
        }
        for scope in OTHER_LISTS
    }
    assert found == OTHER_LISTS


def test_a_case_of_others_is_not_there(office: Office, given: dict[str, Any]) -> None:
    """Strangers are told the same of a case that exists and of one that does not."""
    wanted = dict.fromkeys(OUTSIDE, "hidden")
    for action in ("show", "history", "steps", "step", "patch", "personal_show", "rate"):
        assert {role: outcome(action, role, office, given, CASE) for role in OUTSIDE} == wanted, action
    missing = {**given, "id": "2026-9999999"}
    assert outcome("show", "officer", office, missing, CASE) == "hidden"


def test_each_role_is_offered_its_own_steps(office: Office, given: dict[str, Any]) -> None:
    roles = {"requester": "requester", "officer": "officer", "clerk": "council_clerk"}
    steps = load_table().steps
    for account, role in roles.items():
        offered = office.call("steps", getattr(office, account), id=given["id"])
        own = {step.name for step in steps.values() if role in step.who}
        assert {each["step"] for each in offered} == own - {"confirm_email"}  # which needs the mailed link
    token = given["tokens"]["party"]
    offered = office.call("steps", token=token)
    assert {each["step"] for each in offered if each["offered"]} == {"agree", "ask_non_disclosure"}


def test_nobody_takes_a_step_of_another_role(office: Office, given: dict[str, Any]) -> None:
    for step in load_table().steps.values():
        for account, role in (("requester", "requester"), ("clerk", "council_clerk"), ("officer", "officer")):
            if role in step.who or (step.track == "third_party" and role == "officer"):
                continue
            with pytest.raises(tk.ValidationError) as refused:
                office.step(given["id"], step.name, getattr(office, account))
            assert set(refused.value.error_dict) <= {"step", "party"}, step.name


def test_an_officer_is_a_requester_in_a_case_of_their_own(office: Office) -> None:
    case = office.filed()
    own = office.draft(user=office.officer, submit=True)
    assert office.call("show", office.officer, id=own["id"])["roles"] == ["requester"]
    with pytest.raises(tk.ValidationError):
        office.step(own, "receive", office.officer)
    assert office.call("show", office.sysadmin, id=case["id"])["role"] == "officer"
