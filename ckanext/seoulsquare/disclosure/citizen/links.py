"""How a reader without an account is let in: secret links that were opened stay in the signed session.

A token in the address of a page would end up in logs, histories and forwarded addresses, so the page that a
link leads to puts it into the session and goes on to an address without it.
"""

from __future__ import annotations

from flask import session

KEY = "seoulsquare_disclosure_links"
KEPT = 20
"""Links kept in a session: a cookie has room for 4 kB."""


def remember(case_id: str, token: str) -> None:
    """Let this reader into a case by a token from now on."""
    known = dict(session.get(KEY, {}))
    known.pop(case_id, None)
    known[case_id] = token
    session[KEY] = dict(list(known.items())[-KEPT:])


def forget(case_id: str) -> None:
    """Forget the token of a case."""
    known = dict(session.get(KEY, {}))
    if known.pop(case_id, None) is not None:
        session[KEY] = known


def token(case_id: str) -> str | None:
    """The token of a case, if this reader opened a link to it."""
    return session.get(KEY, {}).get(case_id)


def named(case_id: str) -> dict[str, str]:
    """How an action is told which case: by the link's token, else by its id."""
    known = token(case_id)
    return {"token": known} if known else {"id": case_id}


def cases() -> list[str]:
    """Ids of the cases whose links this reader opened, the latest first."""
    return list(reversed(session.get(KEY, {})))
