"""People around a request, and shortcuts through its life, all by the room's actions."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.seoulsquare.disclosure import config, jobs
from ckanext.seoulsquare.disclosure.model import Message

SEOUL = ZoneInfo("Asia/Seoul")

REQUESTER = {
    "kind": "citizen",
    "name": "홍길동전",
    "birth_date": "1980-01-31",
    "address": "서울특별시 중구 세종대로 110",
    "phone": "010-9876-5432",
    "email": "gildong@example.org",
}
CONTENT = "홍길동전이 낸 도로 보수 공사의 계약서와 설계서"


@dataclass
class Time:
    """Now."""

    now: dt.datetime = dt.datetime(2026, 11, 2, 10, tzinfo=SEOUL)

    def to(self, day: str, hour: int = 10) -> None:
        """Go to an hour of a day in Seoul."""
        self.now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), SEOUL)

    @property
    def today(self) -> str:
        return self.now.astimezone(SEOUL).date().isoformat()


@dataclass
class Office:
    """Names of accounts and agencies."""

    agency: str
    other_agency: str
    officer: str
    manager: str
    clerk: str
    outsider: str
    requester: str
    stranger: str
    sysadmin: str
    time: Time = field(default_factory=Time)

    def at(self, time: Time) -> Office:
        self.time = time
        return self

    def call(self, action: str, user: str = "", **data: Any) -> Any:
        """Call an action as an account, or as nobody, with everything an API caller passes."""
        return tk.get_action(f"seoulsquare_disclosure_{action}")({"user": user, "ignore_auth": False}, data)

    def step(self, case: dict[str, Any] | str, step: str, user: str, **data: Any) -> dict[str, Any]:
        """Take a step; `party` and `token` go beside its data."""
        beside = {key: data.pop(key) for key in ("party", "token", "version") if key in data}
        named = {} if "token" in beside else {"id": case if isinstance(case, str) else case["id"]}
        return self.call("step", user, step=step, data=data, **named, **beside)

    def draft(self, user: str | None = None, **data: Any) -> dict[str, Any]:
        return self.call(
            "create", self.requester if user is None else user, **{**request(self.agency), **data}
        )

    def filed(self, **data: Any) -> dict[str, Any]:
        return self.draft(submit=True, **data)

    def processing(self, **data: Any) -> dict[str, Any]:
        return self.step(self.filed(**data), "receive", self.officer)

    def approval(self, *results: str, **data: Any) -> dict[str, Any]:
        """A case with these results on its items, waiting for the manager."""
        case = self.processing(items=[f"항목 {n}" for n, _ in enumerate(results)], **data)
        return self.submitted(case, *results)

    def submitted(self, case: dict[str, Any], *results: str) -> dict[str, Any]:
        self.call("item_update", self.officer, id=case["id"], items=decisions(case, results))
        return self.step(case, "submit_decision", self.officer)

    def decided(self, *results: str, **data: Any) -> dict[str, Any]:
        case = self.approval(*results, **data)
        return self.decide(case, *results)

    def decide(self, case: dict[str, Any], *results: str) -> dict[str, Any]:
        step = decision(results)
        given = {} if step in ("decide_refuse", "decide_not_held") else {
            "disclosure_on": self.time.today, "place": "정보공개 창구"
        }  # fmt: skip
        return self.step(case, step, self.manager, **given)

    def attach(
        self, case: dict[str, Any], kind: str, user: str, content: str = "공개합니다.", **data: Any
    ) -> Any:
        """Attach a text file and let the leak screen look at it."""
        upload = FileStorage(io.BytesIO(content.encode()), data.pop("name", "answer.txt"))
        file = self.call("file_attach", user, id=case["id"], kind=kind, upload=upload, **data)
        jobs.screen_file(file["id"])
        return file

    def mails(self, case: dict[str, Any], recipient: str = "") -> list[dict[str, Any]]:
        """The mails of a case that wait, oldest first: kind, recipient, and what stands in them."""
        rows = reversed(Message.of(case["id"]))
        found = [{"kind": row.kind, "recipient": row.recipient, **(row.sealed or {})} for row in rows]
        return [mail for mail in found if recipient in ("", mail["recipient"])]

    def token(self, case: dict[str, Any], recipient: str = "requester") -> str:
        """The token of the last mail with a link."""
        body = self.mails(case, recipient)[-1]["body"]
        return body.partition("token=")[2].split()[0]

    def history(self, case: dict[str, Any], user: str | None = None) -> list[dict[str, Any]]:
        return self.call("history", self.officer if user is None else user, id=case["id"])


def make_office() -> Office:
    """An agency with an editor and an admin, another agency, the council's group, a requester, a stranger."""
    accounts = {
        name: factories.User()
        for name in ("officer", "manager", "clerk", "outsider", "requester", "stranger")
    }
    agency = factories.Organization(
        users=[
            {"name": accounts["officer"]["name"], "capacity": "editor"},
            {"name": accounts["manager"]["name"], "capacity": "admin"},
        ]
    )
    other = factories.Organization(users=[{"name": accounts["outsider"]["name"], "capacity": "admin"}])
    council = model.Group.get(config.council_group())
    group = {"id": council.id} if council else factories.Group(name=config.council_group())
    member = {
        "id": group["id"],
        "object": accounts["clerk"]["id"],
        "object_type": "user",
        "capacity": "editor",
    }
    tk.get_action("member_create")({"ignore_auth": True, "user": ""}, member)
    return Office(
        agency=agency["name"],
        other_agency=other["name"],
        sysadmin=factories.Sysadmin()["name"],
        **{name: account["name"] for name, account in accounts.items()},
    )


def request(agency: str) -> dict[str, Any]:
    """All that a request needs to be filed."""
    return {
        "title": "도로 보수 공사 계약서",
        "content": CONTENT,
        "agency": agency,
        "disclosure_methods": ["file"],
        "receipt_methods": ["network"],
        "requester": REQUESTER,
    }


def decisions(case: dict[str, Any], results: tuple[str, ...]) -> list[dict[str, Any]]:
    """Drafts of decisions on the items of a case."""
    return [
        {
            "id": item["id"],
            "result": result,
            "grounds": [5] if result in ("closed", "partial") else [],
            "reason": "" if result == "open" else "공정한 업무 수행에 지장을 줍니다.",
        }
        for item, result in zip(case["items"], results, strict=True)
    ]


def decision(results: tuple[str, ...]) -> str:
    """The step that decides so."""
    if set(results) == {"open"}:
        return "decide_open"
    if "open" in results or "partial" in results:
        return "decide_partly"
    return "decide_not_held" if set(results) == {"not_held"} else "decide_refuse"
