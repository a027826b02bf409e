"""How often something may be asked for: one counter in the cache for each who and what.

Windows are fixed: at their border twice as much may pass, which is enough to stop a script and costs one round trip.
"""

import time

from django.core.cache import cache
from redis.exceptions import RedisError


def spend(what: str, who: str | int, *, amount: int, seconds: int) -> bool:
    """Count one; False when there were `amount` within this window already. Without the cache nothing is refused."""
    window = int(time.time()) // seconds
    key = f"limits:{what}:{who}:{window}"
    try:
        if cache.add(key, 1, timeout=seconds):
            return amount >= 1
        return int(cache.incr(key)) <= amount
    except (ValueError, RedisError):
        return True  # the window ended between the two, or nobody counts just now
