"""What landing pages show is the same for every reader, so it is asked for once and kept in Redis a while."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ckan.lib.redis import connect_to_redis

from ckanext.seoulsquare.portal import config


def kept(name: str, make: Callable[[], Any]) -> Any:
    """The value of `make()`, at most `config.cache_seconds()` old. It must be plain JSON and public."""
    seconds = config.cache_seconds()
    if not seconds:
        return make()
    redis = connect_to_redis()
    key = f"seoulsquare:{config.site_id()}:portal:{name}"
    stored = redis.get(key)
    if stored is not None:
        return json.loads(stored)
    value = make()
    redis.set(key, json.dumps(value), ex=seconds)
    return value
