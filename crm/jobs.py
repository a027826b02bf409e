"""Work of the project itself that Celery wakes up."""

import time

from celery import shared_task
from django.core.cache import cache

TICKED_AT = "crm.ticked_at"
"""Cache key: when a worker last heard the clock, in seconds since 1970."""


@shared_task(name="crm.jobs.tick")  # type: ignore[untyped-decorator]  # celery is untyped
def tick() -> None:
    """Beat's one entry, each minute. Leaves the sign by which `doctor` knows that beat and workers live."""
    cache.set(TICKED_AT, time.time(), timeout=None)
