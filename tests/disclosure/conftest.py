"""An agency with its people, and a clock that tests set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ckan import model

from ckanext.seoulsquare.disclosure import clock
from tests.disclosure.office import Office, Time, make_office

_offices: list[Office] = []


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The room's clock, standing at ten in the morning of Monday 2 November 2026 until it is moved."""
    moment = Time()
    monkeypatch.setattr(clock, "now", lambda: moment.now)
    return moment


@pytest.fixture
def office(non_clean_db: None, time: Time, reset_redis: Any, shared_app: Any) -> Iterator[Office]:
    """An agency, its people and a requester; made once, since making accounts is slow."""
    reset_redis("seoulsquare:disclosure:*")
    if not _offices or model.User.get(_offices[0].officer) is None:
        _offices[:] = [make_office()]
    with shared_app.flask_app.test_request_context():
        yield _offices[0].at(time)
    model.Session.rollback()
