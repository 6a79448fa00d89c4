"""Views wait in Redis until a job writes them to the database, so that opening a page writes no row."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, cast

from ckanext.seoulsquare.insight.visitors import mark

if TYPE_CHECKING:
    from redis import Redis

DAY_SECONDS = 24 * 60 * 60


class ViewBuffer:
    """The views of one site that are not in the database yet."""

    def __init__(self, redis: Redis, site_id: str) -> None:
        self._redis = redis
        self._prefix = f"seoulsquare:{site_id}:views"

    def add(self, document_id: str, address: str, user_agent: str, today: date) -> bool:
        """Count a view unless this visitor had opened the document today; tells whether it was counted."""
        seen = f"{self._prefix}:seen:{today:%Y-%m-%d}"
        if not self._redis.sadd(seen, mark(self._salt(today), address, user_agent, document_id)):
            return False
        self._redis.expire(seen, DAY_SECONDS)
        self._redis.hincrby(f"{self._prefix}:waiting", f"{today:%Y-%m}-01/{document_id}", 1)
        return True

    def is_due(self, seconds: int) -> bool:
        """True once in `seconds`: the caller then has the buffer written to the database."""
        return bool(self._redis.set(f"{self._prefix}:written", 1, nx=True, ex=seconds))

    @contextmanager
    def taken(self) -> Iterator[dict[tuple[str, date], int]]:
        """The waiting counts by (document id, month). They are forgotten when the block succeeds.

        After a failure they stay aside and are what the next call gives, so that nothing is lost.
        """
        waiting, aside = f"{self._prefix}:waiting", f"{self._prefix}:aside"
        if not self._redis.exists(aside) and self._redis.exists(waiting):
            self._redis.rename(waiting, aside)
        counts: dict[tuple[str, date], int] = {}
        for field, views in cast("dict[bytes, bytes]", self._redis.hgetall(aside)).items():
            month, _, document_id = field.decode().partition("/")
            counts[document_id, date.fromisoformat(month)] = int(views)
        yield counts
        self._redis.delete(aside)

    def _salt(self, today: date) -> bytes:
        key = f"{self._prefix}:salt:{today:%Y-%m-%d}"
        self._redis.set(key, secrets.token_bytes(32), nx=True, ex=DAY_SECONDS)
        return cast("bytes", self._redis.get(key))
