"""How much one network address may do without an account, counted in Redis under a hash that is forgotten
daily.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from ckan.lib.redis import connect_to_redis

from ckanext.seoulsquare.disclosure import config
from ckanext.seoulsquare.disclosure.errors import LimitError

HOUR = 3600
DAY = 24 * HOUR


def spend(address: str, what: str, now: dt.datetime) -> None:
    """Count one use of an address in this hour; `LimitError` when it has used up what it may."""
    most = config.requests_an_hour()
    if not address or not most:
        return
    redis = connect_to_redis()
    mark = hmac.new(_salt(now), f"{what}\n{address}".encode(), hashlib.sha256).hexdigest()[:32]
    key = f"seoulsquare:disclosure:{config.site_id()}:{what}:{mark}:{now:%Y%m%d%H}"
    used = redis.incr(key)
    redis.expire(key, HOUR)
    if int(used) > most:  # pyright: ignore[reportArgumentType]
        raise LimitError


def check_human(honeypot: str) -> None:
    """Refuse what fills in the field that people do not see."""
    if honeypot:
        raise LimitError


def _salt(now: dt.datetime) -> bytes:
    """A random salt for a day, so that a mark leads back to no address and cannot be compared with another
    day's.
    """
    key = f"seoulsquare:disclosure:{config.site_id()}:salt:{now:%Y%m%d}"
    redis = connect_to_redis()
    redis.set(key, secrets.token_hex(32), nx=True, ex=DAY)
    return bytes(redis.get(key))  # pyright: ignore[reportArgumentType]
