"""Reading pages as somebody."""

from __future__ import annotations

from typing import Any

import flask

import ckan.plugins.toolkit as tk


def get_as(app: Any, name: str, address: str) -> Any:
    """What the account gets at an address, by an API token.

    The tests stand in a request of their own, whose context would remember who was signed in before.
    """
    token = tk.get_action("api_token_create")(
        {"ignore_auth": True, "user": name}, {"user": name, "name": "pages"}
    )["token"]
    flask.g.pop("_login_user", None)
    answer = app.get(address, headers={"Authorization": token})
    flask.g.pop("_login_user", None)
    return answer
