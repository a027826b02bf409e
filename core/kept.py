"""What is kept in the cache for a while to save time: a silent cache has kept nothing, and work goes on."""

from typing import Any

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def put(key: str, value: Any, seconds: int) -> None:
    """Keep it, if that is possible just now."""
    try:
        cache.set(key, value, seconds)
    except RedisError as error:
        log.warning("cache is silent", error=type(error).__name__)


def found(key: str) -> Any:
    """What was kept; None when it is too old, or the cache is silent."""
    try:
        return cache.get(key)
    except RedisError as error:
        log.warning("cache is silent", error=type(error).__name__)
        return None
